"""The métiers the survey itself names: codes, labels and families of the BMO workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.bmo.workbook import read_workbook
from knowledge.occupations.model import Nomenclature, Occupation, nomenclature_of


@dataclass(frozen=True, slots=True)
class Survey:
    """The métiers of all the years, and the labels of the 8 families by letter."""

    metiers: list[Occupation]
    familles: dict[str, str]


def survey(folder: Path) -> Survey:
    """Return what the workbooks of ``folder`` name; the label is the one of the last year that has the code."""
    metiers: dict[tuple[Nomenclature, str], Occupation] = {}
    familles: dict[str, str] = {}
    for path in sorted(folder.glob("Base_open_data_BMO_*.xlsx")):
        book = read_workbook(path)
        nomenclature = nomenclature_of(book.year)
        for row in book.rows:
            key = nomenclature, row.fap
            metiers[key] = Occupation(nomenclature, row.fap, row.label, row.fap[0], row.famille)
            familles[row.famille] = row.famille_label
    return Survey(list(metiers.values()), familles)
