"""What a conversation was already told beside its figures: such a note is not told again turn after turn."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import replace

from bot.question import Question
from bot.writing.reply import Once, Reply

_MOST_KEPT = 40


def told_once(reply: Reply, question: Question | None, previous: Question | None) -> tuple[Reply, Question | None]:
    """Return the reply without the notes that were told before, and the question that keeps those told until now."""
    before = previous.noted if previous is not None else ()
    notes = tuple(note for note in reply.notes if not (isinstance(note, Once) and _mark(note) in before))
    if question is None:
        return replace(reply, notes=notes), None
    marks = dict.fromkeys((*before, *_marks(notes)))
    return replace(reply, notes=notes), replace(question, noted=tuple(marks)[-_MOST_KEPT:])


def _marks(notes: Iterable[str]) -> list[str]:
    return [_mark(note) for note in notes if isinstance(note, Once)]


def _mark(note: Once) -> str:
    return f"{zlib.crc32(note.key.encode()):x}"
