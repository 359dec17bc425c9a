"""Whom to speak to, by who asks; or the request for a person, which the turn then writes (``bot/handover``)."""

from __future__ import annotations

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.elsewhere import contact, someone
from bot.answers.opening import opening
from bot.reading.handing_over import asks_where
from knowledge.library import Knowledge


class ActionContact(ReplyAction):
    """Answers the intent contact."""

    action_name = "action_contact"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the number or the site when that is asked; else what is known of a request for a person."""
        if asks_where(turn.text):
            return Outcome(contact(turn.public))
        place = next((ref for ref in turn.mentions.territories if "|" not in ref), "")
        known = opening(turn.previous, knowledge, missed=turn.missed)
        told = known.but(asker=turn.role, territory=place or known.territory)
        return Outcome(someone(turn.public, told))
