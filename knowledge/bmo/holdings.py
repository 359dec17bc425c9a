"""What the base holds, for ``python -m knowledge status`` and the health probe."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from knowledge.bmo.doubtful import SetAside
from knowledge.bmo.model import Source
from knowledge.database import coverage, holding, occupation, set_aside, source


@dataclass(frozen=True, slots=True)
class YearHeld:
    """One survey: régions whose rows are held, and how many métiers, bassins, rows and masked cells these make.

    ``occupations`` counts the métiers known of the whole survey; ``masked`` the rows whose projects are masked;
    ``files`` where rows came from (``rows.csv``: shipped with Bémo); ``set_aside`` the bassins left out because the
    workbook contradicts itself on them.
    """

    year: int
    regions: tuple[str, ...]
    occupations: int
    bassins: int
    rows: int
    masked: int
    files: tuple[str, ...]
    source: Source | None
    set_aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True)
class Holdings:
    """Every survey held, in order."""

    years: tuple[YearHeld, ...]

    @property
    def rows(self) -> int:
        """Survey rows in all."""
        return sum(held.rows for held in self.years)

    @property
    def masked(self) -> int:
        """Rows whose projects are masked, in all."""
        return sum(held.masked for held in self.years)


def read_holdings(connection: Connection) -> Holdings:
    """Return what the base holds."""
    years = sorted(connection.execute(select(coverage.c.year).distinct()).scalars())
    return Holdings(tuple(_read_year(connection, year) for year in years))


def _read_year(connection: Connection, year: int) -> YearHeld:
    held = connection.execute(select(holding).where(holding.c.year == year).order_by(holding.c.region)).all()
    occupations = select(func.count()).select_from(occupation).where(occupation.c.year == year)
    detailed = (coverage.c.level == "bassin", coverage.c.depth == "rows")
    bassins = select(func.count()).select_from(coverage).where(coverage.c.year == year, *detailed)
    found = connection.execute(select(source).where(source.c.year == year)).one_or_none()
    return YearHeld(
        year,
        tuple(line.region for line in held),
        connection.execute(occupations).scalar_one(),
        connection.execute(bassins).scalar_one(),
        sum(line.rows for line in held),
        sum(line.masked for line in held),
        tuple(sorted({line.file for line in held})),
        Source(found.year, found.producer, found.title, found.url, found.licence) if found else None,
        _set_aside(connection, year),
    )


def _set_aside(connection: Connection, year: int) -> tuple[SetAside, ...]:
    columns = [set_aside.c[name] for name in SetAside._fields]
    found = connection.execute(select(*columns).where(set_aside.c.year == year).order_by(*columns))
    return tuple(SetAside(*line) for line in found)
