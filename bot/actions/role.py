"""Who the user is (``bot/answers/role.py``); a place or an occupation named with it is a question already."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.registry import answer as answer_question
from bot.answers.role import answer
from bot.reading.speaker import JOB_SEEKER
from bot.understanding import understand
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge


class ActionRole(ReplyAction):
    """Answers « je suis élu », and « je suis maire de Bourges » with the figures of Bourges."""

    action_name = "action_role"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the questions that suit the role, or the figures of what was named."""
        waiting = turn.previous if turn.previous and turn.previous.waits_for_occupation else None
        question = understand(turn.intent, turn.mentions, waiting)
        role = turn.heard or JOB_SEEKER
        if question is not None and (question.territories or question.occupations):
            reply = answer_question(question, knowledge)
            asked = int(reply.topic is ReplyTopic.CLARIFICATION)
            return Outcome(reply, replace(question, asked=asked), role)
        return Outcome(answer(role), role=role)
