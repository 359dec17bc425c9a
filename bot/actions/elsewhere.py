"""What is out of scope or about a personal file: the right public service (``bot/answers/elsewhere.py``)."""

from __future__ import annotations

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.elsewhere import answer
from knowledge.library import Knowledge


class ActionElsewhere(ReplyAction):
    """Answers the intents hors_sujet and dossier_personnel."""

    action_name = "action_elsewhere"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the service to turn to, or the limit said politely."""
        return Outcome(answer(turn.text, turn.intent))
