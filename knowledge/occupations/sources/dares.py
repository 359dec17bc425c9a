"""Dares table FAP2021 ↔ ROME "parent" codes, with the qualification levels for which each row holds."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from knowledge.errors import ImportRefusedError

FILE = "dares_fap2021_rome.csv"

ALL_LEVELS = frozenset("0123456789")
"""0 not stated, 1 manœuvre, 2 and 3 ouvrier (not) qualified, 4 indépendant, 5 and 6 employé (not) qualified,
7 technicien, 8 agent de maîtrise, 9 ingénieur ou cadre."""

Levels = Mapping[str, Mapping[str, frozenset[str]]]
"""ROME code → métier code → the qualification levels at which the ROME belongs to the métier."""


def fap2021_of_rome(folder: Path) -> Levels:
    """Return the FAP2021 métiers of each of the 532 ROME codes; repeated pairs are merged (961 remain)."""
    levels: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            digits = frozenset(row["qualification"].removeprefix("Q_")) or ALL_LEVELS
            metiers = levels[row["rome"]]
            metiers[row["fap2021"]] = metiers.get(row["fap2021"], frozenset()) | digits
    check_partition(FILE, levels)
    return levels


def check_partition(file: str, levels: Levels) -> None:
    """Raise ImportRefusedError unless each ROME gives each qualification level to exactly one métier."""
    for rome, metiers in levels.items():
        digits = sorted("".join("".join(sorted(some)) for some in metiers.values()))
        if digits != sorted(ALL_LEVELS):
            raise ImportRefusedError(
                f"{file} : les niveaux de qualification du ROME {rome} ne couvrent pas 0 à 9 une seule fois."
            )
