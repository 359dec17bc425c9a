"""The base the conversations are kept in: its tables, how it is opened, and what is done when it cannot be."""

from __future__ import annotations

import contextlib
import logging
import os
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    Column,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool, StaticPool

logger = logging.getLogger(__name__)

IN_MEMORY = "sqlite://"
_SECONDS_TO_WAIT = 2.0
_PRIVATE: dict[str, Any] = {"future": True, "hide_parameters": True}  # an error goes to the log: not what people said
_PRAGMAS = ("journal_mode=WAL", "secure_delete=ON", "cache_size=-4000")

metadata = MetaData()

conversation = Table(
    "conversation",
    metadata,
    Column("sender", String(255), primary_key=True),
    Column("key", String(64), unique=True),  # hash of the secret that opens it, where the channel has one
    Column("at", Float(53), nullable=False, index=True),  # seconds: when it was last spoken to
    Column("turns", Integer, nullable=False),  # messages played
    Column("slots", LargeBinary, nullable=False),
)
"""A conversation: how it is found, and its dialogue as it is."""

exchange = Table(
    "exchange",
    metadata,
    Column("sender", String(255), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("message_id", String(36)),
    Column("size", Integer, nullable=False),
    Column("messages", LargeBinary),  # what was shown, where the channel shows it again
    Column("answers", LargeBinary),  # what files are made from
    Column("choices", LargeBinary),  # what each button stands for
    Column("events", LargeBinary),  # what was said, as the readers need it
    UniqueConstraint("sender", "message_id"),
)
"""A message and what it brought, written once."""


def opened(url: str, tables: MetaData = metadata, *, safe: bool = False) -> Engine:
    """Return the base at this address, made or made again when it has to be.

    ``safe``: what was written outlives a cut of the current, and not the death of the process only. A SQLite file is
    this user's alone; one that is no base is set aside, with ``.corrupt`` added to its name. Raises SQLAlchemyError or
    OSError when nothing can be written there.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return _ready(create_engine(address, **_PRIVATE, pool_pre_ping=True, pool_size=2), tables)
    if not address.database:
        memory = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
        return _ready(_sqlite(create_engine(address, **_PRIVATE, **memory), safe), tables)
    path = Path(address.database)
    _make(path)
    try:
        return _ready(_on_disk(url, safe), tables)
    except DatabaseError as error:
        if not _is_no_base(error):
            raise
        logger.error("The base %s cannot be read; it is set aside and made again: %s", path.name, error.orig)
        path.replace(path.with_name(path.name + ".corrupt"))
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        _make(path)
        return _ready(_on_disk(url, safe), tables)


def is_file(url: str) -> bool:
    """Say whether this address is that of a file, on a disk that may be full."""
    address = make_url(url)
    return address.get_backend_name() == "sqlite" and bool(address.database)


def opened_to_read(url: str) -> Engine | None:
    """Return the file as it can be read where nothing can be written, None when it holds no conversation.

    Raises SQLAlchemyError or OSError when there is one that cannot be read.
    """
    path = Path(str(make_url(url).database)).absolute()
    if not path.is_file() or not path.stat().st_size:
        return None
    journal = path.with_name(path.name + "-wal")
    # Without a journal nothing else writes there: the file is read as it is, for SQLite cannot make one.
    how = "mode=ro" if journal.is_file() and journal.stat().st_size else "immutable=1"
    wait = {"timeout": _SECONDS_TO_WAIT, "check_same_thread": False}
    engine = create_engine(f"sqlite:///file:{quote(str(path))}?{how}&uri=true", **_PRIVATE, connect_args=wait)
    event.listen(engine, "connect", _bare)
    event.listen(engine, "begin", _began)
    with engine.connect().execution_options(reads=True) as connection:
        return engine if _columns(connection, metadata) == _wanted(metadata) else None


def empty_log(connection: Connection) -> None:
    """Leave nothing of what was erased in SQLite's journal."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # A file that is there is not opened: closing it would take away the locks of another connection of this process,
    # and whoever reads it next, from outside, would take the journal away from under it.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    path.chmod(0o600)


def _on_disk(url: str, safe: bool) -> Engine:
    wait = {"timeout": _SECONDS_TO_WAIT, "check_same_thread": False}
    return _sqlite(create_engine(url, **_PRIVATE, connect_args=wait, poolclass=QueuePool, pool_size=1), safe)


def _sqlite(engine: Engine, safe: bool) -> Engine:
    event.listen(engine, "connect", partial(_connected, safe))
    event.listen(engine, "begin", _began)
    return engine


def _bare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin in ``_began``


def _connected(safe: bool, connection: Any, record: Any) -> None:
    _bare(connection, record)
    for pragma in (*_PRAGMAS, f"synchronous={'FULL' if safe else 'NORMAL'}"):
        connection.execute(f"PRAGMA {pragma}")


def _began(connection: Connection) -> None:
    """Begin a transaction: one that writes holds the base from its start; ``reads`` waits for no one."""
    options = connection.get_execution_options()
    if not options.get("bare"):
        connection.exec_driver_sql("BEGIN" if options.get("reads") else "BEGIN IMMEDIATE")


def _ready(engine: Engine, tables: MetaData) -> Engine:
    """Make the tables; those of another version of them go, with what they hold."""
    try:
        with engine.begin() as connection:
            if _columns(connection, tables) not in ({}, _wanted(tables)):
                names = ", ".join(table.name for table in tables.sorted_tables)
                logger.warning("What is kept (%s) is of another version of the project: it is forgotten.", names)
                tables.drop_all(connection)
            tables.create_all(connection)
    except Exception:
        engine.dispose()
        raise
    return engine


def _columns(connection: Connection, tables: MetaData) -> dict[str, set[str]]:
    """Return the columns of these tables, as this base has them."""
    known = inspect(connection)
    names = [table.name for table in tables.sorted_tables if known.has_table(table.name)]
    return {name: {column["name"] for column in known.get_columns(name)} for name in names}


def _wanted(tables: MetaData) -> dict[str, set[str]]:
    return {table.name: set(table.columns.keys()) for table in tables.sorted_tables}


def _is_no_base(error: DatabaseError) -> bool:
    said = str(error.orig)
    return "not a database" in said or "malformed" in said
