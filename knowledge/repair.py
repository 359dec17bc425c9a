"""A SQLite base that is no longer one (cut short, overwritten) is set aside, so that another can be built."""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

logger = logging.getLogger(__name__)

_BESIDE = ("", "-wal", "-shm")
"""What SQLite adds to the name of a base for the files that go with it."""


def set_aside_if_corrupt(url: str) -> Path | None:
    """Rename the SQLite base of ``url`` to ``….corrupt`` when it cannot be read as one; return its new path, else None.

    An older base set aside is replaced. Safe to call from several processes. A base that is absent, locked or on
    PostgreSQL is left as it is, and so is one that cannot be renamed.
    """
    path = _path(url)
    if path is None or not path.exists():
        return None
    try:
        with _alone(path.parent):  # by two processes at once, the second would rename what the first has built
            if not _is_corrupt(path):
                return None
            aside = path.with_name(f"{path.name}.corrupt")
            for suffix in _BESIDE:
                _move(Path(f"{path}{suffix}"), Path(f"{aside}{suffix}"))
    except OSError as error:
        logger.error("%s est abîmée et ne peut pas être mise de côté : %s", path, error)
        return None
    return aside


def _path(url: str) -> Path | None:
    try:
        parsed = make_url(url)
    except ArgumentError:
        return None
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return Path(parsed.database).absolute() if is_file else None


def _is_corrupt(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=10)) as base:
            return bool(base.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
    except sqlite3.OperationalError:  # locked, not readable: nothing says that it is not sound
        return False
    except sqlite3.DatabaseError:
        return True


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _move(path: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    if path.exists():
        path.replace(target)
