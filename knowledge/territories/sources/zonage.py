"""Which bassin d'emploi of the survey holds each commune."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import ImportRefusedError

_ISLANDS = {"BASSIN MARIE-GALANTE": "116", "BASSIN ILES DU NORD": "113"}
"""Bassins the 2025 survey renumbered: Marie-Galante was 103, Îles du Nord was 104."""

_NOT_SURVEYED = {"501"}
"""Saint-Pierre-et-Miquelon: in the zoning, never in the survey."""


@dataclass(frozen=True, slots=True)
class Zoning:
    """``bassins``: commune code → bassin code; ``labels``: bassin code → label as published."""

    bassins: dict[str, str]
    labels: dict[str, str]


def recent(folder: Path) -> Zoning:
    """Return the zoning of the recent surveys (``folder/commune_bassin_bmo.csv``), current and former communes."""
    return _read(folder / "commune_bassin_bmo.csv", "code_commune_insee", "code_bassin_BMO", "lib_bassin_BMO")


def of_2019(folder: Path) -> Zoning:
    """Return the zoning of the 2019 survey: a few communes have changed bassin since."""
    return _read(folder / "commune_bassin_bmo_2019.csv", "CODE_COMMUNE_INSEE", "BE19", "NOMBE19")


def names_of_2019(folder: Path) -> dict[str, str]:
    """Return the names of the communes of 2019 by code: the only ones here for those merged since."""
    rows = _rows(folder / "commune_bassin_bmo_2019.csv")
    return {row["CODE_COMMUNE_INSEE"]: row["NOMCOM"].replace("' ", "'").strip() for row in rows}


def bassin_code(raw: str) -> str:
    """Return a bassin code without the zero padding some files give it (``"0101"`` → ``"101"``)."""
    return raw.strip().lstrip("0")


def _read(path: Path, commune: str, bassin: str, label: str) -> Zoning:
    bassins: dict[str, str] = {}
    labels: dict[str, str] = {}
    for row in _rows(path):
        name = " ".join(row[label].split())
        code = _ISLANDS.get(name, bassin_code(row[bassin]))
        if code not in _NOT_SURVEYED:
            bassins[row[commune]] = code
            labels[code] = name
    return Zoning(bassins, labels)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise ImportRefusedError(f"{path.name} : fichier absent ou illisible ({error}).") from error
