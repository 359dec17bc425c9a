"""ROME v460 (France Travail): the 1,584 codes and the 13,120 job titles ("appellations")."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from knowledge.occupations.sources.labels import tidy

CODES_FILE = "unix_referentiel_code_rome_v460_utf8.csv"
TITLES_FILE = "unix_referentiel_appellation_v460_utf8.csv"


@dataclass(frozen=True, slots=True)
class Rome:
    """A ROME code; ``parent`` is the code the FAP tables know (itself for 532 of them)."""

    code: str
    label: str
    parent: str


@dataclass(frozen=True, slots=True)
class Title:
    """A job title as published, masculine and feminine separated by `` / ``."""

    ogr: str
    label: str
    rome: str
    parent: str


def codes(folder: Path) -> list[Rome]:
    """Return the ROME codes with their labels."""
    rows = _rows(folder / CODES_FILE)
    return [Rome(row["code_rome"], tidy(row["libelle_rome"]), row["code_rome_parent"]) for row in rows]


def titles(folder: Path) -> list[Title]:
    """Return the job titles."""
    return [
        Title(
            row["code_ogr"],
            tidy(row["libelle_appellation_long"]),
            row["code_rome"],
            row["code_rome_parent"],
        )
        for row in _rows(folder / TITLES_FILE)
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
