"""Dates of the institution's meetings (``knowledge/institution/events.yml``)."""

from __future__ import annotations

from datetime import date

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.events import answer
from knowledge.library import Knowledge


class ActionEvents(ReplyAction):
    """Answers « la prochaine réunion du Club RH, c'est quand ? »."""

    action_name = "action_events"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the dates known today."""
        return Outcome(answer(turn.text, date.today(), knowledge))
