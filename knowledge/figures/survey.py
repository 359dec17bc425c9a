"""Answers on the survey: figures of a place and an occupation, rankings, years, coverage, sources.

Every sum is over published cells and knows how many cells are masked (``knowledge.bmo.model``). Figures come from
the BMO survey of France Travail; ``source(year)`` says from which file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, cast

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from knowledge.bmo.holdings import Holdings, read_holdings
from knowledge.bmo.model import PublishedTotal, Source
from knowledge.database import bassin, coverage, published_total, reading, source
from knowledge.errors import KnowledgeError, NotHeldError
from knowledge.figures import statements
from knowledge.figures.statements import Wanted
from knowledge.figures.sums import Figures
from knowledge.kept import kept
from knowledge.occupations.model import Selection, nomenclature_of
from knowledge.territories.model import Territory

Depth = Literal["rows", "reference", "none"]

_PUBLISHED_TOTALS = select(published_total).order_by(published_total.c.year)
_YEARS = select(coverage.c.year).distinct()
_SOURCES = select(source.c.year, source.c.producer, source.c.title, source.c.url, source.c.licence).order_by(
    source.c.year
)
_TOTAL: Wanted = ("total", ("",))
_EVERY_OCCUPATION = Selection(sector="domaine:*")
"""Stands for a question that needs the figures of each métier, not only the total."""


class Bmo:
    """The survey held in the base; usable from several threads at once. What is written is seen at the next call.

    Every method raises BaseUnavailableError when the base cannot be read.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def years(self) -> tuple[int, ...]:
        """Return the survey years held, in order."""
        with reading(self._engine) as connection:
            return kept(connection, "years", lambda: tuple(sorted(connection.execute(_YEARS).scalars())))

    def latest_year(self) -> int:
        """Return the most recent survey year; raise KnowledgeError when the base holds none."""
        years = self.years()
        if not years:
            raise KnowledgeError("Aucune enquête BMO n'est chargée.")
        return years[-1]

    def source(self, year: int) -> Source:
        """Return where the figures of ``year`` come from; raise KnowledgeError when it is not held."""
        found = self.sources([year])
        if not found:
            raise self._year_not_held(year)
        return found[0]

    def sources(self, years: Sequence[int]) -> tuple[Source, ...]:
        """Return where the figures of each year held come from, in order; the other years have none."""
        with reading(self._engine) as connection:
            found = kept(connection, "sources", lambda: [Source(*line) for line in connection.execute(_SOURCES)])
        return tuple(each for each in found if each.year in years)

    def coverage(self, unit: Territory, year: int) -> Depth:
        """Return what is held of ``unit``: ``rows`` figures per métier, ``reference`` its totals only, ``none``."""
        with reading(self._engine) as connection:
            found = statements.depths(connection, unit.level.value, [unit.code], [year])
        return cast(Depth, found.get((year, unit.code), "none"))

    def figures(self, units: Sequence[Territory], occupations: Selection | None, year: int) -> Figures | None:
        """Return the sum over ``units`` (one level) of a selection of métiers, a sector, or everything (None).

        None when the survey has no row at all for it there: nobody announced a project. Raise KnowledgeError
        when the figures of that year and place are not held, or the métier has no code in that year's survey.
        """
        with reading(self._engine) as connection:
            self._require(connection, units, occupations, year)
            found = self._sums(connection, units, [year], _wanted_or_refuse(occupations, year), ("year",))
        return found.get(year)

    def figures_by_year(
        self, units: Sequence[Territory], occupations: Selection | None, years: Iterable[int]
    ) -> dict[int, Figures]:
        """Return the figures of each year, in order, of ``units``; one sum each, as ``figures`` gives.

        Left out: the years not held there, those where the métier has no code, those without any row.
        """
        level, codes = _area(units)
        wanted = {year: what for year in years if (what := _wanted(occupations, year))}
        found: dict[int, Figures] = {}
        with reading(self._engine) as connection:
            depth = statements.depths(connection, level, codes, wanted)
            for year, what in sorted(wanted.items()):
                if all(_is_enough(depth.get((year, code)), occupations) for code in codes):
                    found |= self._sums(connection, units, [year], what, ("year",))
        return found

    def by_occupation(self, units: Sequence[Territory], year: int, sector: str = "") -> dict[str, Figures]:
        """Return the figures of each métier of ``units`` (summed), of a sector or all, by code; see ``figures``."""
        with reading(self._engine) as connection:
            self._require(connection, units, _EVERY_OCCUPATION, year)
            found = self._sums(connection, units, [year], ("fap", None), ("occupation",))
            kept = statements.labels(connection, year, sector)
        return {fap: figures for fap, figures in found.items() if fap in kept}

    def by_territory(self, units: Sequence[Territory], occupations: Selection | None, year: int) -> dict[str, Figures]:
        """Return the figures of each of ``units`` (one level) that has a row, by code; see ``figures``."""
        with reading(self._engine) as connection:
            self._require(connection, units, occupations, year)
            return self._sums(connection, units, [year], _wanted_or_refuse(occupations, year), ("code",))

    @staticmethod
    def _sums(
        connection: Connection,
        units: Sequence[Territory],
        years: Sequence[int],
        wanted: tuple[str, tuple[str, ...] | None],
        keys: tuple[str],
    ) -> dict[Any, Figures]:
        """Return the sums over ``units`` by one key."""
        level, codes = _area(units)
        kind, names = wanted
        found = statements.figures(connection, level, codes, years, kind, names, keys)
        return {key: figures for (key,), figures in found}

    def occupations_held(self, year: int) -> dict[str, str]:
        """Return the label of each métier of the survey of ``year``, by code (all of France), in code order."""
        with reading(self._engine) as connection:
            return dict(sorted(statements.labels(connection, year).items()))

    def bassins_held(self, year: int) -> set[str]:
        """Return the codes of the bassins whose figures per métier are held for ``year``."""
        with reading(self._engine) as connection:
            held = (coverage.c.year == year, coverage.c.level == "bassin", coverage.c.depth == "rows")
            return set(connection.execute(select(coverage.c.code).where(*held)).scalars())

    def bassin_labels(self, year: int) -> dict[str, str]:
        """Return the label of each bassin held for ``year``, as published (capitals), by code."""
        with reading(self._engine) as connection:
            found = connection.execute(select(bassin.c.code, bassin.c.label).where(bassin.c.year == year))
            return dict(sorted(tuple(line) for line in found))

    def published_totals(self, territory_ref: str) -> tuple[PublishedTotal, ...]:
        """Return the totals published elsewhere for a territory (``region:24``), by year; often none."""
        return tuple(total for _, total in self.published_totals_of([territory_ref]))

    def published_totals_of(self, refs: Iterable[str]) -> list[tuple[str, PublishedTotal]]:
        """Return the totals published elsewhere for territories, each with its ref, by year."""
        wanted = set(refs)
        with reading(self._engine) as connection:  # a few lines: naming hundreds of places costs more than reading all
            found = kept(connection, "totals", lambda: connection.execute(_PUBLISHED_TOTALS).all())
        return [
            (
                line.territory,
                PublishedTotal(
                    line.year,
                    line.projects,
                    line.difficult_percent,
                    line.seasonal_percent,
                    line.source,
                    line.approximate,
                ),
            )
            for line in found
            if line.territory in wanted
        ]

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection to read several sums of one moment; BaseUnavailableError when the base cannot be read."""
        return reading(self._engine)

    def status(self) -> Holdings:
        """Return what the base holds, year by year."""
        with reading(self._engine) as connection:
            return read_holdings(connection)

    def _require(
        self, connection: Connection, units: Sequence[Territory], occupations: Selection | None, year: int
    ) -> None:
        """Raise KnowledgeError unless every unit is held for ``year``, per métier where one is asked."""
        level, codes = _area(units)
        depth = statements.depths(connection, level, codes, [year])
        lacking = [u for u in units if not _is_enough(depth.get((year, u.code)), occupations)]
        if lacking:
            raise self.not_held(year, lacking, totals=all((year, unit.code) in depth for unit in lacking))

    def not_held(self, year: int, lacking: Sequence[Territory], *, totals: bool) -> KnowledgeError:
        """Return the error that says what is not held of a year and places: all of it, or all but their ``totals``."""
        if year not in self.years():
            return self._year_not_held(year)
        names = ", ".join(unit.name for unit in lacking[:3]) + ("…" if len(lacking) > 3 else "")
        if totals:
            return NotHeldError(
                f"De l'enquête BMO {year}, je n'ai que le total pour {names}, pas le détail par métier."
            )
        return NotHeldError(f"Je n'ai pas les chiffres de l'enquête BMO {year} pour {names}.")

    def _year_not_held(self, year: int) -> KnowledgeError:
        held = ", ".join(str(known) for known in self.years()) or "aucune"
        return KnowledgeError(f"Je n'ai pas l'enquête BMO {year} ; années disponibles : {held}.")


def _area(units: Sequence[Territory]) -> tuple[str, list[str]]:
    levels = {unit.level.value for unit in units}
    if len(levels) != 1:
        raise ValueError(f"units of one level are wanted, not {sorted(levels)}")
    return levels.pop(), [unit.code for unit in units]


def _wanted(occupations: Selection | None, year: int) -> Wanted | None:
    """Return which sums answer for ``occupations``, None when they have no code in that year's nomenclature."""
    if occupations is None:
        return _TOTAL
    if occupations.ambiguous:
        raise ValueError(f"an ambiguous word has no figures: {occupations.value}")
    if occupations.sector:
        return occupations.sector.partition(":")[0], (occupations.sector,)
    codes = occupations.codes(nomenclature_of(year))
    return ("fap", codes) if codes else None


def _wanted_or_refuse(occupations: Selection | None, year: int) -> Wanted:
    wanted = _wanted(occupations, year)
    if wanted is None:
        raise KnowledgeError(f"Ce métier n'a pas de code dans la nomenclature de l'enquête BMO {year}.")
    return wanted


def _is_enough(depth: str | None, occupations: Selection | None) -> bool:
    return depth == "rows" or (depth == "reference" and occupations is None)
