"""How published labels are tidied."""

from __future__ import annotations


def tidy(text: str) -> str:
    """Return ``text`` with plain single spaces; its words, typos included, stay as published."""
    return " ".join(text.split())
