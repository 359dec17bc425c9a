"""What two runs at once must not share: a step that one does while the other waits, a folder and a port for each."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

_PAUSE = 0.2  # seconds between two tries


@contextmanager
def alone(lock: Path, waiting: Callable[[float], None]) -> Iterator[None]:
    """Hold the file ``lock`` alone, of all processes; ``waiting`` is told the seconds spent until it is free.

    It is let go at the end, or when the process dies, however it dies. Raises OSError where it cannot be made.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o640)
    try:
        started = time.monotonic()
        while not _take(handle):
            waiting(time.monotonic() - started)
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


@contextmanager
def own_folder(folder: Path) -> Iterator[Path]:
    """Give ``folder``, or the first of ``folder/2``, ``folder/3``… that no other run has, for oneself.

    Raises OSError where it cannot be made.
    """
    for number in count(1):
        place = folder if number == 1 else folder / str(number)
        place.mkdir(parents=True, exist_ok=True)
        handle = os.open(place, os.O_RDONLY)
        try:
            if _take(handle):
                yield place
                return
        finally:
            os.close(handle)


def _take(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def own_port(port: int) -> Iterator[bool]:
    """Give whether ``port`` (0: any) is claimed by no other run of this machine; it is claimed until the end.

    A server opens its port after it has loaded its model: until then, nothing else tells that it is taken. Only Linux
    has these names without a file, which go with the process; elsewhere every claim succeeds.
    """
    with socket.socket(socket.AF_UNIX) as claim:
        try:
            claim.bind(f"\0bemo-port-{port}" if port and sys.platform == "linux" else "")
        except OSError as error:
            yield error.errno != errno.EADDRINUSE
        else:
            yield True
