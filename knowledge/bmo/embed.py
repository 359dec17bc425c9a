"""Regenerates the embedded figures from the raw published files (``python -m knowledge embed``)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import fsum
from pathlib import Path

import yaml

from knowledge.bmo import embedded
from knowledge.bmo.doubtful import SetAside
from knowledge.bmo.importer import official_source
from knowledge.bmo.model import Source
from knowledge.bmo.published import PublishedLine, published_lines
from knowledge.bmo.rows import BmoRow
from knowledge.bmo.workbook import MASK, Workbook, official_workbooks, read_workbook

HOME_REGION = "24"

_PLACES = 10
"""Decimals of a sum that is shipped: those of a whole year, added up, are exact to 1e-6."""


def embed(raw: Path, folder: Path = embedded.FOLDER) -> list[Path]:
    """Write the embedded files from the raw folder ``raw`` into ``folder``; return the paths written."""
    books = [read_workbook(path) for path in official_workbooks(raw / "bmo")]
    rows = [row for book in books for row in book.rows]
    home = [row for row in rows if row.region == HOME_REGION]
    aside = [each for book in books for each in book.set_aside]
    bassins = {row.bassin_label: row.bassin for row in home}
    tables: dict[str, tuple[Sequence[str], Iterable[Sequence[object]]]] = {
        embedded.ROWS: (
            ("year", "fap", "bassin", "departement", "region", "projects", "difficult", "seasonal"),
            (_row_line(row) for row in home),
        ),
        embedded.OCCUPATIONS: (
            ("year", "fap", "label", "famille"),
            {(row.year, row.fap, row.label, row.famille) for row in rows},
        ),
        embedded.BASSINS: (
            ("year", "code", "label", "region"),
            {(row.year, row.bassin, row.bassin_label, row.region) for row in home},
        ),
        embedded.REFERENCES: (
            ("year", "level", "code", "region", "fap", *embedded.REFERENCE_COUNTS),
            _reference_lines(rows, aside),
        ),
        embedded.PUBLISHED_TOTALS: (PublishedLine._fields, published_lines(raw / "bmo", bassins)),
        embedded.SURVEYS: (
            ("year", "producer", "title", "url", "licence"),
            (_survey_line(official_source(book)) for book in books),
        ),
        embedded.SET_ASIDE: (SetAside._fields, aside),
    }
    folder.mkdir(parents=True, exist_ok=True)
    written = [_write(folder / name, header, lines) for name, (header, lines) in tables.items()]
    return [*written, _write_sources(folder / "sources.yml", books)]


def _write(path: Path, header: Sequence[str], lines: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted([str(cell) for cell in line] for line in lines))
    return path


def _row_line(row: BmoRow) -> Sequence[object]:
    key = (row.year, row.fap, row.bassin, row.departement, row.region)
    return (*key, *(MASK if count is None else count for count in row.counts))


def _reference_lines(rows: Iterable[BmoRow], aside: Iterable[SetAside]) -> Iterable[Sequence[object]]:
    """Sum the rows of France by région × métier, by département × région and by bassin × région.

    The régions and départements that a bassin set aside is part of are left out: their sums would not be whole.
    """
    partial = {(each.year, level, getattr(each, level)) for each in aside for level in ("region", "departement")}
    groups: dict[tuple[object, ...], list[BmoRow]] = defaultdict(list)
    for row in rows:
        for level, code, fap in (
            ("region", row.region, row.fap),
            ("departement", row.departement, ""),
            ("bassin", row.bassin, ""),
        ):
            if (row.year, level, code) not in partial:
                groups[row.year, level, code, row.region, fap].append(row)
    return ((*key, *_counts(group)) for key, group in groups.items())


def _counts(rows: Sequence[BmoRow]) -> Sequence[float]:
    """Return the sums of ``REFERENCE_COUNTS``."""
    counts: list[float] = [len(rows)]
    for index in range(3):
        published = [count for row in rows if (count := row.counts[index]) is not None]
        counts += [_sum(published), len(rows) - len(published)]
    return (
        *counts,
        _sum(row.projects - row.seasonal for row in rows if row.projects is not None and row.seasonal is not None),
    )


def _sum(values: Iterable[float]) -> float:
    total = round(fsum(values), _PLACES)
    return int(total) if total == int(total) else total


def _survey_line(source: Source) -> Sequence[object]:
    return (source.year, source.producer, source.title, source.url, source.licence)


def _write_sources(path: Path, books: Sequence[Workbook]) -> Path:
    survey = {
        "producer": "France Travail",
        "licence": "Licence Ouverte 2.0",
        "year": " ".join(str(book.year) for book in books),
        "url": " ".join(dict.fromkeys(official_source(book).url for book in books)),
    }
    title = "Base open data de l'enquête Besoins en Main-d'Œuvre (BMO)"
    contents = {
        embedded.ROWS: f"{title}, Centre-Val de Loire",
        embedded.OCCUPATIONS: f"{title}, métiers de France entière",
        embedded.BASSINS: f"{title}, bassins d'emploi de Centre-Val de Loire",
        embedded.REFERENCES: f"{title}, sommes par région et métier, par département et par bassin",
        embedded.SURVEYS: f"{title}, feuilles de description",
        embedded.SET_ASIDE: f"{title}, bassins donnés deux fois avec des chiffres différents, ou sans code",
    }
    entries: list[dict[str, str]] = [{"file": name, "source": text, **survey} for name, text in contents.items()]
    entries.append(
        {
            "file": embedded.PUBLISHED_TOTALS,
            "source": "Totaux de l'enquête BMO publiés par Pôle emploi, France Travail et la DREETS, ou repris d'eux",
            "producer": "Pôle emploi, France Travail, DREETS (voir la colonne source)",
            "licence": "chiffres publics cités avec leur source",
            "year": "2012-2025",
            "url": "voir la colonne source",
        }
    )
    entries.sort(key=lambda entry: entry["file"])
    path.write_text(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
    return path
