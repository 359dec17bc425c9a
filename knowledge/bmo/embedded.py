"""The figures shipped with Bémo: small text files, read into the base when it is built."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.engine import Connection

from knowledge.bmo.aggregates import COUNTS, rebuild
from knowledge.bmo.importer import EMBEDDED, store, store_source
from knowledge.bmo.model import Source
from knowledge.bmo.workbook import MASK, BmoRow
from knowledge.database import bassin, holding, occupation, published_total, reference, survey_row
from knowledge.paths import EMBEDDED as EMBEDDED_FOLDER

FOLDER = EMBEDDED_FOLDER / "bmo"

ROWS = "rows.csv"
OCCUPATIONS = "occupations.csv"
BASSINS = "bassins.csv"
REFERENCES = "references.csv"
PUBLISHED_TOTALS = "published_totals.csv"
SURVEYS = "surveys.csv"
FILES = (ROWS, OCCUPATIONS, BASSINS, REFERENCES, PUBLISHED_TOTALS, SURVEYS)

Record = dict[str, str]


def digest(folder: Path = FOLDER) -> str:
    """Return the hash of the embedded files: a base that holds it is up to date."""
    content = hashlib.sha256()
    for name in FILES:
        content.update(name.encode() + b"\0" + (folder / name).read_bytes())
    return content.hexdigest()


def read_records(name: str, folder: Path = FOLDER) -> list[Record]:
    """Return the lines of an embedded file, each as a mapping from its header."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def read_rows(folder: Path = FOLDER) -> list[BmoRow]:
    """Return the embedded survey rows, by year (labels empty: they are in their own files)."""

    def count(text: str) -> int | None:
        return None if text == MASK else int(text)

    return [
        BmoRow(
            int(line["year"]),
            line["fap"],
            "",
            "",
            "",
            line["bassin"],
            "",
            line["departement"],
            line["region"],
            count(line["projects"]),
            count(line["difficult"]),
            count(line["seasonal"]),
        )
        for line in read_records(ROWS, folder)
    ]


def load(connection: Connection, folder: Path = FOLDER) -> None:
    """Write the embedded figures into the base; rows that came from an imported workbook are kept."""
    _replace_reference(connection, folder)
    _replace_published(connection, folder)
    _replace_labels(connection, folder)
    for line in read_records(SURVEYS, folder):
        store_source(
            connection,
            Source(int(line["year"]), line["producer"], line["title"], line["url"], line["licence"]),
        )
    _replace_rows(connection, read_rows(folder))
    years = set(connection.execute(select(reference.c.year).distinct()).scalars())
    years |= set(connection.execute(select(holding.c.year).distinct()).scalars())
    for year in sorted(years):
        rebuild(connection, year)


def _replace_rows(connection: Connection, rows: list[BmoRow]) -> None:
    shipped = connection.execute(select(holding.c.year, holding.c.region).where(holding.c.origin == EMBEDDED)).all()
    for year, region in shipped:
        row = survey_row.c
        connection.execute(delete(survey_row).where(row.year == year, row.region == region))
        held = and_(holding.c.year == year, holding.c.region == region)
        connection.execute(delete(holding).where(held))
    imported = {tuple(key) for key in connection.execute(select(holding.c.year, holding.c.region))}
    fresh = [row for row in rows if (row.year, row.region) not in imported]
    for _year, of_year in groupby(fresh, key=lambda row: row.year):
        store(connection, list(of_year), EMBEDDED, ROWS)


def _replace_reference(connection: Connection, folder: Path) -> None:
    connection.execute(delete(reference))
    keys = ("level", "code", "region", "fap")
    connection.execute(
        insert(reference),
        [
            {"year": int(line["year"])} | {k: line[k] for k in keys} | {k: int(line[k]) for k in COUNTS}
            for line in read_records(REFERENCES, folder)
        ],
    )


def _replace_published(connection: Connection, folder: Path) -> None:
    connection.execute(delete(published_total))
    connection.execute(
        insert(published_total),
        [
            {
                "territory": line["territory"],
                "year": int(line["year"]),
                "projects": int(line["projects"]),
                "difficult_percent": _optional(float, line["difficult_percent"]),
                "seasonal_percent": _optional(float, line["seasonal_percent"]),
                "approximate": line["approximate"] == "1",
                "source": line["source"],
            }
            for line in read_records(PUBLISHED_TOTALS, folder)
        ],
    )


def _replace_labels(connection: Connection, folder: Path) -> None:
    occupations = [
        {
            "year": int(line["year"]),
            "fap": line["fap"],
            "label": line["label"],
            "domaine": line["fap"][0],
            "famille": line["famille"],
        }
        for line in read_records(OCCUPATIONS, folder)
    ]
    known = occupation.c
    for year in {int(str(line["year"])) for line in occupations}:
        codes = [line["fap"] for line in occupations if line["year"] == year]
        connection.execute(delete(occupation).where(known.year == year, known.fap.in_(codes)))
    connection.execute(insert(occupation), occupations)
    bassins = [
        {"year": int(line["year"]), "code": line["code"], "label": line["label"], "region": line["region"]}
        for line in read_records(BASSINS, folder)
    ]
    for year in {int(str(line["year"])) for line in bassins}:
        codes = [line["code"] for line in bassins if line["year"] == year]
        connection.execute(delete(bassin).where(bassin.c.year == year, bassin.c.code.in_(codes)))
    connection.execute(insert(bassin), bassins)


def _optional(convert: Callable[[str], float], text: str) -> float | None:
    return convert(text) if text else None
