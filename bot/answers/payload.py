"""The whole structured side of a reply, as a channel that shows tables, charts and files needs it."""

from __future__ import annotations

from typing import Any

from bot.answers.table import table_of
from bot.writing.french import typeset
from bot.writing.reply import Reply
from bot.writing.title import title_of


def payload(reply: Reply) -> dict[str, Any]:
    """Return the facts, the sentence, the notes, the rows and their table, the title and the source, JSON-ready."""
    whole = {"rows": [row.as_dict() for row in reply.all_rows], "table": table_of(reply.all_rows)}
    return {
        **reply.answer,
        **({"all": whole} if reply.all_rows else {}),
        "title": typeset(title_of(reply.facts)),
        "sentence": typeset(reply.sentence),
        "notes": [typeset(note) for note in reply.notes],
        "source": typeset(reply.source),
        "table": table_of(reply.rows),
    }
