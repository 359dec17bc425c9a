"""What a query counts: cells of places and métiers, without those it leaves out, of the métiers it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.figures.query import Dimension, Query
from knowledge.figures.reading import Reader
from knowledge.figures.scope import (
    OccupationSet,
    Place,
    codes_in,
    excluded_codes,
    excluded_occupations,
    excluded_place,
    is_occupation,
    unit_place,
)
from knowledge.figures.sums import NOBODY, Figures
from knowledge.occupations.model import nomenclature_of
from knowledge.territories.model import Territory

if TYPE_CHECKING:
    from knowledge.library import Knowledge

_KINDS: Mapping[Dimension | None, str] = {Dimension.OCCUPATION: "fap", Dimension.SECTOR: "domaine"}


class Counted:
    """Reads sums of cells without the places and métiers that ``query`` excludes; a row that keeps no cell is absent.

    ``query.occupations`` also limit the sectors of a breakdown: each is then the sum of its métiers among them.
    """

    def __init__(self, query: Query, knowledge: Knowledge, reader: Reader) -> None:
        self._query, self._knowledge, self._reader = query, knowledge, reader
        self._leaves_places = any(not is_occupation(value) for value in query.excluded)
        self._leaves_occupations = any(map(is_occupation, query.excluded))
        self._table = lru_cache(maxsize=16)(lambda place, year: self.by_occupation([place], year)[0])
        self._out = lru_cache(maxsize=1024)(lambda place: excluded_place(query, place, knowledge))

    def out_of(self, place: Place) -> Place:
        """Return the parts of a place that are left out, each once; without unit when there is none."""
        return self._out(place) if self._leaves_places else Place((), ())

    def is_whole(self, place: Place) -> bool:
        """Return whether every cell of a place is counted."""
        return not self._leaves_occupations and not self.out_of(place).units

    def one(self, place: Place, occupations: OccupationSet, year: int) -> Figures:
        """Return the sum of one row of the breakdown, or of some métiers, over a place."""
        if self._query.by in _KINDS and occupations.values:  # every row asks for its own: read at once
            name = occupations.ref if self._query.by is Dimension.SECTOR else occupations.ref.partition(":")[2]
            return self._table(place, year).get(name, NOBODY)
        return self.figures(place, occupations, (year,)).get(year, NOBODY)

    def figures(self, place: Place, occupations: OccupationSet, years: Sequence[int]) -> dict[int, Figures]:
        """Return the sum over a place, by year; years without any row (or code) are absent."""
        found = self._reader.figures(place, occupations, years)
        out, gone = self.out_of(place), self._gone(occupations)
        taken = [(out, occupations)] if out.units else []
        taken += [(place, gone)] if gone else []
        for each in taken:
            _take_out(found, self._reader.figures(*each, years))
        if gone and out.units:
            for year, twice in self._reader.figures(out, gone, years).items():
                found[year] += twice
        return found

    def by_unit(self, units: Sequence[Territory], occupations: OccupationSet, year: int) -> dict[str, Figures]:
        """Return the figures of each unit that has a row, by ref."""
        found = self._reader.by_unit(units, occupations, year)
        gone = self._gone(occupations)
        if gone:
            _take_out(found, self._reader.by_unit(units, gone, year))
        for unit in units if self._leaves_places else ():
            if unit.ref in found and self.out_of(unit_place(unit)).units:
                found[unit.ref] = self.figures(unit_place(unit), occupations, (year,)).get(year, NOBODY)
        return {ref: figures for ref, figures in found.items() if figures.cells}

    def by_occupation(self, places: Sequence[Place], year: int) -> list[dict[str, Figures]]:
        """Return, for each place, the figures of each métier or sector that has a row."""
        narrowed = self._query.by is Dimension.SECTOR and (self._query.occupations or self._leaves_occupations)
        kind = "fap" if narrowed else _KINDS[self._query.by]
        tables = self._reader.by_occupation(places, year, kind)
        for place, table in zip(places, tables, strict=True) if self._leaves_places else ():
            for out in self._reader.by_occupation([self.out_of(place)], year, kind):
                _take_out(table, out)
        if narrowed:
            sectors = self._sectors(year)
            return [_added(table, sectors) for table in tables]
        return [{name: figures for name, figures in table.items() if figures.cells} for table in tables]

    def _gone(self, occupations: OccupationSet) -> OccupationSet | None:
        return excluded_occupations(self._query, occupations, self._knowledge) if self._leaves_occupations else None

    def _sectors(self, year: int) -> dict[str, str]:
        """Return the sector of each métier of a survey that is counted."""
        known, nomenclature = self._knowledge.occupations, nomenclature_of(year)
        kept = codes_in(self._query.occupations, nomenclature, self._knowledge)
        gone = excluded_codes(self._query, nomenclature, self._knowledge)
        return {
            code: ref
            for ref in known.domain_labels()
            for code in known.codes_in_sector(ref, nomenclature)
            if code not in gone and (code in kept or not self._query.occupations)
        }


def _take_out(
    found: dict[str, Figures] | dict[int, Figures], parts: Mapping[str, Figures] | Mapping[int, Figures]
) -> None:
    for key, part in parts.items():
        found[key] -= part  # type: ignore[index] # keys of one kind


def _added(table: Mapping[str, Figures], sectors: Mapping[str, str]) -> dict[str, Figures]:
    found: dict[str, Figures] = defaultdict(lambda: NOBODY)
    for code, figures in table.items():
        if code in sectors and figures.cells:
            found[sectors[code]] += figures
    return dict(found)
