"""The totals that France Travail published as they stand: first, where there is one for the place and the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge.bmo.model import Measure, PublishedTotal
from knowledge.figures.interval import Interval, growth
from knowledge.figures.lines import Line
from knowledge.figures.query import Query, Statistic
from knowledge.figures.result import Value

if TYPE_CHECKING:
    from knowledge.library import Knowledge

Totals = Mapping[tuple[str, int], PublishedTotal]
"""By the ref of a place and a year."""


def totals(lines: Sequence[Line], knowledge: Knowledge) -> Totals:
    """Return the published totals of the places that lines on every métier are about, for each of their years."""
    refs = {line.ref for line in lines if not line.occupations.values and len(line.place.units) == 1}
    return {(ref, total.year): total for ref, total in knowledge.bmo.published_totals_of(refs)} if refs else {}


def instead(value: Value | None, line: Line, query: Query, published: Totals) -> Value | None:
    """Return the published total, or the change between two of them, in place of what the rows give."""
    last = published.get((line.ref, line.year))
    if last is None or query.excluded:
        return value
    if query.statistic is Statistic.SHARE:
        return value or _share(last, query.measure)
    if query.measure is not Measure.PROJECTS or (last.approximate and line.held):
        return value
    if query.statistic is Statistic.NUMBER:
        return _exactly(last.projects)
    first = published.get((line.ref, line.first_year))
    return value if first is None or first.approximate else _moved(value, first, last, query.statistic)


def _moved(value: Value | None, first: PublishedTotal, last: PublishedTotal, statistic: Statistic) -> Value | None:
    if statistic is Statistic.CHANGE:
        return _exactly(last.projects - first.projects)
    ratio = growth(Interval.exactly(first.projects), Interval.exactly(last.projects))
    return _exactly(ratio.low) if ratio and statistic is Statistic.GROWTH else value


def _share(total: PublishedTotal, measure: Measure) -> Value | None:
    """Return the share published beside a total, None where it was not."""
    percent = {Measure.DIFFICULT: total.difficult_percent, Measure.SEASONAL: total.seasonal_percent}.get(measure)
    return None if percent is None else _exactly(percent / 100)


def _exactly(value: float) -> Value:
    return Value(value, 0, Interval.exactly(value), official=True)
