"""Reads sums of survey cells for an evaluation: few statements, one connection, so that one answer is one snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from knowledge.figures import statements
from knowledge.figures.scope import OccupationSet, Place
from knowledge.figures.sums import Figures
from knowledge.territories.model import Territory

if TYPE_CHECKING:
    from knowledge.library import Knowledge


class Reader:
    """Figures of places, métiers and years; what is not held is refused by ``require``."""

    def __init__(self, connection: Connection, knowledge: Knowledge) -> None:
        self._connection = connection
        self._knowledge = knowledge

    def require(self, units: Sequence[Territory], years: Iterable[int], *, per_occupation: bool) -> None:
        """Raise KnowledgeError unless every unit is held for every year, per métier where one is asked."""
        for level, codes in Place((), tuple(units)).by_level().items():
            of_level = [unit for unit in units if unit.level.value == level]
            depths = statements.depths(self._connection, level, codes, years)
            for year in years:
                lacking = [u for u in of_level if not _enough(depths.get((year, u.code)), per_occupation)]
                if lacking:
                    totals = all((year, unit.code) in depths for unit in lacking)
                    raise self._knowledge.bmo.not_held(year, lacking, totals=totals)

    def require_depth(self, units: Sequence[Territory], years: Iterable[int], *, per_occupation: bool) -> None:
        """Raise KnowledgeError where a unit is held by its total only and métiers are asked; one not held is no matter.

        A bassin that a survey does not have is left out of a breakdown: the place that holds it is required whole.
        """
        if not per_occupation:
            return
        for level, codes in Place((), tuple(units)).by_level().items():
            depths = statements.depths(self._connection, level, codes, years)
            for year in years:
                lacking = [unit for unit in units if depths.get((year, unit.code)) == "reference"]
                if lacking:
                    raise self._knowledge.bmo.not_held(year, lacking, totals=True)

    def years_held(self, place: Place, years: Iterable[int], *, per_occupation: bool) -> set[int]:
        """Return the years for which every unit of a place is held."""
        held = set(years)
        for level, codes in place.by_level().items():
            depths = statements.depths(self._connection, level, codes, held)
            held = {year for year in held if all(_enough(depths.get((year, code)), per_occupation) for code in codes)}
        return held

    def figures(self, place: Place, occupations: OccupationSet, years: Iterable[int]) -> dict[int, Figures]:
        """Return the sum over a place, by year; years without any row (or code) are absent."""
        found: dict[int, Figures] = {}
        for level, codes in place.by_level().items():
            for kind, names, same in self._by_wanted(occupations, years):
                keys = ("year",)
                for (year,), sums in statements.figures(self._connection, level, codes, same, kind, names, keys):
                    _add(found, year, sums)
        return found

    def by_unit(self, units: Sequence[Territory], occupations: OccupationSet, year: int) -> dict[str, Figures]:
        """Return the figures of each unit that has a row, by ref."""
        found: dict[str, Figures] = {}
        for level, codes in Place((), tuple(units)).by_level().items():
            for kind, names, _ in self._by_wanted(occupations, (year,)):
                keys = ("code",)
                for (code,), sums in statements.figures(self._connection, level, codes, (year,), kind, names, keys):
                    _add(found, f"{level}:{code}", sums)
        return found

    def by_occupation(self, places: Sequence[Place], year: int, kind: str) -> list[dict[str, Figures]]:
        """Return, for each place, the figures of each métier (``kind`` fap) or sector (domaine) that has a row."""
        single = len(places) > 1 and all(len(place.units) == 1 for place in places)
        levels = {unit.level for place in places for unit in place.units}
        if single and len(levels) == 1:
            return self._by_occupation_of_each([place.units[0] for place in places], year, kind)
        return [self._by_occupation_of(place, year, kind) for place in places]

    def _by_occupation_of(self, place: Place, year: int, kind: str) -> dict[str, Figures]:
        found: dict[str, Figures] = {}
        for level, codes in place.by_level().items():
            keys = ("occupation",)
            for (name,), sums in statements.figures(self._connection, level, codes, (year,), kind, None, keys):
                _add(found, name, sums)
        return found

    def _by_occupation_of_each(self, units: Sequence[Territory], year: int, kind: str) -> list[dict[str, Figures]]:
        """The same for many units of one level, in one statement."""
        level, codes = units[0].level.value, [unit.code for unit in units]
        found: dict[str, dict[str, Figures]] = defaultdict(dict)
        keys = ("code", "occupation")
        for (code, name), sums in statements.figures(self._connection, level, codes, (year,), kind, None, keys):
            found[code][name] = sums
        return [found[code] for code in codes]

    def _by_wanted(
        self, occupations: OccupationSet, years: Iterable[int]
    ) -> list[tuple[str, tuple[str, ...], tuple[int, ...]]]:
        """Return the kinds and names of sums to add up, with the years they stand for."""
        same: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
        for year in years:
            wanted = occupations.wanted(year, self._knowledge)
            if wanted:
                same[wanted].append(year)
        return [(kind, names, tuple(of)) for (kind, names), of in same.items()]

    def labels(self, year: int) -> dict[str, str]:
        """Return the published label of each métier of a survey, by code."""
        return statements.labels(self._connection, year)


def _add(found: dict[object, Figures] | dict[str, Figures] | dict[int, Figures], key: object, figures: Figures) -> None:
    found[key] = found[key] + figures if key in found else figures  # type: ignore[index]


def _enough(depth: str | None, per_occupation: bool) -> bool:
    return depth == "rows" or (depth == "reference" and not per_occupation)
