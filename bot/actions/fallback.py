"""A message understood too poorly to be answered: choices, never a guess at a figure."""

from __future__ import annotations

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.fallback import not_understood
from knowledge.library import Knowledge


class ActionFallback(ReplyAction):
    """Offers questions around the place or the occupation that was recognised."""

    action_name = "action_fallback"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the choices."""
        return Outcome(not_understood(turn.mentions, knowledge, again=turn.misunderstood))
