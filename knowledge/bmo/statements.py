"""The SQL questions are answered with: few statements, compiled once, typed results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from knowledge.bmo.decimals import plain
from knowledge.bmo.model import Figures, Sum
from knowledge.database import coverage, figure, occupation


class Counts(NamedTuple):
    """A sum of cells as the base holds it; cheaper than Figures where hundreds are ranked and ten are shown.

    Projects are ints where they are whole; 2016 to 2018 have decimals.
    """

    cells: int
    projects: float
    projects_masked: int
    difficult: float
    difficult_masked: int
    seasonal: float
    seasonal_masked: int
    non_seasonal: float
    non_seasonal_masked: int

    @classmethod
    def read(cls, sums: Iterable[float]) -> Counts:
        """Return the counts of one line of the base, given in the order of the fields."""
        values = list(sums)
        values[1::2] = map(plain, values[1::2])  # the others count cells
        return cls._make(values)

    def figures(self) -> Figures:
        """Return the same, typed for replies."""
        return Figures(
            projects=Sum(self.projects, self.projects_masked, self.cells, masked_min=1),
            difficult=Sum(self.difficult, self.difficult_masked, self.cells),
            seasonal=Sum(self.seasonal, self.seasonal_masked, self.cells),
            non_seasonal=Sum(self.non_seasonal, self.non_seasonal_masked, self.cells),
        )


Wanted = tuple[str, tuple[str, ...]]
"""A kind of sum (fap, domaine, famille, total) and the names of the sums added up."""

_SUMS = [func.sum(figure.c[name]) for name in Counts._fields]
_AREA = and_(
    figure.c.level == bindparam("level"),
    figure.c.code.in_(bindparam("codes", expanding=True)),
    figure.c.kind == bindparam("kind"),
)
_NAMED = figure.c.occupation.in_(bindparam("names", expanding=True))
_YEARS = figure.c.year.in_(bindparam("years", expanding=True))

_BY_YEAR = select(figure.c.year, *_SUMS).where(_YEARS, _AREA, _NAMED).group_by(figure.c.year)
_BY_TERRITORY = (
    select(figure.c.code, *_SUMS).where(figure.c.year == bindparam("year"), _AREA, _NAMED).group_by(figure.c.code)
)
# Grouped by an expression, not by the column: SQLite would otherwise walk the figures of every territory, through
# the index by occupation, to spare itself a small sort (40 ms instead of 4).
_BY_OCCUPATION = (
    select(func.min(figure.c.occupation), *_SUMS)
    .where(figure.c.year == bindparam("year"), _AREA)
    .group_by(figure.c.occupation.concat(""))
)
_OCCUPATIONS = select(occupation.c.fap, occupation.c.label, occupation.c.domaine, occupation.c.famille).where(
    occupation.c.year == bindparam("year")
)
_LEVEL_COVERAGE = select(coverage.c.year, coverage.c.code, coverage.c.depth).where(
    coverage.c.year.in_(bindparam("years", expanding=True)), coverage.c.level == bindparam("level")
)
_COVERAGE = _LEVEL_COVERAGE.where(coverage.c.code.in_(bindparam("codes", expanding=True)))

_MANY = 50
"""Beyond so many codes, reading the coverage of a whole level costs less than naming them."""


Row = tuple[tuple[Any, ...], Counts]
"""The keys of a group (year, code, occupation: those asked for, in order) and its counts."""

_COLUMNS = {"year": figure.c.year, "code": figure.c.code, "occupation": figure.c.occupation}


@lru_cache(maxsize=16)
def _grouped(keys: tuple[str, ...], *, named: bool) -> Select:
    """Return the statement that sums by these keys.

    The occupation is grouped by an expression, not by the column: SQLite would otherwise walk the figures of every
    territory, through the index by occupation, to spare itself a small sort (40 ms instead of 4).
    """
    shown = [func.min(_COLUMNS[key]) if key == "occupation" else _COLUMNS[key] for key in keys]
    groups = [_COLUMNS[key].concat("") if key == "occupation" else _COLUMNS[key] for key in keys]
    query = select(*shown, *_SUMS).where(_YEARS, _AREA).group_by(*groups)
    return query.where(_NAMED) if named else query


def counts(
    connection: Connection,
    level: str,
    codes: Sequence[str],
    years: Sequence[int],
    kind: str,
    names: tuple[str, ...] | None,
    keys: tuple[str, ...],
) -> list[Row]:
    """Return the sums over territories of one level, by ``keys``, of the sums ``names`` of a ``kind`` (None: each)."""
    parameters: dict[str, object] = {"level": level, "codes": codes, "years": years, "kind": kind}
    if names is not None:
        parameters["names"] = names
    found = connection.execute(_grouped(keys, named=names is not None), parameters).all()
    width = len(keys)
    return [(tuple(line[:width]), Counts.read(line[width:])) for line in found]


def figures_by_year(
    connection: Connection, level: str, codes: Sequence[str], wanted: Mapping[int, Wanted]
) -> dict[int, Figures]:
    """Return, for each year of ``wanted``, the sum over the territories; absent years have no cell at all."""
    years: dict[Wanted, list[int]] = defaultdict(list)
    for year, what in wanted.items():
        years[what].append(year)
    found: dict[int, Figures] = {}
    for (kind, names), same in years.items():
        parameters = {"years": same, "level": level, "codes": codes, "kind": kind, "names": names}
        for year, *counts in connection.execute(_BY_YEAR, parameters).all():
            found[year] = Counts.read(counts).figures()
    return dict(sorted(found.items()))


def counts_by_territory(
    connection: Connection, level: str, codes: Sequence[str], year: int, wanted: Wanted
) -> dict[str, Counts]:
    """Return the counts of each territory that has cells, by code."""
    kind, names = wanted
    parameters = {"year": year, "level": level, "codes": codes, "kind": kind, "names": names}
    return {code: Counts.read(counts) for code, *counts in connection.execute(_BY_TERRITORY, parameters).all()}


def counts_by_occupation(
    connection: Connection, level: str, codes: Sequence[str], year: int, kind: str = "fap"
) -> dict[str, Counts]:
    """Return the counts of each métier, or of each sum of another ``kind``, that has cells over the territories."""
    parameters = {"year": year, "level": level, "codes": codes, "kind": kind}
    return {fap: Counts.read(counts) for fap, *counts in connection.execute(_BY_OCCUPATION, parameters).all()}


def labels(connection: Connection, year: int, sector: str = "") -> dict[str, str]:
    """Return the label of each métier of the survey of ``year``, or of one sector (``domaine:B``), by code."""
    return {
        fap: label
        for fap, label, domaine, famille in connection.execute(_OCCUPATIONS, {"year": year}).all()
        if sector in {"", f"domaine:{domaine}", f"famille:{famille}"}
    }


def depths(
    connection: Connection, level: str, codes: Collection[str], years: Iterable[int]
) -> dict[tuple[int, str], str]:
    """Return how deep each (year, territory) is held: ``rows`` or ``reference``; nothing when it is not."""
    parameters: dict[str, object] = {"level": level, "years": list(years)}
    statement = _LEVEL_COVERAGE
    if len(codes) <= _MANY:
        statement, parameters["codes"] = _COVERAGE, list(codes)
    return {(year, code): depth for year, code, depth in connection.execute(statement, parameters).all()}
