"""Passwords: which are good enough, and what is kept of one. Slow on purpose: never in the thread that serves."""

from __future__ import annotations

import threading
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.handover.request import HandoverError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MIN_LENGTH = 12
MAX_LENGTH = 200
_FEWEST_LETTERS = 6
_SHORT = f"Le mot de passe doit avoir au moins {MIN_LENGTH} caractères : une phrase de quelques mots convient."
_LONG = f"Le mot de passe est trop long : {MAX_LENGTH} caractères au plus."
_POOR = "Ce mot de passe se devine : il répète les mêmes caractères ou contient le nom du compte."
_one_at_a_time = threading.Lock()
"""A hash takes 64 MB: many at once would take the memory of the server."""


class WeakPasswordError(HandoverError):
    """A password that is refused; its message is the French sentence that says why."""


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
    with _one_at_a_time:
        return _hasher().hash(_same(password))


def matches(kept: str | None, password: str) -> bool:
    """Say whether a password is the one that was kept; without one, say no after as long."""
    from argon2.exceptions import Argon2Error, InvalidHashError  # noqa: PLC0415 — only where the desk is open

    with _one_at_a_time:
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
