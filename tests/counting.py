"""What a piece of work costs, counted and not timed: the same on every machine, busy or not."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

Statement = tuple[str, Any]
"""The SQL sent to the base, and its parameters."""

_TRANSACTION = re.compile(r"(BEGIN|COMMIT|ROLLBACK|PRAGMA)\b")


def calls(work: Callable[..., object], *arguments: object) -> int:
    """Return how many functions, in Python or in C, a piece of work calls."""
    count = 0

    def count_it(_frame: FrameType, what: str, _argument: object) -> None:
        nonlocal count
        count += what in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count_it)
    try:
        work(*arguments)
    finally:
        sys.setprofile(before)
    return count


@contextmanager
def statements(engine: Engine) -> Iterator[list[Statement]]:
    """Collect the statements sent while the block runs, those of transactions apart."""
    sent: list[Statement] = []

    def keep(_connection: Connection, _cursor: Any, sql: str, parameters: Any, _context: Any, _many: bool) -> None:
        if not _TRANSACTION.match(sql):
            sent.append((sql, parameters))

    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", keep)


def plan(engine: Engine, statement: Statement) -> list[str]:
    """Return how SQLite reads its tables for a statement: ``SEARCH figure USING PRIMARY KEY (year=? AND …)``."""
    sql, parameters = statement
    with engine.connect() as connection:
        return [line.detail for line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)]


def steps(engine: Engine, work: Callable[[], object]) -> int:
    """Return how many instructions SQLite's virtual machine runs: about ten for each row read."""
    count = 0

    def count_it() -> int:
        nonlocal count
        count += 1
        return 0

    def watch(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.set_progress_handler(count_it, 1)

    def leave(connection: Any, _record: Any) -> None:
        connection.set_progress_handler(None, 1)

    event.listen(engine, "checkout", watch)
    event.listen(engine, "checkin", leave)
    try:
        work()
    finally:
        event.remove(engine, "checkout", watch)
        event.remove(engine, "checkin", leave)
    return count
