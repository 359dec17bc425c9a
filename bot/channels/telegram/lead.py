"""Which process plays the updates and asks Telegram for them: one of all those that share a base.

The lock goes with the process that holds it, however it dies: a lock on a file beside a SQLite base, a lock of a
connection in PostgreSQL.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

_KEY = 0x62656D6F7467  # « bemotg »; any number would do


class Lead:
    """The lock of the base at this address. Its methods may wait for the base: call them from a thread."""

    def __init__(self, url: str) -> None:
        """Nothing is held before ``take``."""
        self._address = make_url(url)
        self._handle: int | None = None
        self._engine: Engine | None = None
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Take the lock; say whether it is held. Raises OSError where its file cannot be made, SQLAlchemyError."""
        if self._address.get_backend_name() == "sqlite":
            return self._take_file()
        if self._connection is None:
            self._engine = create_engine(self._address, future=True, poolclass=NullPool, hide_parameters=True)
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            if not self._connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}).scalar():
                self.let_go()
        return self._connection is not None

    def is_held(self) -> bool:
        """Say whether the lock is still held: a connection that was cut lets it go."""
        if self._connection is None:
            return self._handle is not None
        try:
            self._connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            self.let_go()
        return self._connection is not None

    def let_go(self) -> None:
        """Let another process take it."""
        if self._handle is not None:
            os.close(self._handle)
        if self._connection is not None:
            self._connection.close()
        if self._engine is not None:
            self._engine.dispose()
        self._handle = self._connection = self._engine = None

    def _take_file(self) -> bool:
        if self._handle is not None:
            return True
        path = Path(f"{self._address.database}.lock")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True
