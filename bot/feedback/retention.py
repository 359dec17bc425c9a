"""For how long things are kept, and how many: a purge once a day, never by a clock that leapt, never all at once.

Each purge notes the day it sees. A clock is believed when the last days seen follow each other; after a leap, forward
or back, nothing is deleted for a week of days seen. Even then, only the oldest days go, a few each day.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import Table, and_, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from bot.feedback.base import feedback, seen_days
from bot.feedback.record import Record

RETENTION_DAYS = 90
MAX_ROWS = 300_000
MAX_BYTES = 128 * 1024 * 1024
MAX_A_DAY = 1_000
"""Rows of one kind and one day: one busy day cannot fill the base, nor hide what the other days said."""
MOST_DAYS_AT_ONCE = 7
"""Days of rows that one day's purge deletes at most: what a wrong clock could cost before someone sees the warning."""
_LARGEST_STEP = timedelta(days=7)
_STEPS = 7

logger = logging.getLogger(__name__)


def has_room(connection: Connection, record: Record) -> bool:
    """Say whether one more record of this kind and this day may be kept."""
    of_the_day = and_(feedback.c.day == record.day, feedback.c.kind == record.kind.value)
    # Numbers grow with each row: there are no more rows than from the first to the last. Counting them takes 30 ms.
    first, last = (connection.execute(select(end(feedback.c.id))).scalar() or 0 for end in (func.min, func.max))
    rows = last - first + 1
    return rows < MAX_ROWS and _count(connection, of_the_day) < MAX_A_DAY and _bytes(connection) < MAX_BYTES


def days_to_delete(connection: Connection, today: date) -> list[date]:
    """Note ``today`` and return the days whose rows are too old, the oldest ones, a few at most.

    None on a day already noted, nor while the clock is not believed. The few rows dated after a believed today, by a
    clock that was ahead, are dated of today.
    """
    seen = list(connection.execute(select(seen_days.c.day).order_by(seen_days.c.id)).scalars())
    if not seen:
        newest = connection.execute(select(func.max(feedback.c.day))).scalar()
        seen = [newest] if newest and newest != today else []
        _note(connection, seen)
    if seen and seen[-1] == today:
        return []
    seen.append(today)
    _note(connection, [today])
    if not is_believed(seen):
        logger.warning("The clock went from %s to %s: nothing is deleted for some days.", seen[-2], today)
        return []
    is_ahead = feedback.c.day > today
    if 2 * _count(connection, is_ahead) <= _count(connection):  # else it is rather today that is late
        connection.execute(update(feedback).where(is_ahead).values(day=today))
    oldest = select(feedback.c.day).where(feedback.c.day < today - timedelta(RETENTION_DAYS)).distinct()
    return list(connection.execute(oldest.order_by(feedback.c.day).limit(MOST_DAYS_AT_ONCE)).scalars())


def delete_some(connection: Connection, days: Sequence[date], most: int) -> int:
    """Delete at most ``most`` rows of these days and return how many: others may write in between."""
    some = select(feedback.c.id).where(feedback.c.day.in_(days)).limit(most)
    return int(connection.execute(delete(feedback).where(feedback.c.id.in_(some))).rowcount)


def is_believed(seen: Sequence[date]) -> bool:
    """Say whether the last days seen follow each other, as those of a right clock do."""
    return all(timedelta(0) < after - before <= _LARGEST_STEP for before, after in pairwise(seen[-_STEPS - 1 :]))


def _note(connection: Connection, days: Sequence[date]) -> None:
    """Keep these days as seen, and only those that ``is_believed`` looks at."""
    for day in days:
        connection.execute(insert(seen_days).values(day=day))
    recent = select(seen_days.c.id).order_by(seen_days.c.id.desc()).limit(_STEPS + 1)
    connection.execute(delete(seen_days).where(seen_days.c.id.not_in(recent)))


def _count(connection: Connection, *conditions: object) -> int:
    return int(connection.execute(select(func.count()).select_from(feedback).where(*conditions)).scalar() or 0)


def _bytes(connection: Connection, table: Table = feedback) -> int:
    if connection.dialect.name != "sqlite":
        return int(connection.execute(select(func.pg_total_relation_size(table.name))).scalar() or 0)
    pages, free, size = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar() or 0)
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size
