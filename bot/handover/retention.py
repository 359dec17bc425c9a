"""How long requests are kept, by a clock that may be wrong: never all at once, never after a leap.

The purge notes the days it sees, as ``bot.feedback.retention`` does: after a leap of the clock, forward or back,
nothing is erased for a week of days seen, and then no day erases more than the oldest few. A request whose letter to
the correspondent still waits, or was refused, is never erased by the job: it is shown until someone decides.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, delete, exists, func, insert, or_, select
from sqlalchemy.engine import Connection

from bot.feedback.retention import is_believed
from bot.handover.case import Letter, Sending
from bot.handover.rights import OVER
from bot.handover.tables import letter, request, seen_days
from bot.settings import Settings

MOST_AT_ONCE = 200
"""Requests that one day's purge erases at most: what a wrong clock could cost before someone sees the warning."""
_KEPT = 8

logger = logging.getLogger(__name__)


def days_seen(connection: Connection, today: date) -> bool:
    """Note ``today``, and say whether to erase anything on it: once a day, and by a clock that is believed."""
    seen = list(connection.execute(select(seen_days.c.day).order_by(seen_days.c.id)).scalars())
    if not seen:
        newest = connection.execute(select(func.max(request.c.changed))).scalar()
        seen = [date.fromtimestamp(newest)] if newest else []
        for day in seen:
            connection.execute(insert(seen_days).values(day=day))
    if seen and seen[-1] == today:
        return False
    connection.execute(insert(seen_days).values(day=today))
    recent = select(seen_days.c.id).order_by(seen_days.c.id.desc()).limit(_KEPT)
    connection.execute(delete(seen_days).where(seen_days.c.id.not_in(recent)))
    if is_believed([*seen, today]):
        return True
    logger.warning("The clock went from %s to %s: no request is erased for some days.", seen[-1], today)
    return False


def too_old(connection: Connection, today: date, settings: Settings) -> list[str]:
    """Return the requests to erase on this day, those that changed first, a few at most."""
    over = request.c.status.in_([each.value for each in OVER])
    closed, opened = (
        datetime.combine(today - timedelta(days), time.min).timestamp()
        for days in (settings.handover_closed_days, settings.handover_open_days)
    )
    undelivered = exists().where(
        letter.c.reference == request.c.reference,
        letter.c.kind == Letter.REQUEST.value,
        letter.c.sending.in_([Sending.WAITING.value, Sending.DEAD.value]),
    )
    is_old = or_(and_(over, request.c.changed < closed), and_(~over, request.c.changed < opened))
    query = select(request.c.reference).where(is_old, or_(over, ~undelivered))
    return list(connection.execute(query.order_by(request.c.changed).limit(MOST_AT_ONCE)).scalars())
