"""« non », « laisse tomber », unless its words answer a choice just offered (« non, entretien »)."""

from __future__ import annotations

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction, answers_a_choice
from bot.writing.blocks import Facts
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge

_DROPPED = "D'accord, on laisse. Posez-moi une autre question quand vous voulez."


class ActionRefuse(SurveyAction):
    """Answers the intent refuser."""

    action_name = "action_refuse"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return that the question is dropped, or the answer to the one that waited for a choice."""
        if turn.previous is not None and answers_a_choice(turn, knowledge):
            return super().outcome(turn, knowledge)
        return Outcome(Reply(sentence=_DROPPED, facts=Facts(topic=ReplyTopic.DROPPED)))
