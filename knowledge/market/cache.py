"""The last answers of the APIs with their age, in a base of their own: what is told when an API fails.

Only typed answers are kept, whose texts hold nobody's contact details; what was asked is kept as a hash.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Float, MetaData, String, Table, Text, create_engine, delete, event, func, insert, select
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

logger = logging.getLogger(__name__)

MAX_ANSWERS = 20_000
"""Answers kept; the oldest go first."""
KEPT_DAYS = 120.0
_PRUNED_EVERY = 200
_SECONDS_TO_WAIT = 0.3
_SECONDS_TO_CONNECT = 2
_REST = 10.0
_DAY = 86_400.0

metadata = MetaData()

answer = Table(
    "answer",
    metadata,
    Column("asked", String(64), primary_key=True),  # hash of the API and of what it was asked
    Column("api", String(40), nullable=False),
    Column("at", Float(53), nullable=False, index=True),  # seconds: when the API gave it
    Column("value", Text, nullable=False),  # JSON
)


def key_of(api: str, asked: Any) -> str:
    """Return what an answer is kept under."""
    return hashlib.sha256(json.dumps([api, asked], sort_keys=True, default=str).encode()).hexdigest()


class Answers:
    """The answers kept. A base that cannot be used is said once in the log: no call fails by it."""

    def __init__(self, url: str, clock: Callable[[], dt.datetime]) -> None:
        """Remember where; the base is opened when it is needed. ``clock`` gives the time in UTC."""
        self._url = url
        self._clock = clock
        self._engine: Engine | None = None
        self._opening = threading.Lock()
        self._resting = 0.0  # until when the base is left alone
        self._said = False
        self._kept = 0

    def last(self, key: str) -> tuple[Any, dt.datetime] | None:
        """Return the last answer kept and when the API gave it."""
        if time.monotonic() < self._resting:
            return None
        try:
            with self._opened().begin() as connection:
                row = connection.execute(select(answer.c.value, answer.c.at).where(answer.c.asked == key)).first()
            return row and (json.loads(row.value), dt.datetime.fromtimestamp(row.at, dt.timezone.utc))
        except (SQLAlchemyError, OSError, ValueError) as error:
            self._say(error)
            return None

    def keep(self, key: str, api: str, value: Any) -> None:
        """Keep an answer in place of the one before."""
        if time.monotonic() < self._resting:
            return
        row = {"asked": key, "api": api, "at": self._clock().timestamp(), "value": json.dumps(value)}
        try:
            with self._opened().begin() as connection:
                connection.execute(delete(answer).where(answer.c.asked == key))
                connection.execute(insert(answer).values(row))
            self._kept += 1
            if self._kept % _PRUNED_EVERY == 1:
                self.prune()
        except (SQLAlchemyError, OSError) as error:
            self._say(error)

    def prune(self) -> None:
        """Forget what is too old, and the oldest beyond ``MAX_ANSWERS``. Raises SQLAlchemyError."""
        with self._opened().begin() as connection:
            connection.execute(delete(answer).where(answer.c.at < self._clock().timestamp() - KEPT_DAYS * _DAY))
            beyond = connection.execute(select(func.count()).select_from(answer)).scalar_one() - MAX_ANSWERS
            if beyond > 0:
                oldest = select(answer.c.asked).order_by(answer.c.at).limit(beyond)
                connection.execute(delete(answer).where(answer.c.asked.in_(oldest)))

    def close(self) -> None:
        """Leave the base."""
        if self._engine is not None:
            self._engine.dispose()

    def _opened(self) -> Engine:
        with self._opening:
            if self._engine is None:
                self._engine = _opened(self._url)
            return self._engine

    def _say(self, error: Exception) -> None:
        self._resting = time.monotonic() + _REST  # no turn waits for it again and again
        if not self._said:
            self._said = True
            logger.warning("market answers are not kept: %s", type(error).__name__)


def _opened(url: str) -> Engine:
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        _make(Path(address.database))
        engine = _sqlite(url)
    else:
        wait = {"connect_timeout": _SECONDS_TO_CONNECT} if address.get_backend_name() == "postgresql" else {}
        engine = create_engine(address, future=True, hide_parameters=True, pool_pre_ping=True, connect_args=wait)
    metadata.create_all(engine)
    return engine


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _sqlite(url: str) -> Engine:
    wait = {"timeout": _SECONDS_TO_WAIT, "check_same_thread": False}
    engine: Engine = create_engine(url, future=True, hide_parameters=True, connect_args=wait)
    event.listen(engine, "connect", _connected)
    return engine


def _connected(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
