"""What was read of the base, kept with the connection it came over for as long as nothing is written in the base."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sized
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.engine import Connection

_KEPT = "kept"
_MOST = 20_000
"""Lines kept over one connection, some 10 MB; beyond, all of them are forgotten."""

_Read = TypeVar("_Read", bound=Sized)


@dataclass(slots=True)
class _Kept:
    version: int
    found: dict[Hashable, Any] = field(default_factory=dict)
    lines: int = 0


def recall(connection: Connection) -> None:
    """Begin to read, and forget what was kept if another connection wrote since.

    SQLite says so exactly (``data_version``), of the very moment that is about to be read; with another base, nothing
    is kept.
    """
    if connection.dialect.name != "sqlite":
        return
    version = int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())
    known: _Kept | None = connection.info.get(_KEPT)
    if known is None or known.version != version:
        connection.info[_KEPT] = _Kept(version)


def forget(connection: Connection) -> None:
    """Forget what was kept: this connection writes, which ``data_version`` does not tell."""
    connection.info.pop(_KEPT, None)


def kept(connection: Connection, key: Hashable, read: Callable[[], _Read]) -> _Read:
    """Return what ``read`` returns, read once; nobody may change it. ``key`` names it among all that is read."""
    known: _Kept | None = connection.info.get(_KEPT)
    if known is None:
        return read()
    found: _Read | None = known.found.get(key)
    if found is None:
        found = read()
        known.lines += 1 + len(found)
        if known.lines > _MOST:
            known.found.clear()
            known.lines = 1 + len(found)
        known.found[key] = found
    return found
