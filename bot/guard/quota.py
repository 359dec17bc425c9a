"""One line a minute for each kind of event that anyone outside can cause, with how many there were."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

MINUTE = 60.0

_counts = logging.getLogger(f"{__name__}.counts")  # a logger without this filter

Later = Callable[[float, Callable[[], None]], Any]


class Quota(logging.Filter):
    """A filter for a logger: of each kind, the first line passes, then one a minute says how many were held back.

    The kind of a record is the place in the code that wrote it, with its ``kind`` where it has one (``extra``).
    """

    def __init__(self, later: Later | None = None) -> None:
        super().__init__()
        self._later = later or _later
        self._held: dict[tuple[str, int, str], int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether the record passes; count it when it does not."""
        kind = (record.pathname, record.lineno, getattr(record, "kind", ""))
        if kind in self._held:
            self._held[kind] += 1
            return False
        self._wait(kind, record.levelno, record.getMessage())
        return True

    def _wait(self, kind: tuple[str, int, str], level: int, line: str) -> None:
        self._held[kind] = 0
        try:
            self._later(MINUTE, lambda: self._tell(kind, level, line))
        except RuntimeError:  # no event loop runs: nothing from outside comes in yet
            del self._held[kind]

    def _tell(self, kind: tuple[str, int, str], level: int, line: str) -> None:
        if number := self._held.pop(kind):
            _counts.log(level, "%s (%s more in a minute)", line, f"{number:,}")
            self._wait(kind, level, line)


def _later(seconds: float, call: Callable[[], None]) -> None:
    asyncio.get_running_loop().call_later(seconds, call)
