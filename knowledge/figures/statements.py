"""The SQL questions are answered with: few statements, compiled once, typed results."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from knowledge.bmo.vintages import vintage_of
from knowledge.database import COUNTS, coverage, figure, occupation
from knowledge.figures.sums import Figures
from knowledge.kept import kept

Wanted = tuple[str, tuple[str, ...]]
"""A kind of sum (fap, domaine, famille, total) and the names of the sums added up."""

_SUMS = [func.sum(figure.c[name]) for name in COUNTS]
_AREA = and_(
    figure.c.level == bindparam("level"),
    figure.c.code.in_(bindparam("codes", expanding=True)),
    figure.c.kind == bindparam("kind"),
)
_NAMED = figure.c.occupation.in_(bindparam("names", expanding=True))
_YEARS = figure.c.year.in_(bindparam("years", expanding=True))

_OCCUPATIONS = select(occupation.c.fap, occupation.c.label, occupation.c.domaine, occupation.c.famille).where(
    occupation.c.year == bindparam("year")
)
_LEVEL_COVERAGE = select(coverage.c.year, coverage.c.code, coverage.c.depth).where(
    coverage.c.year.in_(bindparam("years", expanding=True)), coverage.c.level == bindparam("level")
)
_COVERAGE = _LEVEL_COVERAGE.where(coverage.c.code.in_(bindparam("codes", expanding=True)))

_MANY = 50
"""Beyond so many codes, reading the coverage of a whole level costs less than naming them."""


Row = tuple[tuple[Any, ...], Figures]
"""The keys of a group (year, code, occupation: those asked for, in order) and its figures."""

_COLUMNS = {"year": figure.c.year, "code": figure.c.code, "occupation": figure.c.occupation}


@lru_cache(maxsize=16)
def _grouped(keys: tuple[str, ...], *, named: bool) -> Select:
    """Return the statement that sums by these keys.

    The occupation is grouped by an expression, not by the column: SQLite would otherwise walk the figures of every
    territory, through the index by occupation, to spare itself a small sort (40 ms instead of 4).
    """
    shown = [func.min(_COLUMNS[key]) if key == "occupation" else _COLUMNS[key] for key in keys]
    groups = [_COLUMNS[key].concat("") if key == "occupation" else _COLUMNS[key] for key in keys]
    return _limited(select(*shown, *_SUMS), named=named).group_by(*groups)


@lru_cache(maxsize=16)
def _plain(keys: tuple[str, ...], *, named: bool) -> Select:
    """Return the same where each group is one line: there is nothing to sum."""
    columns = [*(_COLUMNS[key] for key in keys), *(figure.c[name] for name in COUNTS)]
    return _limited(select(*columns), named=named)


def _limited(query: Select, *, named: bool) -> Select:
    query = query.where(_YEARS, _AREA)
    return query.where(_NAMED) if named else query


def figures(
    connection: Connection,
    level: str,
    codes: Sequence[str],
    years: Sequence[int],
    kind: str,
    names: tuple[str, ...] | None,
    keys: tuple[str, ...],
) -> list[Row]:
    """Return the sums over territories of one level, by ``keys``, of the sums ``names`` of a ``kind`` (None: each)."""
    asked = _Asked(level, tuple(codes), tuple(years), kind, names, keys)
    return kept(connection, asked, lambda: _read(connection, asked))


class _Asked(NamedTuple):
    level: str
    codes: tuple[str, ...]
    years: tuple[int, ...]
    kind: str
    names: tuple[str, ...] | None
    keys: tuple[str, ...]


def _read(connection: Connection, asked: _Asked) -> list[Row]:
    level, codes, years, kind, names, keys = asked
    parameters: dict[str, object] = {"level": level, "codes": codes, "years": years, "kind": kind}
    parameters |= {"names": names} if names is not None else {}
    given = {"year": years, "code": codes, "occupation": names or ()}
    write = _plain if all(key in keys or len(given[key]) == 1 for key in given) else _grouped
    result = connection.execute(write(keys, named=names is not None), parameters)
    found = result.cursor.fetchall()  # as the driver gives them: nothing in them is of a type to convert
    result.close()
    width = len(keys)
    decimals = {year for year in years if vintage_of(year).decimals}
    if "year" not in keys:  # other keys are asked of one year
        return [(line[:width], Figures.read(line[width:], decimals=bool(decimals))) for line in found]
    return [(line[:width], Figures.read(line[width:], decimals=line[0] in decimals)) for line in found]


def labels(connection: Connection, year: int, sector: str = "") -> dict[str, str]:
    """Return the label of each métier of the survey of ``year``, or of one sector (``domaine:B``), by code."""
    lines = kept(connection, ("labels", year), lambda: connection.execute(_OCCUPATIONS, {"year": year}).all())
    return {
        fap: label
        for fap, label, domaine, famille in lines
        if sector in {"", f"domaine:{domaine}", f"famille:{famille}"}
    }


def depths(
    connection: Connection, level: str, codes: Collection[str], years: Iterable[int]
) -> dict[tuple[int, str], str]:
    """Return how deep each (year, territory) is held: ``rows`` or ``reference``; nothing when it is not."""
    named = tuple(codes) if len(codes) <= _MANY else None
    of_years = tuple(years)
    return kept(connection, ("depths", level, named, of_years), lambda: _depths(connection, level, named, of_years))


def _depths(
    connection: Connection, level: str, codes: tuple[str, ...] | None, years: tuple[int, ...]
) -> dict[tuple[int, str], str]:
    parameters: dict[str, object] = {"level": level, "years": years}
    statement = _LEVEL_COVERAGE
    if codes is not None:
        statement, parameters["codes"] = _COVERAGE, codes
    return {(year, code): depth for year, code, depth in connection.execute(statement, parameters).all()}
