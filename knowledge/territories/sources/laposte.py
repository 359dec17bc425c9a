"""The postal file of La Poste (``laposte_hexasmal.csv``): where each commune is, and the names people write to it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.errors import ImportRefusedError

Position = tuple[float, float]

_NAMES = ("Nom_commune", "Libelle_acheminement", "Ligne_5")
_NUMBERED = re.compile(r" 0?\d+$")
"""The number of an arrondissement ("PARIS 01"): the number is read beside the name."""

_DECIMALS = 3
"""About 100 metres: the position stands for a whole commune, more would be noise."""


def positions(folder: Path) -> dict[str, Position]:
    """Return commune code → (latitude, longitude) in degrees, for the codes the file knows."""
    found: dict[str, Position] = {}
    for row in _rows(folder):
        latitude, _, longitude = row["coordonnees_gps"].partition(",")
        if longitude:
            found[row["Code_commune_INSEE"]] = _rounded(latitude, longitude)
    return found


def names(folder: Path) -> list[tuple[str, str]]:
    """Return (commune code, name in capitals) of the places letters are sent to: communes, their parts, hamlets."""
    written = ((row["Code_commune_INSEE"], row[column]) for row in _rows(folder) for column in _NAMES)
    return sorted({(code, _NUMBERED.sub("", name)) for code, name in written if name})


def _rounded(latitude: str, longitude: str) -> Position:
    return round(float(latitude), _DECIMALS), round(float(longitude), _DECIMALS)


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    path = folder / "laposte_hexasmal.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file, delimiter=";")
    except OSError as error:
        raise ImportRefusedError(f"{path.name} : fichier absent ou illisible ({error}).") from error
