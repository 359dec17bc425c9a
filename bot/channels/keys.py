"""The secret that opens a conversation: given once, kept only as a hash."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """Return a token that no one can guess (256 random bits)."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is kept of a token. Finding by the hash takes the same time however close a guess is."""
    return hashlib.sha256(token.encode()).hexdigest()
