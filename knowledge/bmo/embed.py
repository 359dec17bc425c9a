"""Regenerates the embedded figures from the raw published files (``python -m knowledge embed``)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from knowledge.bmo import embedded
from knowledge.bmo.aggregates import COUNTS
from knowledge.bmo.importer import official_source
from knowledge.bmo.model import Source
from knowledge.bmo.workbook import MASK, BmoRow, Workbook, clean_label, read_workbook
from knowledge.errors import ImportRefusedError

HOME_REGION = "24"
YEARS = (2022, 2023, 2024, 2025)

_PRESS_FILE = "chiffres_publies_centre_val_de_loire.csv"
_NATIONAL_FILE = "totaux_nationaux_2014_2018.csv"
_REGION_NAMES = {"Centre (region)", "Centre-Val de Loire"}
_ROUNDED = "arrondi"


def embed(raw: Path, folder: Path = embedded.FOLDER) -> list[Path]:
    """Write the embedded files from the raw folder ``raw`` into ``folder``; return the paths written."""
    books = [read_workbook(raw / "bmo" / f"Base_open_data_BMO_{year}.xlsx") for year in YEARS]
    rows = [row for book in books for row in book.rows]
    home = [row for row in rows if row.region == HOME_REGION]
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
        embedded.REFERENCES: (("year", "level", "code", "region", "fap", *COUNTS), _reference_lines(rows)),
        embedded.PUBLISHED_TOTALS: (
            ("territory", "year", "projects", "difficult_percent", "seasonal_percent", "approximate", "source"),
            [*_press_lines(raw / "bmo", home), *_national_lines(raw / "bmo")],
        ),
        embedded.SURVEYS: (
            ("year", "producer", "title", "url", "licence"),
            (_survey_line(official_source(book)) for book in books),
        ),
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
    counts = (row.projects, row.difficult, row.seasonal)
    key = (row.year, row.fap, row.bassin, row.departement, row.region)
    return (*key, *(MASK if count is None else count for count in counts))


def _reference_lines(rows: Iterable[BmoRow]) -> Iterable[Sequence[object]]:
    """Sum the rows of France by région × métier, by département × région and by bassin × région."""
    sums: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0] * len(COUNTS))
    for row in rows:
        both = row.projects is not None and row.seasonal is not None
        non_seasonal = (row.projects or 0) - (row.seasonal or 0) if both else None
        for key in (
            (row.year, "region", row.region, row.region, row.fap),
            (row.year, "departement", row.departement, row.region, ""),
            (row.year, "bassin", row.bassin, row.region, ""),
        ):
            total = sums[key]
            total[0] += 1
            for index, value in enumerate((row.projects, row.difficult, row.seasonal, non_seasonal)):
                total[1 + 2 * index] += value or 0
                total[2 + 2 * index] += value is None
    return ((*key, *counts) for key, counts in sums.items())


def _press_lines(folder: Path, home: Iterable[BmoRow]) -> Iterable[Sequence[object]]:
    bassins = {(row.year, row.bassin_label): row.bassin for row in home}
    with (folder / _PRESS_FILE).open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            year, source = int(line["annee"]), clean_label(line["source_url"])
            yield (
                _territory(line["territoire"], year, bassins),
                year,
                int(line["projets"]),
                line["part_difficiles_pct"],
                line["part_saisonniers_pct"],
                int(_ROUNDED in source),
                source,
            )


def _territory(name: str, year: int, bassins: dict[tuple[int, str], str]) -> str:
    if name in _REGION_NAMES:
        return f"region:{HOME_REGION}"
    if match := re.fullmatch(r".*\((\w{2,3})\)", name):
        return f"departement:{match.group(1)}"
    label = name.removeprefix("bassin ")
    if (year, label) not in bassins:
        raise ImportRefusedError(f"{_PRESS_FILE} : territoire inconnu « {name} ».")
    return f"bassin:{bassins[year, label]}"


def _national_lines(folder: Path) -> Iterable[Sequence[object]]:
    with (folder / _NATIONAL_FILE).open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            year, projects = int(line["annee"]), int(line["projets"])
            shares = (round(100 * int(line[f"projets_{part}"]) / projects, 1) for part in ("difficiles", "saisonniers"))
            yield ("france:FR", year, projects, *shares, 0, f"Pôle emploi, enquête BMO {year}, total national")


def _survey_line(source: Source) -> Sequence[object]:
    return (source.year, source.producer, source.title, source.url, source.licence)


def _write_sources(path: Path, books: Sequence[Workbook]) -> Path:
    survey = {
        "producer": "France Travail",
        "licence": "Licence Ouverte 2.0",
        "year": f"{YEARS[0]}-{YEARS[-1]}",
        "url": " ".join(book.url for book in books),
    }
    title = "Base open data de l'enquête Besoins en Main-d'Œuvre (BMO)"
    contents = {
        embedded.ROWS: f"{title}, Centre-Val de Loire",
        embedded.OCCUPATIONS: f"{title}, métiers de France entière",
        embedded.BASSINS: f"{title}, bassins d'emploi de Centre-Val de Loire",
        embedded.REFERENCES: f"{title}, sommes par région et métier, et par département",
        embedded.SURVEYS: f"{title}, feuilles de description",
    }
    entries: list[dict[str, str]] = [{"file": name, "source": text, **survey} for name, text in contents.items()]
    entries.append(
        {
            "file": embedded.PUBLISHED_TOTALS,
            "source": "Totaux de l'enquête BMO repris par la presse et les administrations, totaux nationaux",
            "producer": "Pôle emploi, France Travail (chiffres repris, voir la colonne source)",
            "licence": "chiffres publics cités avec leur source",
            "year": "2012-2025",
            "url": "voir la colonne source",
        }
    )
    entries.sort(key=lambda entry: entry["file"])
    path.write_text(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
    return path
