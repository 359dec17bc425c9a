"""Labels of the FAP2021 nomenclature (Dares): details, families of métiers (228), professional domains (22)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from knowledge.occupations.sources.labels import tidy

FILE = "intitules_fap2021.csv"


@dataclass(frozen=True, slots=True)
class Fap:
    """A FAP2021 métier: ``details`` are the labels of the finer professions it gathers, itself excluded."""

    code: str
    label: str
    domaine: str
    domaine_label: str
    details: tuple[str, ...]


def fap2021(folder: Path) -> dict[str, Fap]:
    """Return the 228 métiers of the nomenclature by code, from ``folder`` (the nomenclatures)."""
    found: dict[str, Fap] = {}
    with (folder / FILE).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            code, label = row["Code_FAP228"], tidy(row["Intitulé_FAP228"])
            detail = tidy(row["Intitulé_FAP341"])
            known = found[code].details if code in found else ()
            details = (*known, detail) if detail != label else known
            found[code] = Fap(code, label, row["Code_FAP22"], tidy(row["Intitulé_FAP22"]), details)
    return found
