"""An event loop whose clock leaps to the next thing it waits for: what takes seconds is tested at once, exactly."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

_TICK = 1e-6
"""Seconds: a sum of intervals may fall short of the time waited for by a rounding."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """Never waits: without anything ready to run, the time is that of the next timer."""

    def __init__(self) -> None:
        """Start at 0."""
        super().__init__()
        self._now = 0.0

    def time(self) -> float:
        """Return the seconds since the start, as they were waited for."""
        return self._now

    def _run_once(self) -> None:
        scheduled = [timer.when() for timer in self._scheduled if not timer.cancelled()]  # type: ignore[attr-defined]
        if not self._ready and scheduled:  # type: ignore[attr-defined]
            self._now = max(self._now, min(scheduled) + _TICK)
        super()._run_once()  # type: ignore[misc]


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run in such a loop, and return what the coroutine does."""
    loop = VirtualLoop()
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        asyncio.set_event_loop(None)
        loop.close()
