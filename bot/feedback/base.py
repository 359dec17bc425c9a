"""The base of what is kept: its tables, and how it is opened. SQLite or PostgreSQL.

A SQLite file is its owner's alone (0600), and what is deleted from it is overwritten.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Date, Index, Integer, MetaData, String, Table, create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

FAILURES = (SQLAlchemyError, OSError, ImportError)
"""What a base may raise: it refuses or is locked, its file cannot be opened, its driver is not installed."""

_PRIVATE = 0o600
# What is deleted is overwritten. A killed process loses nothing, without a wait for the disk at each turn.
_SQLITE = ("PRAGMA secure_delete=ON", "PRAGMA synchronous=NORMAL")
_metadata = MetaData()

feedback = Table(
    "feedback",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("reason", String(20), nullable=False),
    Column("intent", String(40), nullable=False),
    Column("topic", String(40), nullable=False),
    Column("question", String(400), nullable=False),
    Column("frame", String(4000), nullable=False),
)
by_day = Index("feedback_day", feedback.c.day, feedback.c.kind)
seen_days = Table(
    "feedback_seen_days",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
)
"""The last days on which the purge ran, in the order they came: what tells a clock that leaps."""


class Base:
    """Opens the base at ``url`` when it is needed; may be used from several threads and processes at once.

    A lock of another program is waited for ``patience`` seconds: a visitor may be waiting.
    """

    def __init__(self, url: str, patience: float = 0.3) -> None:
        """Remember where it is; nothing is opened before it is needed."""
        self._url = url
        self._patience = patience
        self._engine: Engine | None = None
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction, in a base made if there is none. Raises the errors of ``FAILURES``."""
        with self._opened().begin() as connection:
            yield connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to a base that exists, else raise FileNotFoundError (SQLite); nothing is made."""
        if (path := self._path()) and not path.exists():
            raise FileNotFoundError(path)
        engine = self._engine or self._new_engine()
        with engine.connect() as connection:
            yield connection

    def settle(self) -> None:
        """Write what was deleted over the file itself: until then, the journal of SQLite may still hold it."""
        if self._engine and self._path():
            with self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def is_absent(self) -> bool:
        """True for a SQLite base that was never written."""
        path = self._path()
        return path is not None and not path.exists()

    def _path(self) -> Path | None:
        url = make_url(self._url)
        return Path(url.database or "") if url.get_backend_name() == "sqlite" else None

    def _opened(self) -> Engine:
        path = self._path()
        with self._lock:
            if self._engine is not None and path and not path.exists():
                self._engine.dispose()  # deleted while serving
                self._engine = None
            if self._engine is None:
                if path:
                    _make_private(path)
                engine = self._new_engine()
                _make_tables(engine)
                self._engine = engine
            return self._engine

    def _new_engine(self) -> Engine:
        url = make_url(self._url)
        is_sqlite = url.get_backend_name() == "sqlite"
        # Two seconds is the least that libpq waits for a server that does not answer.
        waits = {"timeout": self._patience} if is_sqlite else {"connect_timeout": 2}
        engine = create_engine(url, future=True, hide_parameters=True, pool_pre_ping=not is_sqlite, connect_args=waits)
        told = _SQLITE if is_sqlite else (f"SET lock_timeout = {int(self._patience * 1000)}",)
        event.listen(engine, "connect", partial(_tell, told))
        return engine


def _make_private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, _PRIVATE))
    with contextlib.suppress(PermissionError):  # of another owner, who decides
        path.chmod(_PRIVATE)  # one made by an older version; its journals take its mode


def _make_tables(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")  # who reads the list locks out no one
    with engine.begin() as connection:
        # Two processes may make them at the same time.
        for table in _metadata.sorted_tables:
            connection.execute(CreateTable(table, if_not_exists=True))
        connection.execute(CreateIndex(by_day, if_not_exists=True))


def _tell(statements: Sequence[str], connection: Any, _record: Any) -> None:
    """Say to each new connection what it must do."""
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    cursor.close()
    connection.commit()


def cause(error: Exception) -> str:
    """Return one line on the error, without the statement (it holds the question) nor the address of the base."""
    lines = str(getattr(error, "orig", None) or type(error).__name__).strip().splitlines()
    return lines[0] if lines else type(error).__name__
