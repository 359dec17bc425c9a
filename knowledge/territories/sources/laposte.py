"""Where each commune is: the postal file of La Poste (``laposte_hexasmal.csv``)."""

from __future__ import annotations

import csv
from pathlib import Path

from knowledge.errors import ImportRefusedError

Position = tuple[float, float]

_DECIMALS = 3
"""About 100 metres: the position stands for a whole commune, more would be noise."""


def positions(folder: Path) -> dict[str, Position]:
    """Return commune code → (latitude, longitude) in degrees, for the codes the file knows."""
    path = folder / "laposte_hexasmal.csv"
    found: dict[str, Position] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                latitude, _, longitude = row["coordonnees_gps"].partition(",")
                if longitude:
                    found[row["Code_commune_INSEE"]] = _rounded(latitude, longitude)
    except OSError as error:
        raise ImportRefusedError(f"{path.name} : fichier absent ou illisible ({error}).") from error
    return found


def _rounded(latitude: str, longitude: str) -> Position:
    return round(float(latitude), _DECIMALS), round(float(longitude), _DECIMALS)
