"""Paris, Lyon and Marseille as the API of offers knows them: by the INSEE codes of their arrondissements."""

from __future__ import annotations

from collections.abc import Iterable

MOST_COMMUNES = 5
_PARTS = {
    "75056": ("75101",),  # any arrondissement brings all of Paris
    "69123": ("69382",),  # all of Lyon comes as soon as its centre is within reach
    "13055": ("13201", "13208", "13211", "13213", "13215"),
}
_REACH = 5
"""Kilometres around those parts that cover the city."""


def communes_and_distance(communes: Iterable[str], distance: int | None) -> tuple[tuple[str, ...], int | None]:
    """Return the codes to ask, five at most, and the kilometres around them (None: the API's own)."""
    asked = tuple(communes)
    whole = any(code in _PARTS for code in asked)
    codes = tuple(dict.fromkeys(part for code in asked for part in _PARTS.get(code, (code,))))
    reach = max(distance, _REACH) if whole and distance is not None else distance
    return codes[:MOST_COMMUNES], reach
