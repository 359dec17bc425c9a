"""Loads an official workbook into the base: all of it, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import delete, insert, or_
from sqlalchemy.engine import Connection, Engine

from knowledge.bmo.aggregates import rebuild
from knowledge.bmo.doubtful import SetAside
from knowledge.bmo.model import Source
from knowledge.bmo.rows import BmoRow
from knowledge.bmo.workbook import Workbook, read_workbook
from knowledge.database import bassin, holding, occupation, set_aside, source, survey_row, writing

WORKBOOK, EMBEDDED = "workbook", "embedded"

Progress = Callable[[int, int], None]
"""Told how many rows are written, of how many."""

_BATCH = 5_000
_DEFAULT_URL = "https://statistiques.francetravail.org/bmo"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a workbook brought: its year, how many rows, of which régions, métiers and bassins.

    ``repeats``: rows given again with the same figures, dropped. ``set_aside``: bassins that are not loaded because
    the workbook contradicts itself on them.
    """

    file: str
    year: int
    rows: int
    regions: tuple[str, ...]
    occupations: int
    bassins: int
    repeats: int
    set_aside: tuple[SetAside, ...]


class Batch(NamedTuple):
    """Rows of one year to store (at least one), what is set aside of their régions, and where both come from."""

    rows: Sequence[BmoRow]
    set_aside: Sequence[SetAside]
    origin: str
    file: str


def import_workbook(engine: Engine, path: Path, progress: Progress | None = None) -> ImportReport:
    """Load the workbook ``path``, in place of the rows held for its year and régions; return what it brought.

    Raise ImportRefusedError when the file is wrong, BaseUnavailableError when the base cannot be written; the
    base is then left as it was.
    """
    workbook = read_workbook(path)
    with writing(engine) as connection:
        store(connection, Batch(workbook.rows, workbook.set_aside, WORKBOOK, path.name), progress)
        store_labels(connection, workbook.rows)
        store_source(connection, official_source(workbook))
        rebuild(connection, workbook.year)
    return ImportReport(
        path.name,
        workbook.year,
        len(workbook.rows),
        tuple(sorted({row.region for row in workbook.rows})),
        len({row.fap for row in workbook.rows}),
        len({row.bassin for row in workbook.rows}),
        workbook.repeats,
        workbook.set_aside,
    )


def official_source(workbook: Workbook) -> Source:
    """Return the source of a workbook, with the method page it cites."""
    return Source(
        workbook.year,
        "France Travail",
        f"enquête Besoins en Main-d'Œuvre (BMO) {workbook.year}",
        workbook.url or _DEFAULT_URL,
        "Licence Ouverte 2.0",
    )


def store(connection: Connection, batch: Batch, progress: Progress | None = None) -> None:
    """Write rows and bassins set aside in place of what is held for their year, régions and bassins."""
    rows, year = batch.rows, batch.rows[0].year
    counted = Counter(row.region for row in rows)
    regions = {row.region for row in rows} | {each.region for each in batch.set_aside}
    bassins = {row.bassin for row in rows} | {each.bassin for each in batch.set_aside if each.bassin}
    for table in (survey_row, set_aside):
        placed = or_(table.c.region.in_(list(regions)), table.c.bassin.in_(list(bassins)))
        connection.execute(delete(table).where(table.c.year == year, placed))
    for start in range(0, len(rows), _BATCH):
        lines = rows[start : start + _BATCH]
        connection.execute(insert(survey_row), [_stored(row) for row in lines])
        if progress:
            progress(start + len(lines), len(rows))
    if batch.set_aside:
        connection.execute(insert(set_aside), [{**each._asdict(), "origin": batch.origin} for each in batch.set_aside])
    masked = Counter(row.region for row in rows if row.projects is None)
    connection.execute(delete(holding).where(holding.c.year == year, holding.c.region.in_(list(regions))))
    held = {"year": year, "origin": batch.origin, "file": batch.file}
    connection.execute(
        insert(holding),
        [{**held, "region": region, "rows": n, "masked": masked[region]} for region, n in counted.items()],
    )


def store_labels(connection: Connection, rows: Iterable[BmoRow]) -> None:
    """Write the métiers and bassins the rows name, in place of those of the same year and code."""
    occupations, bassins = {}, {}
    for row in rows:
        occupations[row.fap] = {
            "year": row.year,
            "fap": row.fap,
            "label": row.label,
            "domaine": row.fap[0],
            "famille": row.famille,
        }
        bassins[row.bassin] = {
            "year": row.year,
            "code": row.bassin,
            "label": row.bassin_label,
            "region": row.region,
        }
    year = next(iter(occupations.values()))["year"]
    connection.execute(delete(occupation).where(occupation.c.year == year, occupation.c.fap.in_(list(occupations))))
    connection.execute(insert(occupation), list(occupations.values()))
    connection.execute(delete(bassin).where(bassin.c.year == year, bassin.c.code.in_(list(bassins))))
    connection.execute(insert(bassin), list(bassins.values()))


def store_source(connection: Connection, official: Source) -> None:
    """Write where the figures of a year come from."""
    connection.execute(delete(source).where(source.c.year == official.year))
    connection.execute(
        insert(source),
        {
            "year": official.year,
            "producer": official.producer,
            "title": official.title,
            "url": official.url,
            "licence": official.licence,
        },
    )


def _stored(row: BmoRow) -> dict[str, object]:
    return {
        "year": row.year,
        "fap": row.fap,
        "bassin": row.bassin,
        "departement": row.departement,
        "region": row.region,
        "projects": row.projects,
        "difficult": row.difficult,
        "seasonal": row.seasonal,
    }
