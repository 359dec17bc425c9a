"""How many connections are open, in all and from one address."""

from __future__ import annotations

import resource
from collections import defaultdict
from typing import Protocol

from bot.guard.address import address_key

_WANTED = 16_384  # descriptors
_KEPT = 128  # descriptors left to the bases, the logs, the model and the rendering processes


class Connection(Protocol):
    """What may be asked of an open connection."""

    def make_room(self) -> bool:
        """Close it if it has no request in hand, or not yet a whole one, and say whether it was closed."""


class Connections:
    """Lets in ``total`` connections at most, and ``per_address`` from one address (0: as many as it likes).

    Where an address has all of its own, the one opened first that has no request in hand makes room; where all are
    taken, it is one of the address that has the most.
    """

    def __init__(self, *, per_address: int, total: int) -> None:
        self._per_address = per_address
        self._total = total
        self._open: dict[Connection, str] = {}
        self._of: defaultdict[str, dict[Connection, None]] = defaultdict(dict)  # the one opened first comes first

    def admit(self, connection: Connection, address: str) -> bool:
        """Count a new connection and return True, or return False when there is no room for it."""
        key = address_key(address)
        if not (self._address_has_room(key) and self._server_has_room(key)):
            return False
        self._open[connection] = key
        self._of[key][connection] = None
        return True

    def forget(self, connection: Connection) -> None:
        """Count a connection no more; one that was never let in changes nothing."""
        key = self._open.pop(connection, None)
        if key is not None:
            self._of[key].pop(connection)
            if not self._of[key]:
                del self._of[key]

    def __len__(self) -> int:
        """Return how many are open."""
        return len(self._open)

    def _address_has_room(self, key: str) -> bool:
        return not self._per_address or self._count(key) < self._per_address or self._make_room(key)

    def _server_has_room(self, key: str) -> bool:
        if len(self._open) < self._total:
            return True
        greediest = max(self._of, key=self._count)
        return self._count(greediest) > self._count(key) and self._make_room(greediest)

    def _count(self, key: str) -> int:
        return len(self._of[key]) if key in self._of else 0

    def _make_room(self, key: str) -> bool:
        for connection in self._of[key]:
            if connection.make_room():
                self.forget(connection)
                return True
        return False


def room() -> int:
    """Ask the system for the descriptors it gives, ``_WANTED`` at most; return how many connections they bear."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED if hard == resource.RLIM_INFINITY else min(hard, _WANTED)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return max(64, (_WANTED if soft == resource.RLIM_INFINITY else min(soft, _WANTED)) - _KEPT)
