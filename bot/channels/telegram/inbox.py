"""The updates received, kept from before they are acknowledged until all they bring was sent.

One row for each, found by Telegram's own number: an update that comes again changes nothing. What a person wrote is
erased as soon as it is answered; the number and the hour go a week later.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Column, Float, Index, Integer, LargeBinary, MetaData, Table, delete, func, select
from sqlalchemy import update as change
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from bot.channels import conversation_base as base
from bot.channels.telegram.chats import chat_of

MAX_WAITING = 50
"""Updates of one chat that wait to be played; those beyond are answered by one sentence, and not read."""
KEPT = 7 * 24 * 3600.0
"""Seconds during which an update that comes again is known. Telegram itself forgets them after a day."""
BLOCKED_KEPT = 366 * 24 * 3600.0

_T = TypeVar("_T")

tables = MetaData()

received = Table(
    "telegram_update",
    tables,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", BigInteger, nullable=False),
    Column("at", Float(53), nullable=False),  # seconds: when it came
    Column("body", LargeBinary),  # JSON, as it came; nothing where too many were waiting
    Column("tries", Integer, nullable=False),  # times it was begun since something of it was sent
    Column("sent", Integer, nullable=False),  # of what it brings, how many were sent
    Column("done", Float(53)),  # seconds: when all was
)
Index("telegram_update_waiting", received.c.done, received.c.chat, received.c.update_id)

blocked = Table(
    "telegram_blocked",
    tables,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Float(53), nullable=False),
)
"""The chats whose person stopped the bot: nothing is sent there until they write again."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update to be played. ``body`` is None when it came among too many; ``sent`` counts what it brought already.

    ``tries``: times it was begun, and brought nothing more before the process died.
    """

    update_id: int
    chat: int
    at: float
    body: dict[str, Any] | None
    tries: int
    sent: int


class Inbox:
    """The updates. Its base is only ever used from one thread. All methods raise SQLAlchemyError or OSError."""

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        """Remember where it is; the base is opened when it is needed."""
        self._url = url
        self._clock = clock
        self._engine: Engine | None = None
        self._thread = ThreadPoolExecutor(1, "telegram-inbox")

    async def store(self, updates: Sequence[Mapping[str, Any]]) -> int:
        """Keep the updates that were not known; return how many. They outlive the process once this returns."""
        return await self._do(lambda connection: sum(self._stored(connection, each) for each in updates))

    def _stored(self, connection: Connection, update: Mapping[str, Any]) -> bool:
        chat = chat_of(update)
        of_chat = select(func.count(), func.count(received.c.body)).where(
            received.c.chat == chat, received.c.done.is_(None)
        )
        waiting, read = connection.execute(of_chat).one()
        # A lone surrogate, which no encoder takes, is read back as « ? ».
        body = json.dumps(update, ensure_ascii=False).encode(errors="replace") if waiting < MAX_WAITING else None
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        row = {"update_id": update["update_id"], "chat": chat, "at": self._clock(), "body": body}
        # One that is refused is told of once; those that follow it are not.
        done = self._clock() if body is None and waiting > read else None
        statement = insert(received).values(**row, tries=0, sent=0, done=done).on_conflict_do_nothing()
        return bool(connection.execute(statement).rowcount)

    async def chats(self) -> list[int]:
        """Return the chats where updates wait, the one that has waited longest first."""
        query = (
            select(received.c.chat)
            .where(received.c.done.is_(None))
            .group_by(received.c.chat)
            .order_by(func.min(received.c.at))
        )
        return list(await self._do(lambda connection: connection.execute(query).scalars().all(), reads=True))

    async def first(self, chat: int) -> Waiting | None:
        """Return the first update of a chat that waits, None when there is none."""
        query = (
            select(received)
            .where(received.c.chat == chat, received.c.done.is_(None))
            .order_by(received.c.update_id)
            .limit(1)
        )
        row = await self._do(lambda connection: connection.execute(query).first(), reads=True)
        if row is None:
            return None
        body = json.loads(row.body) if row.body else None
        return Waiting(row.update_id, row.chat, row.at, body, row.tries, row.sent)

    async def begin(self, update_id: int) -> None:
        """Count one more try of an update."""
        await self._do(lambda connection: connection.execute(_of(update_id).values(tries=received.c.tries + 1)))

    async def sent(self, update_id: int, number: int) -> None:
        """Remember that the first ``number`` things an update brings were sent: it kills nobody."""
        await self._do(lambda connection: connection.execute(_of(update_id).values(sent=number, tries=0)))

    async def put_back(self, update_id: int) -> None:
        """Have an update wait as if it had not been begun: nothing of it is at fault."""
        await self._do(lambda connection: connection.execute(_of(update_id).values(tries=0)))

    async def done(self, update_id: int) -> None:
        """Remember that all an update brings was sent, and erase what it held."""
        values = {"done": self._clock(), "body": None}
        await self._do(lambda connection: connection.execute(_of(update_id).values(**values)))

    async def block(self, chat: int, since: float) -> None:
        """Remember that nothing can be sent to a chat any more, and be done with what came there before ``since``."""
        waiting = change(received).where(received.c.chat == chat, received.c.done.is_(None), received.c.at < since)

        def blocking(connection: Connection) -> None:
            connection.execute(delete(blocked).where(blocked.c.chat == chat))
            connection.execute(blocked.insert().values(chat=chat, at=self._clock()))
            connection.execute(waiting.values(done=self._clock(), body=None))

        await self._do(blocking)

    async def unblock(self, chat: int) -> bool:
        """Forget that a chat was blocked; say whether it was."""
        statement = delete(blocked).where(blocked.c.chat == chat)
        return bool(await self._do(lambda connection: connection.execute(statement).rowcount))

    async def is_blocked(self, chat: int) -> bool:
        """Say whether a chat is known to be blocked."""
        query = select(blocked.c.at).where(blocked.c.chat == chat)
        return await self._do(lambda connection: connection.execute(query).first(), reads=True) is not None

    async def purge(self) -> int:
        """Forget what was answered a week ago, and leave nothing of what was erased; return how many updates went."""
        now = self._clock()

        def purging(connection: Connection) -> int:
            connection.execute(delete(blocked).where(blocked.c.at < now - BLOCKED_KEPT))
            return int(connection.execute(delete(received).where(received.c.done < now - KEPT)).rowcount)

        gone = await self._do(purging)
        await self._do(base.empty_log, bare=True)
        return gone

    def close(self) -> None:
        """Let the base go."""
        self._thread.shutdown()
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    async def _do(self, work: Callable[[Connection], _T], **options: bool) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._now, work, options)

    def _now(self, work: Callable[[Connection], _T], options: Mapping[str, bool]) -> _T:
        if self._engine is None:
            self._engine = base.opened(self._url, tables, safe=True)
        with self._engine.connect().execution_options(**options) as connection:
            if options.get("bare"):
                return work(connection)
            with connection.begin():
                return work(connection)


def _of(update_id: int) -> Any:
    return change(received).where(received.c.update_id == update_id)
