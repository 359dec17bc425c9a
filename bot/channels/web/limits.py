"""How often: a token bucket for each key, in bounded memory."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_MINUTE = 60.0


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limiter:
    """Lets ``per_minute`` calls a minute through for each key, all at once if they like, then evenly.

    A bucket that had a minute to fill up is the same as none, and is dropped; beyond ``max_keys`` the one used
    longest ago goes too.
    """

    def __init__(self, per_minute: int, *, max_keys: int = 20_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = float(per_minute)
        self._max_keys = max_keys
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()  # the one used longest ago first

    def wait(self, key: str) -> float:
        """Count one call and return 0; or, when there are too many, count nothing and return the seconds to wait."""
        now = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(self._size, now))
        self._buckets.move_to_end(key)
        bucket.left = min(self._size, bucket.left + (now - bucket.at) * self._size / _MINUTE)
        bucket.at = now
        self._tidy(now)
        if bucket.left < 1:
            return (1 - bucket.left) * _MINUTE / self._size
        bucket.left -= 1
        return 0.0

    def give_back(self, key: str) -> None:
        """Uncount one call, which cost nothing."""
        if bucket := self._buckets.get(key):
            bucket.left = min(self._size, bucket.left + 1)

    def __len__(self) -> int:
        """Return how many keys are kept."""
        return len(self._buckets)

    def _tidy(self, now: float) -> None:
        while len(self._buckets) > self._max_keys or next(iter(self._buckets.values())).at < now - _MINUTE:
            self._buckets.popitem(last=False)
