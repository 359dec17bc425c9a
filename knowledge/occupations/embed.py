"""Regenerate ``knowledge/embedded/occupations`` from the raw published files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge.occupations.model import Nomenclature
from knowledge.occupations.provenance import sources
from knowledge.occupations.resolve import candidates, choose
from knowledge.occupations.sources import dares, intitules, passage, rome
from knowledge.occupations.sources.dares import ALL_LEVELS, Levels
from knowledge.occupations.sources.intitules import Fap
from knowledge.occupations.sources.older import older_labels
from knowledge.occupations.sources.survey import Survey, survey
from knowledge.occupations.titles import genders
from knowledge.paths import EMBEDDED

FOLDER = EMBEDDED / "occupations"

Row = tuple[str, ...]
Labels = Mapping[str, tuple[str, ...]]


def embed(raw: Path) -> list[Path]:
    """Write the embedded files from ``raw`` (it holds ``bmo/`` and ``nomenclatures/``) and return their paths."""
    return write(raw, FOLDER)


def write(raw: Path, folder: Path) -> list[Path]:
    """Write the embedded files into ``folder`` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    nomenclatures, surveyed = raw / "nomenclatures", survey(raw / "bmo")
    faps = intitules.fap2021(nomenclatures)
    of_2021 = dares.fap2021_of_rome(nomenclatures)
    of_2009 = passage.fap2009_of_rome(nomenclatures)
    titles = _title_rows(rome.titles(nomenclatures), (of_2021, _labels_2021(faps)), (of_2009, _labels_2009(surveyed)))
    tables: dict[str, tuple[Row, Iterable[Row]]] = {
        "metiers.csv": (("nomenclature", "code", "label", "domaine", "famille"), _metier_rows(surveyed)),
        "libelles_anciens.csv": (("nomenclature", "code", "label"), _older_rows(raw / "bmo", surveyed)),
        "unsurveyed.csv": (("code", "label"), _unsurveyed_rows(surveyed, faps)),
        "domaines.csv": (("letter", "label"), {(fap.domaine, fap.domaine_label) for fap in faps.values()}),
        "familles.csv": (("letter", "label"), surveyed.familles.items()),
        "rome.csv": (("code", "label", "parent"), _rome_rows(nomenclatures)),
        "fap2021_rome.csv": (("fap2021", "rome", "levels"), _level_rows(of_2021)),
        "fap2009_rome.csv": (("fap2009", "rome", "levels"), _level_rows(of_2009)),
        "appellations.csv": (("code", "title", "rome", "fap2021", "fap2009"), titles),
    }
    written = [_write(folder / name, header, rows) for name, (header, rows) in tables.items()]
    (folder / "sources.yml").write_text(sources(), encoding="utf-8")
    return [*written, folder / "sources.yml"]


def _metier_rows(surveyed: Survey) -> Iterable[Row]:
    for one in surveyed.metiers:
        yield one.nomenclature.value, one.code, one.label, one.domaine, one.famille


def _older_rows(folder: Path, surveyed: Survey) -> Iterable[Row]:
    """Yield the labels of before that are not the last one of their code."""
    last = {(one.nomenclature, one.code): one.label for one in surveyed.metiers}
    for code, label in older_labels(folder):
        if last.get((Nomenclature.FAP2009, code)) != label:
            yield Nomenclature.FAP2009.value, code, label


def _unsurveyed_rows(surveyed: Survey, faps: Mapping[str, Fap]) -> Iterable[Row]:
    known = _codes(surveyed, Nomenclature.FAP2021)
    return ((code, fap.label) for code, fap in faps.items() if code not in known)


def _rome_rows(folder: Path) -> Iterable[Row]:
    return ((one.code, one.label, one.parent) for one in rome.codes(folder))


def _level_rows(levels: Levels) -> Iterable[Row]:
    for code, metiers in levels.items():
        for fap, digits in metiers.items():
            yield fap, code, "" if digits == ALL_LEVELS else "".join(sorted(digits))


def _title_rows(
    titles: Iterable[rome.Title], in_2021: tuple[Levels, Labels], in_2009: tuple[Levels, Labels]
) -> Iterable[Row]:
    for title in titles:
        masculine = genders(title.label)[0]
        chosen = (
            "+".join(choose(masculine, candidates(levels.get(title.parent, {}), labels)))
            for levels, labels in (in_2021, in_2009)
        )
        yield title.ogr, title.label, title.rome, *chosen


def _labels_2021(faps: Mapping[str, Fap]) -> Labels:
    """Return the labels of the FAP2021 métiers, the finer professions included, unsurveyed métiers too."""
    return {code: (fap.label, *fap.details) for code, fap in faps.items()}


def _labels_2009(surveyed: Survey) -> Labels:
    return {one.code: (one.label,) for one in surveyed.metiers if one.nomenclature is Nomenclature.FAP2009}


def _codes(surveyed: Survey, nomenclature: Nomenclature) -> set[str]:
    return {one.code for one in surveyed.metiers if one.nomenclature is nomenclature}


def _write(path: Path, header: Row, rows: Iterable[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))
    return path
