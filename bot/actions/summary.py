"""What to remember of a territory (``bot/answers/summary.py``)."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction
from bot.answers.export import Wanted, asks_to_send, asks_to_write, to_copy, with_files
from bot.answers.recap import is_only_a_summary, recap
from bot.reading.recapping import points_back, wish_of
from bot.settings import settings
from knowledge.library import Knowledge


class ActionSummary(SurveyAction):
    """Answers the intents ruled to ``action_summary``."""

    action_name = "action_summary"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return what was said, again, where that is asked; else the summary, to be copied where a mail is."""
        told = turn.previous.told if turn.previous is not None else ()
        wish = wish_of(turn.text, turn.mentions) or points_back(turn.text, turn.mentions)
        if told and wish is not None and not is_only_a_summary(told, wish):
            again = recap(told, wish, knowledge)
            page = settings().public_url
            again = to_copy(again) if asks_to_send(turn.text) else again
            again = with_files(again, Wanted.of(turn.text), page) if again.rows else again
            return Outcome(again, turn.previous)
        found = super().outcome(turn, knowledge)
        return replace(found, reply=to_copy(found.reply)) if asks_to_write(turn.text) else found
