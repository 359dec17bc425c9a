"""Passwords: which are good enough, and what is kept of one.

Slow on purpose, and 64 MB each: where pages are served, one at a time and in a thread of their own (``Slowly``), so
that nobody who tries passwords takes the memory of the server, nor the threads that answer the others.
"""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from bot.handover.request import HandoverError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

T = TypeVar("T")
MIN_LENGTH = 12
MAX_LENGTH = 200
_FEWEST_LETTERS = 6
_SHORT = f"Le mot de passe doit avoir au moins {MIN_LENGTH} caractères : une phrase de quelques mots convient."
_LONG = f"Le mot de passe est trop long : {MAX_LENGTH} caractères au plus."
_POOR = "Ce mot de passe se devine : il répète les mêmes caractères ou contient le nom du compte."
_MOST_WAITING = 8


class WeakPasswordError(HandoverError):
    """A password that is refused; its message is the French sentence that says why."""


class BusyError(Exception):
    """Too many passwords wait to be looked at."""


class Slowly:
    """Runs what looks at passwords, one after another, in a thread that starts with the first."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="passwords")
        self._waiting = 0

    async def run(self, task: Callable[[], T]) -> T:
        """Return what the task returns. Raises BusyError, at once, when too many wait."""
        if self._waiting >= _MOST_WAITING:
            raise BusyError
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, task)
        finally:
            self._waiting -= 1


def check(password: str, name: str) -> None:
    """Refuse a password that is too short, or easily guessed for this account. Raises WeakPasswordError."""
    if len(password) < MIN_LENGTH:
        raise WeakPasswordError(_SHORT)
    if len(password) > MAX_LENGTH:
        raise WeakPasswordError(_LONG)
    if len(set(password)) < _FEWEST_LETTERS or name.casefold() in password.casefold():
        raise WeakPasswordError(_POOR)


def hashed(password: str) -> str:
    """Return what is kept of a password: argon2id, in a fifth of a second."""
    return _hasher().hash(_same(password))


def matches(kept: str | None, password: str) -> bool:
    """Say whether a password is the one that was kept; without one, say no after as long."""
    from argon2.exceptions import Argon2Error, InvalidHashError  # noqa: PLC0415 — only where the desk is open

    try:
        return _hasher().verify(kept or _nobody(), _same(password)[: 4 * MAX_LENGTH]) and kept is not None
    except (Argon2Error, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Say whether what is kept was made with weaker parameters than today's."""
    return _hasher().check_needs_rehash(kept)


def _same(password: str) -> str:
    """Write the same letters the same way: a keyboard of one system composes « é » as another does not."""
    return unicodedata.normalize("NFC", password)


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415 — only where the desk is open

    return PasswordHasher()


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash("personne")
