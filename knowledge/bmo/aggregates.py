"""Materialises the sums questions ask for: by bassin, département, région, France × métier, domaine, famille, total.

Sums come from the survey rows where they are held, else from the reference sums shipped with Bémo. A bassin set aside
has no sum, nor have its région, its départements and France: a part is never given as the whole.
"""

from __future__ import annotations

from sqlalchemy import and_, delete, func, insert, literal, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.sql import FromClause, Select
from sqlalchemy.sql.elements import ColumnElement

from knowledge.database import COUNTS, coverage, figure, holding, occupation, reference, set_aside, survey_row

FRANCE = "FR"
ROWS, REFERENCE = "rows", "reference"

_KEYS = ("year", "level", "code", "kind", "occupation")


def rebuild(connection: Connection, year: int) -> None:
    """Recompute every sum of ``year`` and what is covered; to be called inside the transaction that changed rows."""
    connection.execute(delete(figure).where(figure.c.year == year))
    connection.execute(delete(coverage).where(coverage.c.year == year))
    held = _codes(connection, select(holding.c.region).where(holding.c.year == year))
    regions, departements, bassins = (
        _codes(connection, select(set_aside.c[name]).where(set_aside.c.year == year))
        for name in ("region", "departement", "bassin")
    )
    expected = _expected_regions(connection, year) | held | regions
    _sum_rows(connection, year, held - regions, _whole_departements(connection, year, held) - departements)
    _sum_reference(connection, year, "region", reference.c.region.not_in(held | regions))
    if expected == _codes(connection, _figure_codes(year, "region")):
        _sum_france(connection, year)
    _sum_sectors(connection, year)
    for level, doubted in (("departement", departements), ("bassin", bassins)):
        summed = _codes(connection, _figure_codes(year, level))
        _sum_reference(connection, year, level, reference.c.code.not_in(summed | doubted))
    _write_coverage(connection, year)
    if connection.dialect.name == "postgresql":
        # Its planner would otherwise guess for a minute, until the server's own statistics come.
        connection.execute(text("ANALYZE figure"))


def _codes(connection: Connection, query: Select) -> set[str]:
    return set(connection.execute(query).scalars())


def _figure_codes(year: int, level: str) -> Select:
    return select(figure.c.code).where(figure.c.year == year, figure.c.level == level).distinct()


def _reference_year(connection: Connection, year: int) -> int | None:
    """Return the year whose reference tells which territories exist: ``year``, else the latest."""
    years = set(connection.execute(select(reference.c.year).distinct()).scalars())
    return year if year in years else max(years, default=None)


def _expected_regions(connection: Connection, year: int) -> set[str]:
    known = reference.c.year == _reference_year(connection, year)
    return _codes(connection, select(reference.c.region).where(known, reference.c.level == "region").distinct())


def _whole_departements(connection: Connection, year: int, held: set[str]) -> set[str]:
    """Return the départements whose every région is held: in 2024, Redon ties a part of 44 to Bretagne."""
    known = reference.c.year == _reference_year(connection, year)
    partly = _codes(
        connection,
        select(reference.c.code).where(known, reference.c.level == "departement", reference.c.region.not_in(held)),
    )
    rows = select(survey_row.c.departement).where(survey_row.c.year == year).distinct()
    return _codes(connection, rows) - partly


def _sum_rows(connection: Connection, year: int, regions: set[str], departements: set[str]) -> None:
    """Sum the rows of every bassin, and of the régions and départements whose rows are all held."""
    row = survey_row.c
    for level, code, kept in (
        ("bassin", row.bassin, None),
        ("departement", row.departement, row.departement.in_(departements)),
        ("region", row.region, row.region.in_(regions)),
    ):
        query = select(row.year, literal(level), code, literal("fap"), row.fap, *_counts_of_rows()).where(
            row.year == year
        )
        if kept is not None:
            query = query.where(kept)
        _insert(connection, query.group_by(row.year, code, row.fap))


def _sum_reference(connection: Connection, year: int, level: str, kept: ColumnElement[bool]) -> None:
    """Copy the reference sums of ``level``: per métier for the régions, in all for départements and bassins."""
    ref = reference.c
    kind, name = ("fap", ref.fap) if level == "region" else ("total", literal(""))
    query = (
        select(ref.year, ref.level, ref.code, literal(kind), name, *_sums(reference))
        .where(ref.year == year, ref.level == level, kept)
        .group_by(ref.year, ref.level, ref.code, ref.fap)
    )
    _insert(connection, query)


def _sum_france(connection: Connection, year: int) -> None:
    fig = figure.c
    query = (
        select(fig.year, literal("france"), literal(FRANCE), fig.kind, fig.occupation, *_sums(figure))
        .where(fig.year == year, fig.level == "region")
        .group_by(fig.year, fig.kind, fig.occupation)
    )
    _insert(connection, query)


def _sum_sectors(connection: Connection, year: int) -> None:
    fig = figure.c
    joined = figure.join(occupation, and_(occupation.c.year == fig.year, occupation.c.fap == fig.occupation))
    for kind, name in (
        ("domaine", literal("domaine:").concat(occupation.c.domaine)),
        ("famille", literal("famille:").concat(occupation.c.famille)),
        ("total", literal("")),
    ):
        keys = (fig.year, fig.level, fig.code)
        sector = {"domaine": [occupation.c.domaine], "famille": [occupation.c.famille], "total": []}[kind]
        query = (
            select(*keys, literal(kind), name, *_sums(figure))
            .select_from(joined)
            .where(fig.year == year, fig.kind == "fap")
            .group_by(*keys, *sector)
        )
        _insert(connection, query)


def _write_coverage(connection: Connection, year: int) -> None:
    """A territory with figures per métier is covered by rows, one with a total only by reference."""
    fig = figure.c
    depth: ColumnElement[int] = func.count(fig.code).filter(fig.kind == "fap")
    found = connection.execute(
        select(fig.year, fig.level, fig.code, depth)
        .where(fig.year == year, fig.kind.in_(("fap", "total")))
        .group_by(fig.year, fig.level, fig.code)
    )
    lines = [
        {"year": y, "level": level, "code": code, "depth": ROWS if per_fap else REFERENCE}
        for y, level, code, per_fap in found
    ]
    if lines:
        connection.execute(insert(coverage), lines)


def _counts_of_rows() -> list[ColumnElement[int]]:
    row = survey_row.c
    # met − smet is NULL, hence not summed, where either is masked.
    values = (row.projects, row.difficult, row.seasonal, row.projects - row.seasonal)
    counts: list[ColumnElement[int]] = [func.count()]
    for value in values:
        counts += [func.coalesce(func.sum(value), 0), func.count() - func.count(value)]
    return counts


def _sums(table: FromClause) -> list[ColumnElement[int]]:
    return [func.sum(table.c[name]) for name in COUNTS]


def _insert(connection: Connection, query: Select) -> None:
    connection.execute(insert(figure).from_select([*_KEYS, *COUNTS], query))
