"""Whom to speak to, by who asks."""

from __future__ import annotations

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.elsewhere import contact
from knowledge.library import Knowledge


class ActionContact(ReplyAction):
    """Answers the intent contact."""

    action_name = "action_contact"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the number or the site that suits who asks."""
        return Outcome(contact(turn.public))
