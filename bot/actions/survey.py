"""What the survey topics share: build the question frame, answer it, remember it."""

from __future__ import annotations

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.fallback import not_understood
from bot.answers.registry import answer
from bot.question import understand
from knowledge.library import Knowledge


class SurveyAction(ReplyAction):
    """Answers a question on the survey's figures; when there is none to build, offers choices."""

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the answer to the turn's question, and the frame to follow up on."""
        question = understand(turn.intent, turn.mentions, turn.previous)
        if question is None:
            return Outcome(not_understood(turn.mentions, knowledge))
        return Outcome(answer(question, knowledge), question)
