"""Regenerate ``knowledge/embedded/mobility`` from the raw published file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.errors import ImportRefusedError
from knowledge.paths import EMBEDDED
from knowledge.tabular import read_raw, write_sources, write_table

FOLDER = EMBEDDED / "mobility"
PAIRS = "pairs.csv"
RAW = Path("nomenclatures") / "unix_rubrique_mobilite_v347_utf8.csv"

NEAR, STEP = "near", "step"
_KINDS = {"Proche": NEAR, "Evolution": STEP}
_SOURCES: dict[str, dict[str, Any]] = {
    PAIRS: {
        "source": "Répertoire opérationnel des métiers et des emplois, ROME v347, mobilités professionnelles",
        "producer": "Pôle emploi",
        "licence": "Licence Ouverte 2.0",
        "year": "version 347",
        "url": "https://www.francetravail.org/opendata/repertoire-operationnel-des-meti.html",
    }
}


def embed(raw: Path, folder: Path = FOLDER) -> list[Path]:
    """Write the embedded files from ``raw`` (it holds ``nomenclatures/``) into ``folder``; return their paths."""
    header = ("source", "source_title", "target", "target_title", "kind")
    return [write_table(folder / PAIRS, header, set(_pairs(raw / RAW))), write_sources(folder, _SOURCES)]


def _pairs(path: Path) -> Iterator[tuple[str, ...]]:
    columns = ("code_rome", "code_appellation_source", "code_rome_cible", "code_appellation_cible")
    for *pair, kind in read_raw(path, (*columns, "libelle_type_mobilite")):
        if kind not in _KINDS:
            raise ImportRefusedError(f"{path.name} : « {kind} » n'est pas un type de mobilité connu.")
        yield (*pair, _KINDS[kind])
