"""What to remember of a territory (``bot/answers/summary.py``)."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction
from bot.answers.export import asks_to_write, to_copy
from knowledge.library import Knowledge


class ActionSummary(SurveyAction):
    """Answers the intents ruled to ``action_summary``."""

    action_name = "action_summary"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the summary; where a mail or a note is asked for, said to be there to copy."""
        found = super().outcome(turn, knowledge)
        return replace(found, reply=to_copy(found.reply)) if asks_to_write(turn.text) else found
