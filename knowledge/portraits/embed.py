"""Regenerate ``knowledge/embedded/portraits`` from the raw published files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge.paths import EMBEDDED
from knowledge.portraits.model import COLUMNS, PERIOD
from knowledge.portraits.raw import read_figures, read_labels
from knowledge.tabular import write_sources, write_table

FOLDER = EMBEDDED / "portraits"
PORTRAITS = "portraits.csv"

_SOURCES: dict[str, dict[str, Any]] = {
    PORTRAITS: {
        "source": "Portraits statistiques des métiers, d'après l'enquête Emploi de l'Insee, France, FAP2009 à 22, 87 "
        "et 225 postes ; les deux plus hautes tranches de salaire, interverties dans le fichier publié, sont remises "
        "à leur place",
        "producer": "Dares",
        "licence": "informations publiques, réutilisation libre avec mention de la source (CRPA L321-1)",
        "year": PERIOD,
        "url": "https://dares.travail-emploi.gouv.fr/donnees/portraits-statistiques-des-metiers",
    }
}


def embed(raw: Path, folder: Path = FOLDER) -> list[Path]:
    """Write the embedded files from ``raw`` (the folder that holds ``marche/``) into ``folder``; return their paths."""
    labels = read_labels(raw)
    rows = (
        (code, labels[code], *(_written(figures.get(name)) for name in COLUMNS))
        for code, figures in read_figures(raw).items()
        if code in labels
    )
    return [
        write_table(folder / PORTRAITS, ("code", "label", *COLUMNS), rows),
        write_sources(folder, _SOURCES),
    ]


def _written(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
