"""From a query to its result: the one way figures are computed, whatever the channel or the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.bmo.model import Measure
from knowledge.figures import official, refusals
from knowledge.figures.gaps import Gaps
from knowledge.figures.lines import Line, Lines
from knowledge.figures.ordering import Ranked, in_order, leaders, passes
from knowledge.figures.query import CHANGES, RATES, Dimension, Query, Statistic
from knowledge.figures.reading import Reader
from knowledge.figures.result import Cell, Listing, Result, Value
from knowledge.figures.scope import Frame
from knowledge.figures.sums import NOBODY
from knowledge.figures.values import Values

if TYPE_CHECKING:
    from knowledge.library import Knowledge


def evaluate(query: Query, knowledge: Knowledge) -> Result:
    """Return the figures ``query`` asks, each with what is published, what is masked and its certain bounds.

    Figures come from the rows of the BMO survey, and from the totals France Travail published where ``Value.official``
    says so. KnowledgeError (a French sentence) when a year or a place is not held, NotFollowedError when a métier
    cannot be followed across 2024, BaseUnavailableError when the base cannot be read.
    """
    refusals.check(query, knowledge)
    with knowledge.bmo.reading() as connection:
        return _Evaluation(query, knowledge, Reader(connection, knowledge)).result()


class _Evaluation:
    """One evaluation: lines read, values computed, rows kept and put in order."""

    def __init__(self, query: Query, knowledge: Knowledge, reader: Reader) -> None:
        self._query, self._knowledge, self._reader = query, knowledge, reader
        self._lines = Lines(query, knowledge, reader)
        self._values = Values(query, knowledge, reader)

    def result(self) -> Result:
        lines = self._lines
        read = lines.read()
        listings = tuple(self._listing(frame, of_frame) for frame, of_frame in read)
        years = sorted({year for _, of in read for line in of for year in (line.year, line.first_year) if year})
        sources = self._knowledge.bmo.sources(years)
        return Result(self._query, listings, sources, lines.lost, lines.taken_out())

    def _listing(self, frame: Frame, lines: Sequence[Line]) -> Listing:
        query = self._query
        judged = query.floor and query.statistic in RATES
        large = [line for line in lines if self._is_large(line)] if judged else list(lines)
        totals = self._totals(large)
        valued = self._valued(frame, large, totals)
        rows, perhaps = self._passing(valued, totals) if query.conditions else (valued, [])
        if query.by and query.by is not Dimension.YEAR:
            rows = in_order(rows, ascending=query.ascending)
        last = None if query.limit is None else query.skip + query.limit
        moves = [value.interval for _, value in valued if value] if query.statistic in CHANGES else []
        return Listing(
            place=frame.place,
            year=frame.year,
            cells=tuple(_cell(*row, totals) for row in rows[query.skip : last]),
            total=len(rows),
            possible=len(perhaps),
            leaders=tuple(_cell(*row, totals) for row in leaders(rows, perhaps, ascending=query.ascending)),
            small=len(lines) - len(large),
            secret=sum(line.sums.published_of(query.measure) is None for line in large),
            rises=sum(move.direction > 0 for move in moves),
            falls=sum(move.direction < 0 for move in moves),
            unsure=sum(not move.direction and not move.is_exact for move in moves),
        )

    def _passing(self, valued: list[Ranked], totals: official.Totals) -> tuple[list[Ranked], list[Ranked]]:
        """Return the rows that pass every condition for certain, and those that perhaps do."""
        verdicts = [(row, self._verdict(row[0], totals)) for row in valued]
        return [row for row, passes in verdicts if passes], [row for row, passes in verdicts if passes is None]

    def _totals(self, lines: Sequence[Line]) -> official.Totals:
        """Return the totals published for places; none is without a part."""
        counted = self._lines.counted
        whole = [line for line in lines if counted.is_whole(line.place)] if self._query.excluded else lines
        return official.totals(whole, self._knowledge)

    def _valued(self, frame: Frame, lines: Sequence[Line], totals: official.Totals) -> list[Ranked]:
        """Return each line with its value, without the years of a series that nothing tells."""
        query = self._query
        if query.statistic is not Statistic.GAP:
            rows = [(line, self._value(line, query, totals)) for line in lines]
            return [(line, value) for line, value in rows if value or line.held]
        gaps = Gaps(query, self._knowledge, self._lines.counted, self._values)
        base = query.but(statistic=query.base)
        firsts = [gaps.first(frame, line, lines) for line in lines]
        totals = {**totals, **self._totals(firsts)}
        return [
            (line, gaps.of(first, line, self._value(first, base, totals), self._value(line, base, totals)))
            for first, line in zip(firsts, lines, strict=True)
        ]

    def _value(self, line: Line, query: Query, totals: official.Totals) -> Value | None:
        value = self._values.of(line, query.statistic, query.measure)
        return official.instead(value, line, query, totals) if totals else value

    def _is_large(self, line: Line) -> bool:
        """Tell whether a row certainly has projects enough to be ranked by a rate."""
        sums = [line.sums, *([line.before or NOBODY] if self._query.statistic in CHANGES else [])]
        return all(each.interval(Measure.PROJECTS).low >= self._query.floor for each in sums)

    def _verdict(self, line: Line, totals: official.Totals) -> bool | None:
        """Tell whether a row passes every condition, on the very figures it would be told by; None for perhaps."""
        verdicts = [
            passes(self._value(line, self._query.but(statistic=each.statistic, measure=each.measure), totals), each)
            for each in self._query.conditions
        ]
        if False in verdicts:
            return False
        return None if None in verdicts else True


def _cell(line: Line, value: Value | None, totals: official.Totals) -> Cell:
    return Cell(
        line.ref, line.label, line.place, line.occupations, line.year, value, line.figures, line.before,
        line.first_year, totals.get((line.ref, line.year)),
    )  # fmt: skip
