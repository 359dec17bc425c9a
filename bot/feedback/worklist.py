"""The questions to work on, out of what was kept: those left unanswered or badly rated, grouped by their words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import func, inspect, select
from sqlalchemy.engine import Connection

from bot.feedback.base import FAILURES, Base, cause, feedback
from bot.feedback.record import Kind
from bot.feedback.store import FeedbackError
from bot.reading.signs import Signs
from knowledge.text import fold

_ROWS_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question to work on: how many times it came, what happened, the reasons given, its text once scrubbed.

    ``signs``: how it was read the first time, None when that was not kept.
    """

    count: int
    kinds: tuple[Kind, ...]
    reasons: tuple[str, ...]
    question: str
    signs: Signs | None = None


@dataclass(frozen=True, slots=True)
class Worklist:
    """Questions, most frequent first; ``without_text``: how many more were kept without their text."""

    questions: Sequence[Unanswered] = ()
    without_text: int = 0


@dataclass(slots=True)
class _Group:
    """Rows whose text is the same but for case, accents and punctuation."""

    question: str
    """As it was first typed."""
    first: int
    count: int = 0
    kinds: dict[str, None] = field(default_factory=dict)
    reasons: dict[str, None] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    """The first one of each spelling, kind and reason."""


def worklist(base: Base, limit: int = 50) -> Worklist:
    """Return the ``limit`` most frequent ones. Raises FeedbackError; a base that was never written is empty."""
    try:
        with base.reading() as connection:
            if not inspect(connection).has_table(feedback.name):
                return Worklist()
            groups = _groups(connection)
            without_text = groups.pop("", _Group("", 0)).count
            first = sorted(groups.values(), key=lambda group: (-group.count, group.question))[:limit]
            return Worklist(tuple(_question(connection, group) for group in first), without_text)
    except FileNotFoundError:
        return Worklist()
    except FAILURES as error:
        raise FeedbackError(f"Les avis ne peuvent pas être lus ({cause(error)}).") from error


def _groups(connection: Connection) -> dict[str, _Group]:
    columns = (feedback.c.question, feedback.c.kind, feedback.c.reason)
    query = (
        select(*columns, func.count().label("times"), func.min(feedback.c.id).label("first"))
        .where(feedback.c.kind != Kind.USEFUL.value)
        .group_by(*columns)
    )
    groups: dict[str, _Group] = {}
    for question, kind, reason, times, first in connection.execute(query):
        key = fold(question) or question
        group = groups.get(key) or groups.setdefault(key, _Group(question, first))
        group.count += times
        if first < group.first:
            group.question, group.first = question, first
        group.kinds[kind] = None
        if reason:
            group.reasons[reason] = None
        group.rows.append(first)
    return groups


def _question(connection: Connection, group: _Group) -> Unanswered:
    some = (
        select(feedback.c.frame).where(feedback.c.id.in_(sorted(group.rows)[:_ROWS_LOOKED_AT])).order_by(feedback.c.id)
    )
    frames = map(json.loads, connection.execute(some).scalars())
    return Unanswered(
        count=group.count,
        kinds=tuple(map(Kind, group.kinds)),
        reasons=tuple(group.reasons),
        question=group.question,
        signs=next((_signs(frame) for frame in frames if "act" in frame), None),
    )


def _signs(frame: dict[str, Any]) -> Signs:
    return Signs(**{each.name: frame[each.name] for each in fields(Signs) if each.name in frame})
