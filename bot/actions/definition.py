"""What words of the survey mean, and what the institution does (``knowledge/institution``)."""

from __future__ import annotations

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.definition import answer
from bot.question import understand
from knowledge.library import Knowledge


class ActionDefinition(ReplyAction):
    """Answers « c'est quoi la BMO ? », « qui est le correspondant régional ? »."""

    action_name = "action_definition"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the entry that answers, or the closest ones."""
        about = understand("preciser", turn.mentions, None) if turn.mentions.occupations else None
        return Outcome(answer(turn.text, knowledge), about)
