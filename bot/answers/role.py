"""The user says who they are: the questions to start with, theirs first (``suggestions.py``)."""

from __future__ import annotations

from bot.answers.suggestions import STARTERS
from bot.reading.speaker import ELECTED, EMPLOYER, JOB_SEEKER
from bot.writing.blocks import Facts
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic

_WORDING = {
    ELECTED: "vous êtes du côté des collectivités",
    EMPLOYER: "vous recrutez",
    JOB_SEEKER: "vous cherchez un emploi",
}


def answer(role: str) -> Reply:
    """Return the acknowledgement of ``role``, with where to start."""
    return Reply(
        sentence=f"C'est noté : {_WORDING[role]}. Que voulez-vous savoir ?",
        suggestions=STARTERS,
        facts=Facts(topic=ReplyTopic.ROLE),
    )
