"""The gap between two figures, with the bounds that their shared cells leave: a bassin and its région, two EPCI."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.errors import KnowledgeError
from knowledge.figures.counted import Counted
from knowledge.figures.interval import Interval
from knowledge.figures.lines import Line
from knowledge.figures.query import Dimension, Query, Statistic
from knowledge.figures.result import Value
from knowledge.figures.scope import Frame, common_occupations, overlap
from knowledge.figures.sums import NOBODY, Figures, gap_of_shares

if TYPE_CHECKING:
    from knowledge.figures.values import Values
    from knowledge.library import Knowledge


class Gaps:
    """Sets each line of a listing against the first one, the place that is broken down, or the area of ``against``."""

    def __init__(self, query: Query, knowledge: Knowledge, counted: Counted, values: Values) -> None:
        self._query, self._knowledge, self._counted, self._values = query, knowledge, counted, values

    def first(self, frame: Frame, line: Line, lines: Sequence[Line]) -> Line:
        """Return what a line is set against."""
        query = self._query
        if not query.against and query.by in {None, Dimension.YEAR}:
            return next(one for one in lines if one.year == line.year)
        place = self._values.area(line) if query.against else frame.place
        figures = self._values.around(place, line.occupations, line.year)
        return Line(place.ref, place.label, place, line.occupations, line.year, figures)

    def of(self, first: Line, line: Line, one: Value | None, two: Value | None) -> Value | None:
        """Return the first value minus the other; nothing apart from a line and itself, whatever it hides.

        A published total and a sum of rows count different things: only the bounds of their difference are known.
        """
        if first is line:
            return Value(0, 0, Interval.exactly(0))
        if one is None or two is None:
            return None
        alike = one.official is two.official and one.published is not None and two.published is not None
        published = one.published - two.published if alike else None  # type: ignore[operator]
        shared = NOBODY if one.official or two.official else self._shared(first, line)
        bounds = self._bounds(first, line, shared) if shared.cells else one.interval - two.interval
        masked = one.masked + two.masked - shared.masked_of(self._query.measure)
        return Value(published, masked, bounds, one.official and two.official)

    def _shared(self, first: Line, line: Line) -> Figures:
        place = overlap(first.place, line.place, self._knowledge)
        occupations = common_occupations(first.occupations, line.occupations, self._knowledge)
        if not place.units or (occupations is None):
            return NOBODY
        return self._counted.one(place, occupations, line.year)

    def _bounds(self, first: Line, line: Line, shared: Figures) -> Interval:
        measure, base = self._query.measure, self._query.base
        one, two = first.sums - shared, line.sums - shared
        if base is Statistic.SHARE:
            return gap_of_shares(shared, one, two, measure)
        if base is Statistic.NUMBER:
            return one.interval(measure) - two.interval(measure)
        if base is Statistic.PER_THOUSAND:
            here, there = (1000 / self._values.people(each.place) for each in (first, line))
            bounds = one.interval(measure).times(here) - two.interval(measure).times(there)
            return bounds + shared.interval(measure).times(here - there)
        raise KnowledgeError("Je ne sais pas dire cet écart entre deux territoires qui se recouvrent.")
