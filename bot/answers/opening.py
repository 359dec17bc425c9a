"""What a conversation already tells of a request for a person: its subject, its place, what was asked and answered."""

from __future__ import annotations

from bot.answers.recap import plain
from bot.answers.registry import answer
from bot.answers.table import table_of
from bot.question import Question
from bot.writing.blocks import Handover
from bot.writing.french import typeset
from knowledge.errors import KnowledgeError
from knowledge.library import Knowledge

_MOST = 3
"""How many of the questions answered go with a request."""
_UNANSWERED = "Une question restée sans réponse"
_MISSED = "Bémo n'a pas compris cette question."


def opening(previous: Question | None, knowledge: Knowledge, *, missed: str = "") -> Handover:
    """Return what a conversation tells of a request; ``missed``: the message before, when it was not understood.

    The answers are computed again from their questions: they say what was said, and nothing of who asked.
    """
    pairs = [pair for each in (previous.told if previous else ())[-_MOST:] if (pair := _said(each, knowledge))]
    subject = pairs[-1][0] if pairs else ""
    if missed:
        pairs.append((missed, _MISSED))
        subject = subject or _UNANSWERED
    return Handover(subject=subject, territory=_place(previous), context=tuple(text for pair in pairs for text in pair))


def _said(question: Question, knowledge: Knowledge) -> tuple[str, str] | None:
    """Return what was asked, as the title of its table, and the sentence that answered."""
    try:
        reply = answer(plain(question), knowledge)
    except KnowledgeError:  # figures that were taken away meanwhile
        return None
    table = table_of(reply)
    return (table.title, typeset(f"{reply.sentence} {reply.source}".strip())) if table is not None else None


def _place(previous: Question | None) -> str:
    refs = (*previous.territories, *previous.home) if previous else ()
    return next((ref for ref in refs if "|" not in ref), "")
