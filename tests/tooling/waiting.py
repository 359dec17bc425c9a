"""Waiting for what must happen: how long it takes is not judged."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 120.0
"""Seconds after which what was waited for is taken never to happen; it fails a run that would hang, nothing else."""


def happens(condition: Callable[[], bool]) -> bool:
    """Say whether a condition comes true, as soon as it does."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def is_gone(pid: int) -> bool:
    """Say whether a process has ended, seen by its parent or not yet."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().split()[2] == "Z"
