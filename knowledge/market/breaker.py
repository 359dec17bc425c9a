"""Stops calling an API that fails: a person does not wait for what just failed for others."""

from __future__ import annotations

from collections.abc import Callable

FAILURES = 3
"""Calls failed in a row after which an API is left alone."""
REST = 20.0
"""Seconds it is left alone; then one call tries."""
LONGEST_REST = 300.0


class Breaker:
    """Closed: calls go. Open: none goes until the rest is over. Then one goes, and decides."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Let calls go; ``clock`` gives seconds."""
        self._clock = clock
        self._failures = 0
        self._until = 0.0
        self._trying = False

    def lets_go(self) -> bool:
        """Say whether a call may go now; the first one after a rest is alone to."""
        if self._failures < FAILURES and not self._until:
            return True
        if self._clock() < self._until or self._trying:
            return False
        self._trying = True
        return True

    def worked(self) -> None:
        """The API answered: calls go."""
        self._failures, self._until, self._trying = 0, 0.0, False

    def failed(self, asked: float | None = None) -> float:
        """Note that a call failed, and return for how many seconds no other goes: 0 as long as they go.

        ``asked``: the seconds for which the API itself asks to be left alone.
        """
        self._trying = False
        self._failures += 1
        if asked is None and self._failures < FAILURES:
            return 0.0
        rest = min(REST if asked is None else asked, LONGEST_REST)
        self._until = self._clock() + rest
        return rest

    def gave_up(self) -> None:
        """A call ended without telling anything of the API."""
        self._trying = False
