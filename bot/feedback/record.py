"""One thing to keep: an answer found useful or not, or a question left without an answer. Never who nor what time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from enum import Enum
from typing import Any

from bot.mentions import Mentions
from bot.reading.signs import Signs

_FRAME_KEYS = (
    *("territories", "occupations", "asked", "year", "years", "measure", "share"),
    *(each.name for each in fields(Signs)),
)


class Kind(str, Enum):
    """What happened."""

    USEFUL = "useful"
    NOT_USEFUL = "not_useful"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of one turn. ``frame`` is JSON (codes of places, métiers).

    ``text``: as it was typed, never written anywhere; ``bot.privacy.keeping`` says what is kept of it.
    ``reason``: a key of ``bot.answers.feedback.REASONS`` or "". ``intent`` and ``topic``: of the answer rated.
    """

    kind: Kind
    text: str = field(repr=False)
    intent: str = ""
    topic: str = ""
    reason: str = ""
    frame: str = "{}"
    day: date = field(default_factory=date.today)


def record(
    kind: Kind, text: str, *, intent: str = "", reason: str = "", facts: Mapping[str, Any] | None = None
) -> Record:
    """Return what to keep of the message ``text`` and of its answer's ``facts``."""
    known = facts or {}
    frame = {key: value for key in _FRAME_KEYS if (value := known.get(key)) or isinstance(value, float)}
    return Record(
        kind=kind,
        text=text,
        intent=intent,
        topic=str(known.get("topic") or ""),
        reason=reason,
        frame=json.dumps(frame, ensure_ascii=False, sort_keys=True),
    )


def unanswered(text: str, intent: str, mentions: Mentions, signs: Signs) -> Record:
    """Return what to keep of a message that was not understood: its text, what was recognised in it, its signs."""
    facts = {"topic": "not_understood", **_named(mentions), **asdict(signs)}
    return record(Kind.UNANSWERED, text, intent=intent, facts=facts)


def _named(mentions: Mentions) -> dict[str, Sequence[str]]:
    return {name: value for name, value in asdict(mentions).items() if name in ("territories", "occupations", "years")}
