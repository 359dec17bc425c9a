"""The base of figures: its tables, how it is opened, and one clear error when it cannot be read.

SQLite by default, PostgreSQL when ``DATABASE_URL`` says so. Only aggregates are read to answer a question: they
are materialised when a workbook is loaded (``knowledge.bmo.aggregates``).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, String, Table, event, func, select
from sqlalchemy import create_engine as sqlalchemy_engine
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from knowledge.errors import BaseUnavailableError
from knowledge.kept import forget, recall
from knowledge.settings import database_url

SCHEMA_VERSION = "2"
"""Raised when a table changes: a base of another version is rebuilt from the embedded figures."""

_WRITE_LOCK = 0xBE30
_SECONDS_TO_WAIT = 60.0
_SECONDS_TO_WAIT_READING = 10.0
_SQLITE_PRAGMAS = ("mmap_size=268435456", "cache_size=-16000", "temp_store=MEMORY", "synchronous=NORMAL")

_CAUSES = {
    "disk is full": "Le disque est plein : libérez de la place, puis recommencez.",
    "readonly": "Ce fichier ou son dossier est en lecture seule : rendez-le accessible en écriture, puis recommencez.",
    "malformed": "Elle est abîmée : relancez Bémo, il la met de côté et la refait.",
    "not a database": "Elle est abîmée : relancez Bémo, il la met de côté et la refait.",
}
"""What to do, by the words of SQLite that tell why."""

# The surveys of 2016 to 2018 have decimals, which are summed as they are: both kinds of base keep eight bytes.
_PROJECTS = Float(53)
_BASSIN = String(5)

metadata = MetaData()


_MEASURES = ("projects", "difficult", "seasonal", "non_seasonal")
COUNTS = ("cells", *(name for measure in _MEASURES for name in (measure, f"{measure}_masked")))
"""The columns of a sum of cells: cells in all, then published sum and masked cells of each measure."""


def _counts() -> list[Column[Any]]:
    return [Column(name, _PROJECTS if name in _MEASURES else Integer, nullable=False) for name in COUNTS]


survey_row = Table(
    "survey_row",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("fap", String(5), primary_key=True),
    Column("bassin", _BASSIN, primary_key=True),
    Column("departement", String(3), primary_key=True),
    Column("region", String(2), nullable=False),
    Column("projects", _PROJECTS),
    Column("difficult", _PROJECTS),
    Column("seasonal", _PROJECTS),
    sqlite_with_rowid=False,
)
"""The survey as published: one métier × one bassin × one département; NULL is a masked cell."""

occupation = Table(
    "occupation",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("fap", String(5), primary_key=True),
    Column("label", String(200), nullable=False),
    Column("domaine", String(1), nullable=False),
    Column("famille", String(1), nullable=False),
    sqlite_with_rowid=False,
)

bassin = Table(
    "bassin",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("code", _BASSIN, primary_key=True),
    Column("label", String(100), nullable=False),
    Column("region", String(2), nullable=False),
    sqlite_with_rowid=False,
)

holding = Table(
    "holding",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("region", String(2), primary_key=True),
    Column("origin", String(10), nullable=False),
    Column("file", String(200), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("masked", Integer, nullable=False),
)
"""The régions whose rows are held, and where they came from (``embedded`` or ``workbook``)."""

set_aside = Table(
    "set_aside",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("bassin", _BASSIN, primary_key=True),
    Column("departement", String(3), primary_key=True),
    Column("region", String(2), primary_key=True),
    Column("label", String(100), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("origin", String(10), nullable=False),
)
"""Bassins left out of a survey because its workbook contradicts itself: no sum that needs them is whole.

``bassin`` is empty for rows that name none.
"""

reference = Table(
    "reference",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("level", String(12), primary_key=True),
    Column("code", _BASSIN, primary_key=True),
    Column("region", String(2), primary_key=True),
    Column("fap", String(5), primary_key=True),
    *_counts(),
    sqlite_with_rowid=False,
)
"""Sums shipped for the régions (per métier) and départements (``fap`` empty) whose rows are not held."""

figure = Table(
    "figure",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("level", String(12), primary_key=True),
    Column("code", _BASSIN, primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("occupation", String(10), primary_key=True),
    *_counts(),
    sqlite_with_rowid=False,
)
"""Every sum a question may ask, ready: ``kind`` fap, domaine, famille or total."""

Index("figure_by_occupation", figure.c.year, figure.c.level, figure.c.kind, figure.c.occupation, figure.c.code)

coverage = Table(
    "coverage",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("level", String(12), primary_key=True),
    Column("code", _BASSIN, primary_key=True),
    Column("depth", String(10), nullable=False),
    sqlite_with_rowid=False,
)

published_total = Table(
    "published_total",
    metadata,
    Column("territory", String(20), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("projects", Integer, nullable=False),
    Column("difficult_percent", Float),
    Column("seasonal_percent", Float),
    Column("approximate", Boolean, nullable=False),
    Column("source", String(400), nullable=False),
)

source = Table(
    "source",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("producer", String(100), nullable=False),
    Column("title", String(200), nullable=False),
    Column("url", String(300), nullable=False),
    Column("licence", String(100), nullable=False),
)

meta = Table("meta", metadata, Column("key", String(20), primary_key=True), Column("value", String(100)))


def open_engine(url: str | None = None, *, writer: bool = False) -> Engine:
    """Return an engine on the base (``url``, else ``DATABASE_URL``, else ``var/bemo.sqlite``).

    A reader never writes nor creates the file; a writer creates folder and file. Nothing is read yet: most
    often it is the first query that finds the base unreachable. Raise BaseUnavailableError when the URL or the
    folder is wrong.
    """
    try:
        parsed = make_url(url or database_url())
        if parsed.get_backend_name() == "sqlite":
            return _open_sqlite(parsed, writer=writer)
        # A server closes idle connections: each is tried before use.
        return sqlalchemy_engine(parsed, future=True, hide_parameters=True, pool_pre_ping=True, pool_recycle=1800)
    except (ArgumentError, ImportError) as error:
        # The address may hold a password: it is not repeated.
        raise BaseUnavailableError("DATABASE_URL n'est pas l'adresse d'une base SQLite ou PostgreSQL.") from error
    except OSError as error:
        raise BaseUnavailableError(f"Le dossier de la base de chiffres ne peut pas être créé ({error}).") from error


def place(engine: Engine) -> str:
    """Return where the base is, fit to be shown: the path of the file, or the URL without its password."""
    if engine.dialect.name == "sqlite":
        return unquote((engine.url.database or "").removeprefix("file:"))
    shown: str = engine.url.render_as_string(hide_password=True)
    return shown


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection to read with; raise BaseUnavailableError when the base cannot be read."""
    opened: dict[Engine, Connection] | None = getattr(_together, "opened", None)
    with _clear_errors(engine), ExitStack() as stack:
        connection = opened.get(engine) if opened is not None else None
        if connection is None:
            connection = engine.connect()
            if opened is None:
                stack.enter_context(connection)
            else:
                opened[engine] = connection
            recall(connection)
        try:
            yield connection
        except DBAPIError:  # the transaction may be lost
            if opened is not None:
                opened.pop(engine, connection).close()
            raise


@contextmanager
def together() -> Iterator[None]:
    """Have all that this thread reads meanwhile be of one moment, over one connection."""
    opened: dict[Engine, Connection] = {}
    before, _together.opened = getattr(_together, "opened", None), opened
    try:
        yield
    finally:
        _together.opened = before
        for connection in opened.values():
            connection.close()


_together = threading.local()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection in one transaction, one writer at a time; everything is undone on error."""
    with _clear_errors(engine), engine.connect() as connection:
        forget(connection)
        connection.execution_options(writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(_WRITE_LOCK)))
            yield connection


@contextmanager
def _clear_errors(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        known = next((said for words, said in _CAUSES.items() if words in cause), None)
        raise BaseUnavailableError(
            f"La base de chiffres ne répond pas ({place(engine)} : {cause}). "
            f"{known or 'Vérifiez DATABASE_URL, puis lancez « python -m knowledge build ».'}"
        ) from error


def _open_sqlite(url: URL, *, writer: bool) -> Engine:
    path = Path(url.database or "").absolute()
    if writer:
        path.parent.mkdir(parents=True, exist_ok=True)
    mode = "rwc" if writer else "rw"
    engine = sqlalchemy_engine(
        url.set(database=f"file:{quote(str(path))}", query={"mode": mode, "uri": "true"}),
        future=True,
        hide_parameters=True,
        poolclass=QueuePool,
        connect_args={
            "check_same_thread": False,
            "timeout": _SECONDS_TO_WAIT if writer else _SECONDS_TO_WAIT_READING,
        },
    )

    def on_connect(connection: Any, _record: Any) -> None:
        # The driver must not open transactions by itself: it would leave CREATE TABLE outside of them.
        connection.isolation_level = None
        for pragma in _SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if writer:
            _switch_to_wal(connection)
        else:
            connection.execute("PRAGMA query_only=ON")

    def on_begin(connection: Connection) -> None:
        # A writer takes its lock at once: taking it at the first write could fail after reading.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine


def _switch_to_wal(connection: Any) -> None:
    """Let readers read while one process writes; SQLite does not wait for this lock by itself."""
    deadline = time.monotonic() + _SECONDS_TO_WAIT
    while not _is_wal(connection, last=time.monotonic() > deadline):
        time.sleep(0.05)


def _is_wal(connection: Any, *, last: bool) -> bool:
    try:
        connection.execute("PRAGMA journal_mode=WAL")
    except connection.OperationalError as error:
        if last or "locked" not in str(error):
            raise
        return False
    return True
