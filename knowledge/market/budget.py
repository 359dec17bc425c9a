"""How long a turn of a conversation may wait for the APIs: the calls made within ``one_turn`` share one time limit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

TURN = 3.0
"""Seconds that a turn waits in all, so that its answer comes under four."""
CALL = 2.4
"""Seconds of one call: what fails leaves some time to the next."""

_end: ContextVar[float | None] = ContextVar("end of the turn", default=None)


@contextmanager
def one_turn(seconds: float = TURN, clock: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Have the calls made meanwhile wait ``seconds`` in all; within another turn, that one goes on."""
    if _end.get() is not None:
        yield
        return
    token = _end.set(clock() + seconds)
    try:
        yield
    finally:
        _end.reset(token)


def left(call: float = CALL, clock: Callable[[], float] = time.monotonic) -> float:
    """Return the seconds a call may take now: ``call``, or what the turn has left; 0 when it has none."""
    end = _end.get()
    return call if end is None else max(0.0, min(call, end - clock()))
