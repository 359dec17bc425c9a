"""The base of the hand-over: how it is opened, what is sealed in it. SQLite or PostgreSQL.

What is committed is on the disk (``synchronous=FULL``). A transaction that writes holds a SQLite base from its start:
two of them never read the same state.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import logging
import os
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Table, create_engine, event, insert, select, text, update
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.handover.request import HandoverError
from bot.handover.sealing import Seal
from bot.handover.tables import TABLES, metadata, noted

FAILURES = (SQLAlchemyError, OSError, ImportError)
"""What a base may raise: it refuses or is locked, its file cannot be opened, its driver is not installed."""
_PATIENCE = 5.0  # seconds that a writer waits for another
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "cache_size=-2000")
_SECRET = "secret"  # noqa: S105 — the name of a row
_ALONE = 7_305_512_026  # the number of our lock in PostgreSQL

logger = logging.getLogger(__name__)


class Base:
    """Opens the base at ``url`` when it is needed; may be used from several threads and processes at once."""

    def __init__(self, url: str, seal: Seal) -> None:
        """Remember where it is; nothing is opened before it is needed."""
        self._url = url
        self.sealing = seal
        self.seal, self.unseal = seal.seal, seal.unseal
        self._engine: Engine | None = None
        self._secret = b""
        self._made: set[str] = set()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction. Raises the errors of ``FAILURES``, and HandoverError where the keys are not there."""
        with self._opened().begin() as connection:
            yield connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that only reads, and waits for no writer. Raises as ``writing``."""
        with self._opened().connect().execution_options(reads=True) as connection, connection.begin():
            yield connection

    def alone(self, connection: Connection) -> None:
        """Let no other process decide at the same time, until the end of the transaction."""
        if connection.dialect.name == "postgresql":  # SQLite has but one writer
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ALONE})

    def ensure(self, *tables: Table) -> None:
        """Make these tables where they are not there yet. Raises as ``writing``."""
        if missing := [table for table in tables if table.name not in self._made]:
            with self.writing() as connection:
                self._make(connection, missing)

    def digest(self, kind: str, value: str) -> str:
        """Return the hash that stands for a value here, and in no other base; "" for none. Raises as ``writing``."""
        self._opened()
        return hmac.new(self._secret, f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest() if value else ""

    def settle(self) -> None:
        """Write what was deleted over the file itself: until then, the journal of SQLite may still hold it."""
        if self._engine is not None and self._path():
            with self._engine.connect().execution_options(bare=True) as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def is_absent(self) -> bool:
        """True for a SQLite base that was never written."""
        path = self._path()
        return path is not None and not path.exists()

    def rotate(self, batch: int = 200) -> int:
        """Seal everything again with the first key, and return how many values. Raises as ``writing``.

        Each batch is a transaction of its own: nobody waits long, and what is cut is done again. A value that changed
        meanwhile was sealed with the first key already.
        """
        count = 0
        for table in metadata.sorted_tables:
            sealed = [column for column in table.columns if column.info.get("sealed")]
            if sealed:
                self.ensure(table)
            for column in sealed:
                (key,) = table.primary_key.columns
                with self.reading() as connection:
                    keys = connection.execute(select(key).where(column.is_not(None)).order_by(key)).scalars().all()
                for start in range(0, len(keys), batch):
                    count += self._resealed(table, column, key, keys[start : start + batch])
        return count

    def close(self) -> None:
        """Let the base go."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _resealed(self, table: Table, column: Any, key: Any, keys: list[Any]) -> int:
        with self.writing() as connection:
            rows = connection.execute(select(key, column).where(key.in_(keys)).with_for_update()).all()
            for row in rows:
                new = self.sealing.reseal(row[1])
                connection.execute(update(table).where(key == row[0]).values({column.name: new}))
        return len(rows)

    def _path(self) -> Path | None:
        url = make_url(self._url)
        return Path(url.database or "") if url.get_backend_name() == "sqlite" else None

    def _opened(self) -> Engine:
        with self._lock:
            path = self._path()
            if self._engine is not None and path and not path.exists():
                self._engine.dispose()  # deleted while serving
                self._engine = None
            if self._engine is None:
                if path:
                    _make_private(path)
                engine = _new_engine(self._url, is_sqlite=path is not None)
                with engine.begin() as connection:
                    self.alone(connection)
                    self._made.clear()
                    self._make(connection, TABLES)
                    self._secret = self._known_secret(connection)
                self._engine = engine
            return self._engine

    def _make(self, connection: Connection, tables: Any) -> None:
        for table in tables:
            connection.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                connection.execute(CreateIndex(index, if_not_exists=True))
        self._made.update(table.name for table in tables)

    def _known_secret(self, connection: Connection) -> bytes:
        """Return what the hashes of this base are made with, made at the first start; the keys are tried on it."""
        sealed = connection.execute(select(noted.c.content).where(noted.c.name == _SECRET)).scalar()
        if sealed is not None:
            return bytes.fromhex(self.unseal(sealed))
        self.sealing.make_if_none()
        secret = secrets.token_bytes(32)
        connection.execute(insert(noted).values(name=_SECRET, at=0.0, content=self.seal(secret.hex())))
        return secret


def cause(error: Exception) -> str:
    """Return one line on the error, without the statement nor its values, nor the address of the base."""
    lines = str(getattr(error, "orig", None) or type(error).__name__).strip().splitlines()
    return lines[0] if lines else type(error).__name__


@contextlib.contextmanager
def told(failure: str) -> Iterator[None]:
    """Turn what a base raises into HandoverError(``failure``), the cause being logged under a reference."""
    try:
        yield
    except FAILURES as error:
        number = secrets.token_hex(4)
        logger.error("Hand-over, %s: %s", number, cause(error))
        raise HandoverError(f"{failure} (incident {number}).") from error


def _new_engine(url: str, *, is_sqlite: bool) -> Engine:
    private: dict[str, Any] = {"future": True, "hide_parameters": True}
    if not is_sqlite:
        return create_engine(url, **private, pool_pre_ping=True, pool_size=3, connect_args={"connect_timeout": 5})

    waits = {"timeout": _PATIENCE, "check_same_thread": False}
    engine = create_engine(url, **private, connect_args=waits, poolclass=QueuePool, pool_size=3)
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _began)
    return engine


def _make_private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with contextlib.suppress(PermissionError):  # of another owner, who decides
        path.chmod(0o600)


def _connected(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin in ``_began``
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _began(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("bare"):
        connection.exec_driver_sql("BEGIN" if options.get("reads") else "BEGIN IMMEDIATE")
