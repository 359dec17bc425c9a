"""Log files of programs that write on their output: bounded while they run, and read by their owner and group only."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

LIMIT = 5 * 1024 * 1024  # bytes
KEPT = 3  # files beside the one being written
_MODE = 0o640


def prepare(log: Path) -> None:
    """Make the file and its folder where they are missing; take it from the eyes of others."""
    log.parent.mkdir(parents=True, exist_ok=True)
    log.touch(_MODE)
    log.chmod(_MODE)


def rotate(log: Path) -> None:
    """Empty the log; what it held is in ``….1``, what that one held in ``….2``, up to ``KEPT``.

    The file stays the same one: whoever writes at its end goes on. A line written meanwhile may be lost.
    Raises OSError.
    """
    if not _size(log):
        return
    for number in range(KEPT, 1, -1):
        with contextlib.suppress(FileNotFoundError):
            _old(log, number - 1).replace(_old(log, number))
    with contextlib.suppress(OSError):  # a full disk: room is what matters
        shutil.copy(log, _old(log, 1))
    os.truncate(log, 0)


def rotate_if_large(log: Path) -> None:
    """Rotate a log that reached ``LIMIT``; where the disk refuses, it is tried again at the next call."""
    with contextlib.suppress(OSError):
        if _size(log) >= LIMIT:
            rotate(log)


def _size(log: Path) -> int:
    return log.stat().st_size if log.exists() else 0


def _old(log: Path, number: int) -> Path:
    return log.with_suffix(f"{log.suffix}.{number}")
