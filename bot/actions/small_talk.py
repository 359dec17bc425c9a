"""A greeting, « aide », « qui es-tu ? » : what the domain says, with questions on the place of who is there."""

from __future__ import annotations

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.actions.rules import response_text
from bot.answers.suggestions import STARTERS
from bot.writing.blocks import Facts
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge


class ActionSmallTalk(ReplyAction):
    """Answers the intents ``saluer``, ``aide``, ``identite`` and ``affirmer``."""

    action_name = "action_small_talk"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the response of the domain for the intent, and where to start."""
        said = response_text(f"utter_{turn.intent}")
        return Outcome(Reply(said, suggestions=STARTERS, facts=Facts(topic=ReplyTopic.SMALL_TALK)))
