"""What a call to an API is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Api:
    """One API of France Travail: its name in the log, its path, its scopes, its calls a second."""

    name: str
    path: str
    scopes: str
    rate: float
    redirects: bool = False
    """It may send elsewhere for the same answer; the token does not follow to another host."""


@dataclass(frozen=True)
class Ask:
    """What is asked of an API: path under its own, query, JSON body (a POST when there is one)."""

    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Answer:
    """What an API answered: its status, its headers, its JSON (None when it is empty)."""

    status: int
    headers: Mapping[str, str]
    data: Any
