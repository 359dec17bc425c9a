"""The places of a message that answers « quel territoire ? »: « Blois », « le 41 », « à Montigny »."""

from __future__ import annotations

from knowledge.territories.linking import link


def places_said(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the refs of each place named, several where the name is that of several places; none where there is none.

    A name alone is read as one where it can be: « Blanc » is a place after « à ».
    """
    found = link(text) or link(f"à {text.strip()}")
    return tuple(each.refs for each in found)
