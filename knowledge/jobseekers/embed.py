"""Regenerate ``knowledge/embedded/jobseekers`` from the raw published files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge.jobseekers.raw import read_by_rome, read_monthly
from knowledge.paths import EMBEDDED
from knowledge.tabular import write_sources, write_table
from knowledge.territories.reference import territories

FOLDER = EMBEDDED / "jobseekers"
MONTHLY, ASIDE, BY_ROME = "monthly.csv", "set_aside.csv", "by_rome_2021.csv"

_LICENCE = "données ouvertes, réutilisation avec mention de la source"
_STMT: dict[str, Any] = {
    "source": "Statistiques du marché du travail, demandeurs d'emploi inscrits en fin de mois, arrondis à la dizaine : "
    "communes de plus de 5 000 habitants, départements, régions",
    "producer": "France Travail",
    "licence": _LICENCE,
    "year": "2020-2024",
    "url": "https://statistiques.francetravail.org/",
}
_SOURCES = {
    BY_ROME: {
        "source": "Offres, demandeurs d'emploi et tension par métier ROME et bassin d'emploi, Centre-Val de Loire",
        "producer": "Pôle emploi et Dares",
        "licence": _LICENCE,
        "year": 2021,
        "url": "https://statistiques.francetravail.org/",
    },
    MONTHLY: _STMT,
    ASIDE: _STMT | {"source": "Codes du fichier des demandeurs d'emploi mis de côté à l'import, avec la raison"},
}


def embed(raw: Path, folder: Path = FOLDER) -> list[Path]:
    """Write the embedded files from ``raw`` (the folder that holds ``marche/``) into ``folder``; return their paths."""
    places = territories()
    monthly = read_monthly(raw / "marche", places)
    bassins = {bassin.code for bassin in places.bassins_of(places.home)}
    home = [row for row in read_by_rome(raw / "marche") if row.bassin in bassins]
    return [
        write_table(
            folder / MONTHLY,
            ("territory", *monthly.months),
            ((ref, *(series[month] for month in monthly.months)) for ref, series in monthly.kept.items()),
        ),
        write_table(folder / ASIDE, ("code", "reason"), monthly.aside.items()),
        write_table(
            folder / BY_ROME,
            ("bassin", "rome", "offers", "seekers", "tension"),
            ((row.bassin, row.rome, row.offers, row.seekers, row.tension) for row in home),
        ),
        write_sources(folder, _SOURCES),
    ]
