"""The figures shipped with Bémo: small text files, read into the base when it is built."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.engine import Connection

from knowledge.bmo.aggregates import rebuild
from knowledge.bmo.doubtful import SetAside
from knowledge.bmo.importer import EMBEDDED, Batch, store, store_source
from knowledge.bmo.model import Source
from knowledge.bmo.rows import BmoRow
from knowledge.bmo.workbook import MASK
from knowledge.database import COUNTS, bassin, holding, occupation, published_total, reference, set_aside, survey_row
from knowledge.paths import EMBEDDED as EMBEDDED_FOLDER

FOLDER = EMBEDDED_FOLDER / "bmo"

ROWS = "rows.csv"
OCCUPATIONS = "occupations.csv"
BASSINS = "bassins.csv"
REFERENCES = "references.csv"
PUBLISHED_TOTALS = "published_totals.csv"
SURVEYS = "surveys.csv"
SET_ASIDE = "set_aside.csv"
FILES = (ROWS, OCCUPATIONS, BASSINS, REFERENCES, PUBLISHED_TOTALS, SURVEYS, SET_ASIDE)

REFERENCE_COUNTS = COUNTS[:-1]
"""Sums shipped: a masked ``met`` masks ``smet`` too, so met − smet is masked where ``smet`` is, and not told again."""

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

    def count(text: str) -> float | None:
        return None if text == MASK else _number(text)

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
    _replace_set_aside(connection, folder)
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
        store(connection, Batch(list(of_year), (), EMBEDDED, ROWS))


def read_set_aside(folder: Path = FOLDER) -> list[SetAside]:
    """Return the bassins that no embedded sum holds, by year."""
    return [
        SetAside(
            int(line["year"]), line["bassin"], line["departement"], line["region"], line["label"], int(line["rows"])
        )
        for line in read_records(SET_ASIDE, folder)
    ]


def _replace_set_aside(connection: Connection, folder: Path) -> None:
    """Write what the shipped sums leave out, except of the régions that an imported workbook has spoken of."""
    connection.execute(delete(set_aside).where(set_aside.c.origin == EMBEDDED))
    imported = select(holding.c.year, holding.c.region).where(holding.c.origin != EMBEDDED)
    known = {tuple(key) for key in connection.execute(imported.union(select(set_aside.c.year, set_aside.c.region)))}
    lines = [each for each in read_set_aside(folder) if (each.year, each.region) not in known]
    if lines:
        connection.execute(insert(set_aside), [{**each._asdict(), "origin": EMBEDDED} for each in lines])


def _replace_reference(connection: Connection, folder: Path) -> None:
    connection.execute(delete(reference))
    connection.execute(insert(reference), [_reference(line) for line in read_records(REFERENCES, folder)])


def _reference(line: Record) -> dict[str, object]:
    keys = {name: line[name] for name in ("level", "code", "region", "fap")}
    counts = {name: _number(line[name]) for name in REFERENCE_COUNTS}
    return {"year": int(line["year"]), **keys, **counts, COUNTS[-1]: counts["seasonal_masked"]}


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


def _number(text: str) -> float:
    return int(text) if text.isdecimal() else float(text)


def _optional(convert: Callable[[str], float], text: str) -> float | None:
    return convert(text) if text else None
