"""The territory of each person, kept beyond a conversation: the name of a place, beside a hash that tells no chat."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Column, Float, MetaData, String, Table, delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.channels import conversation_base as base
from bot.settings import settings

KEPT = 182 * 24 * 3600.0  # seconds without a word, after which a place is forgotten
_DAY = 24 * 3600.0
_T = TypeVar("_T")

_tables = MetaData()
_place = Table(
    "telegram_place",
    _tables,
    Column("sender", String(255), primary_key=True),
    Column("ref", String(32), nullable=False),
    Column("at", Float(53), nullable=False),  # seconds: the day it last served
)


class Homes:
    """Where people are. Its base is only ever used from one thread. All methods raise SQLAlchemyError or OSError."""

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        """Remember where they are; the base is opened when it is needed."""
        self._url = url
        self._clock = clock
        self._engine: Engine | None = None
        self._thread = ThreadPoolExecutor(1, "telegram-homes")

    async def find(self, sender: str) -> str:
        """Return the ref of the territory of a person, "" when none is kept."""

        def found(connection: Connection) -> str:
            now = self._clock()
            row = connection.execute(select(_place.c.ref, _place.c.at).where(_place.c.sender == sender)).first()
            if row is None or row.at < now - KEPT:
                return ""
            if row.at < now - _DAY:
                connection.execute(update(_place).where(_place.c.sender == sender).values(at=now))
            return str(row.ref)

        return await self._do(found)

    async def keep(self, sender: str, ref: str) -> None:
        """Keep the territory of a person, and forget those too old."""

        def kept(connection: Connection) -> None:
            now = self._clock()
            connection.execute(delete(_place).where((_place.c.sender == sender) | (_place.c.at < now - KEPT)))
            connection.execute(insert(_place).values(sender=sender, ref=ref, at=now))

        await self._do(kept)

    async def erase(self, sender: str) -> None:
        """Forget the territory of a person."""
        await self._do(lambda connection: connection.execute(delete(_place).where(_place.c.sender == sender)))

    def close(self) -> None:
        """Let the base go."""
        self._thread.shutdown()
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    async def _do(self, work: Callable[[Connection], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._now, work)

    def _now(self, work: Callable[[Connection], _T]) -> _T:
        if self._engine is None:
            self._engine = base.opened(self._url, _tables)
        with self._engine.begin() as connection:
            return work(connection)


def homes() -> Homes:
    """Return those of this process, where the settings say."""
    url = settings().telegram_url.get_secret_value()
    with _lock:
        return _stores.setdefault(url, Homes(url))


_stores: dict[str, Homes] = {}
_lock = threading.Lock()
