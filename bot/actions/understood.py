"""What was understood, and where the figures come from (``bot/answers/understood.py``)."""

from __future__ import annotations

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.appraisal import answer as appraisal
from bot.answers.appraisal import asks_how_much
from bot.answers.definition import answer as definition
from bot.answers.understood import answer
from knowledge.library import Knowledge


class ActionUnderstood(ReplyAction):
    """Answers the intent verifier."""

    action_name = "action_understood"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the question before in words, with its source; nothing of the conversation changes.

        « c'est beaucoup ? » is told by what stands beside the figure; « d'où viennent tes chiffres ? » asks of the
        survey, which has its entry.
        """
        if asks_how_much(turn.text) and turn.previous is not None and (said := appraisal(turn.previous, knowledge)):
            return Outcome(said, turn.previous)
        if knowledge.institution.find(turn.text) is not None:
            return Outcome(definition(turn.text, knowledge), turn.previous)
        return Outcome(answer(turn.previous, knowledge), turn.previous)
