"""The audit trail: who came in, read, answered, took away; kept a year, with nothing of what the requests say."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import delete, func, insert, select

from bot.handover.base import Base
from bot.handover.desk.tables import trail

DAYS_KEPT = 365
MAX_LINES = 200_000
"""Whoever tries passwords writes lines too: they fill nothing."""
_DAY = 86_400.0


class Deed(str, Enum):
    """What was done."""

    SIGNED_IN = "signed_in"
    REFUSED = "refused"
    LOCKED = "locked"
    SIGNED_OUT = "signed_out"
    PASSWORD = "password"  # noqa: S105 — a deed, not a secret
    ACCOUNT = "account"
    REMOVED = "removed"
    READ = "read"
    TAKEN = "taken"
    ANSWERED = "answered"
    NOTED = "noted"
    CLOSED = "closed"
    REOPENED = "reopened"
    REASSIGNED = "reassigned"
    RETRIED = "retried"
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail. ``who`` is "" for a name that is no account's."""

    at: datetime
    who: str
    deed: Deed
    reference: str


class Trail:
    """The trail, kept in a base; lines are added, and go when they are a year old."""

    def __init__(self, base: Base, clock: Callable[[], float] = time.time) -> None:
        self._base = base
        self._clock = clock

    def add(self, who: str, deed: Deed, reference: str = "") -> None:
        """Write one line."""
        now = self._clock()
        with self._base.writing() as connection:
            row = {"at": now, "name": who, "deed": deed.value, "reference": reference}
            connection.execute(insert(trail).values(row))
            if deed is Deed.SIGNED_IN:
                newest = connection.execute(select(func.max(trail.c.id))).scalar() or 0
                is_old = (trail.c.at < now - DAYS_KEPT * _DAY) | (trail.c.id <= newest - MAX_LINES)
                connection.execute(delete(trail).where(is_old))

    def page(self, first: int, size: int) -> tuple[list[Entry], int]:
        """Return the lines from the ``first`` newest one, and how many there are in all."""
        wanted = select(trail).order_by(trail.c.id.desc()).offset(first).limit(size)
        with self._base.reading() as connection:
            rows = connection.execute(wanted).all()
            count = int(connection.execute(select(func.count()).select_from(trail)).scalar() or 0)
        return [_entry(row.at, row.name, row.deed, row.reference) for row in rows], count


def _entry(at: float, who: str, deed: str, reference: str) -> Entry:
    return Entry(datetime.fromtimestamp(at), who, Deed(deed), reference)
