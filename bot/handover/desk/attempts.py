"""How many passwords may be tried: five for an account from an address, then nothing more for a quarter of an hour.

An attempt is counted before its password is looked at: however many come at once, no more than these are.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from bot.handover.base import Base
from bot.handover.desk.tables import attempt

WINDOW = 15 * 60.0
PER_ACCOUNT_AND_ADDRESS = 5
PER_ADDRESS = 15
PER_ACCOUNT = 30
"""From everywhere. More than one address may fail: nobody locks an account out from one place."""


class LockedError(Exception):
    """Too many passwords were wrong: ``seconds`` before another may be tried."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


class Attempts:
    """The passwords tried of late, in the base: a restart forgives nothing."""

    def __init__(self, base: Base, clock: Callable[[], float] = time.time) -> None:
        self._base = base
        self._clock = clock

    def begin(self, name: str, address: str) -> None:
        """Count an attempt. Raises LockedError when there were too many."""
        now = self._clock()
        with self._base.writing() as connection:
            self._base.alone(connection)
            # A clock set back leaves attempts of the future, which would lock for as long.
            old = (attempt.c.at <= now - WINDOW) | (attempt.c.at > now)
            connection.execute(delete(attempt).where(old))
            wait = self._wait(connection, name, address, now)
            if not wait:
                row = {"id": uuid.uuid4().hex, "at": now, "name": self._name(name), "address": self._address(address)}
                connection.execute(insert(attempt).values(row))
        if wait:
            raise LockedError(wait)

    def wait(self, name: str, address: str) -> float:
        """Return the seconds before another may be tried, 0 when one may now."""
        with self._base.reading() as connection:
            return self._wait(connection, name, address, self._clock())

    def forgive(self, name: str, address: str) -> None:
        """Forget the attempts of an account from an address: its password was found right."""
        mine = (attempt.c.name == self._name(name)) & (attempt.c.address == self._address(address))
        with self._base.writing() as connection:
            connection.execute(delete(attempt).where(mine))

    def unlock(self, name: str) -> None:
        """Forget all the attempts on an account."""
        with self._base.writing() as connection:
            connection.execute(delete(attempt).where(attempt.c.name == self._name(name)))

    def _wait(self, connection: Connection, name: str, address: str, now: float) -> float:
        of_account, of_address = attempt.c.name == self._name(name), attempt.c.address == self._address(address)
        limits = (
            (of_account & of_address, PER_ACCOUNT_AND_ADDRESS),
            (of_address, PER_ADDRESS),
            (of_account, PER_ACCOUNT),
        )
        return max(_until(connection, which, most, now) for which, most in limits)

    def _name(self, name: str) -> str:
        return self._base.digest("desk account", name)

    def _address(self, address: str) -> str:
        return self._base.digest("desk address", address)


def _until(connection: Connection, which: ColumnElement, most: int, now: float) -> float:
    """Return the seconds until the attempts of the window are fewer than ``most``."""
    latest = list(
        connection.execute(select(attempt.c.at).where(which).order_by(attempt.c.at.desc()).limit(most)).scalars()
    )
    return max(0.0, float(latest[-1] + WINDOW - now)) if len(latest) == most else 0.0
