"""Official administrative divisions: the package ``@etalab/decoupage-administratif`` (JSON files)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import ImportRefusedError

_CURRENT = "commune-actuelle"
_ABANDONED = {"984", "989"}
"""Départements nobody lives in (austral lands, Clipperton): their districts are no communes."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A current commune: official name with its article, population in inhabitants (0 when not published)."""

    code: str
    name: str
    liaison: int
    departement: str
    region: str
    population: int
    postal_codes: tuple[str, ...]
    old_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """A former, associated or delegated commune, or an arrondissement, and the commune that holds it now."""

    code: str
    name: str
    commune: str


@dataclass(frozen=True, slots=True)
class Epci:
    """An intercommunality: its kind (CC, CA, CU, METRO, MET69), official name, member communes."""

    code: str
    kind: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A département or a région: ``parent`` is the région of a département, empty for a région."""

    code: str
    name: str
    liaison: int
    parent: str
    zone: str


def communes(folder: Path) -> list[Commune]:
    """Return the current communes of ``folder/communes.json``."""
    return [
        Commune(
            code=row["code"],
            name=clean(row["nom"]),
            liaison=row.get("typeLiaison", 0),
            departement=row["departement"],
            region=row["region"],
            population=row.get("population", 0),
            postal_codes=tuple(row.get("codesPostaux", ())),
            old_codes=tuple(row.get("anciensCodes", ())),
        )
        for row in _rows(folder / "communes.json")
        if row["type"] == _CURRENT and row["departement"] not in _ABANDONED
    ]


def former_communes(folder: Path) -> list[FormerCommune]:
    """Return the other rows of ``folder/communes.json``: what was, or is no longer, a commune of its own."""
    return [
        FormerCommune(row["code"], clean(row["nom"]), row.get("chefLieu") or row["commune"])
        for row in _rows(folder / "communes.json")
        if row["type"] != _CURRENT
    ]


def epci(folder: Path) -> list[Epci]:
    """Return the intercommunalities of ``folder/epci.json``."""
    return [
        Epci(
            code=row["code"],
            kind=row["type"],
            name=clean(row["nom"]),
            members=tuple(member["code"] for member in row["membres"]),
        )
        for row in _rows(folder / "epci.json")
    ]


def departements(folder: Path) -> list[Division]:
    """Return the départements of ``folder/departements.json``."""
    return [
        Division(row["code"], clean(row["nom"]), row["typeLiaison"], row["region"], row["zone"])
        for row in _rows(folder / "departements.json")
    ]


def regions(folder: Path) -> list[Division]:
    """Return the régions of ``folder/regions.json``."""
    return [
        Division(row["code"], clean(row["nom"]), row["typeLiaison"], "", row["zone"])
        for row in _rows(folder / "regions.json")
    ]


def clean(name: str) -> str:
    """Return ``name`` in good typography: single spaces, straight apostrophe, œ."""
    name = name.replace("’", "'").replace("''", "'").replace("Coeur", "Cœur").replace("coeur", "cœur")
    return " ".join(name.split())


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ImportRefusedError(f"{path.name} : fichier absent ou illisible ({error}).") from error
    return rows
