"""How many requests may be left in a day, by one conversation, one person, one address of the network."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.engine import Connection

from bot.handover.request import TooManyRequests
from bot.handover.tables import knock

A_DAY = 86_400.0  # seconds
LIMITS = {"conversation": 5, "person": 5, "address": 60}
"""Requests a day. An agency or a school may share one address of the network."""
caller: ContextVar[str] = ContextVar("caller", default="")
"""The address of the network that the message being played comes from, "" where the channel knows none."""
_TOO_MANY = (
    "Vous avez déjà laissé plusieurs demandes depuis hier : elles sont gardées. Attendez demain pour en laisser une "
    "autre, ou appelez le 3949 (3995 pour les employeurs)."
)


def count_one(connection: Connection, who: Mapping[str, str], now: float) -> None:
    """Count one more request of ``who``: a hash for each kind of ``LIMITS``, "" for one that is not known.

    Raises TooManyRequests. What is older than a day, or dated by a clock that was ahead, is forgotten.
    """
    connection.execute(delete(knock).where(or_(knock.c.at < now - A_DAY, knock.c.at > now + A_DAY)))
    for kind, most in LIMITS.items():
        if each := who.get(kind):
            known = connection.execute(select(func.count()).select_from(knock).where(knock.c.who == each)).scalar()
            if int(known or 0) >= most:
                raise TooManyRequests(_TOO_MANY)
    for each in filter(None, who.values()):
        connection.execute(insert(knock).values(at=now, who=each))
