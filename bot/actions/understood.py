"""What was understood, and where the figures come from (``bot/answers/understood.py``)."""

from __future__ import annotations

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.definition import answer as definition
from bot.answers.understood import answer
from knowledge.library import Knowledge


class ActionUnderstood(ReplyAction):
    """Answers the intent verifier."""

    action_name = "action_understood"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the question before in words, with its source; nothing of the conversation changes.

        « d'où viennent tes chiffres ? » asks of the survey, which has its entry.
        """
        if knowledge.institution.find(turn.text) is not None:
            return Outcome(definition(turn.text, knowledge), turn.previous)
        return Outcome(answer(turn.previous, knowledge), turn.previous)
