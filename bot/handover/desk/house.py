"""What the desk works with, opened at the first request that needs it: the store of requests, and its own tables."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from bot.handover.desk.accounts import Accounts
from bot.handover.desk.attempts import Attempts
from bot.handover.desk.passwords import Slowly
from bot.handover.desk.sessions import Sessions
from bot.handover.desk.trail import Trail
from bot.handover.store import Requests, requests
from bot.settings import settings


@dataclass(frozen=True, slots=True)
class House:
    """The requests, who may come in, who is in, what is written of it, and where passwords are looked at."""

    requests: Requests
    accounts: Accounts
    attempts: Attempts
    sessions: Sessions
    trail: Trail
    slowly: Slowly


def built(kept: Requests) -> House:
    """Return the house of these requests; its tables are made in the same base."""
    known = settings()
    base, clock = kept.base, kept.clock
    return House(
        kept,
        Accounts(base, clock),
        Attempts(base, clock),
        Sessions(base, idle=known.desk_idle_minutes, most=known.desk_hours * 60, clock=clock),
        Trail(base, clock),
        Slowly(),
    )


class Opened:
    """The house of the settings, built once."""

    def __init__(self, build: Callable[[], House] = lambda: built(requests())) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._house: House | None = None

    def __call__(self) -> House:
        """Return the house. Slow the first time: not in the thread that serves."""
        with self._lock:
            if self._house is None:
                self._house = self._build()
            return self._house
