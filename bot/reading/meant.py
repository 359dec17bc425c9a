"""What the reader of entries (``bot/reading/entry.py``) says of a turn: which entry it means, of each kind."""

from __future__ import annotations

from collections.abc import Mapping

SERVICES, SUBJECTS, ENTRIES = KINDS = ("services", "subjects", "entries")
"""Who answers what Bémo does not; what the survey does not measure; what is said of the survey and the institution."""
ENTRY = "entry"
"""Where ``told`` keeps how likely each kind and its likeliest entries are."""


def meant(told: Mapping[str, Mapping[str, float]], kind: str, *, least: float, clearly: float = 0.0) -> str:
    """Return the id of the entry of ``kind`` that a turn means, "" when none is likely.

    ``least``: how likely it must be among those of its kind; ``clearly``: among all.
    """
    likely = told.get(ENTRY, {})
    name, own = max(_of(likely, kind), key=lambda each: each[1], default=("", 0.0))
    whole = likely.get(kind, 0.0)
    return name if whole and own / whole >= least and own >= clearly else ""


def leads(told: Mapping[str, Mapping[str, float]], kind: str, other: str) -> bool:
    """Return whether the likeliest entry of ``kind`` is likelier than that of ``other``."""
    likely = told.get(ENTRY, {})
    first, second = (max((own for _, own in _of(likely, each)), default=0.0) for each in (kind, other))
    return first > second


def _of(likely: Mapping[str, float], kind: str) -> list[tuple[str, float]]:
    return [(name.partition("/")[2], own) for name, own in likely.items() if name.startswith(f"{kind}/")]
