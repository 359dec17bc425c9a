"""The totals that France Travail published as they stand: first, where there is one for the place and the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.bmo.model import Measure, PublishedTotal
from knowledge.figures.interval import Interval, growth
from knowledge.figures.lines import Line
from knowledge.figures.query import Dimension, Query, Statistic
from knowledge.figures.result import Value
from knowledge.figures.sums import NOBODY

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
    first, last = published.get((line.ref, line.first_year)), published.get((line.ref, line.year))
    if not (first or last):
        return value
    if query.statistic is Statistic.SHARE:
        return _share_first(value, last, query) if last else value
    rounded = any(each and each.approximate for each in (first, last))
    if query.measure is not Measure.PROJECTS or (rounded and line.held):
        return value
    if query.statistic is Statistic.NUMBER:
        return _exactly(last.projects) if last else value
    if query.statistic is Statistic.PER_THOUSAND and value:
        return _exactly(last.projects * 1000 / line.place.population) if last else value
    return _change(value, line, first, last, query.statistic)


def _change(
    value: Value | None, line: Line, first: PublishedTotal | None, last: PublishedTotal | None, statistic: Statistic
) -> Value | None:
    if first and last:
        return _moved(value, Interval.exactly(first.projects), Interval.exactly(last.projects), statistic)
    return value if line.held else _from_rows(line, first, last, statistic)


def _from_rows(
    line: Line, first: PublishedTotal | None, last: PublishedTotal | None, statistic: Statistic
) -> Value | None:
    """Return the change between a published total and the rows of another year: only its bounds are known."""
    before = Interval.exactly(first.projects) if first else (line.before or NOBODY).interval(Measure.PROJECTS)
    after = Interval.exactly(last.projects) if last else line.sums.interval(Measure.PROJECTS)
    moved = _moved(None, before, after, statistic)
    return moved and replace(moved, published=None, masked=line.masked(Measure.PROJECTS), official=False)


def _moved(value: Value | None, before: Interval, after: Interval, statistic: Statistic) -> Value | None:
    bounds = {Statistic.CHANGE: after - before, Statistic.GROWTH: growth(before, after)}.get(statistic)
    return Value(bounds.low, 0, bounds, official=True) if bounds else value


def _share_first(value: Value | None, total: PublishedTotal, query: Query) -> Value | None:
    """Return the share published, where rows hide something of it; a series of years is all of the same rows."""
    of_rows = value is not None and (total.approximate or value.interval.is_exact or query.by is Dimension.YEAR)
    return value if of_rows else _share(total, query.measure) or value


def _share(total: PublishedTotal, measure: Measure) -> Value | None:
    """Return the share published beside a total, None where it was not."""
    percent = {Measure.DIFFICULT: total.difficult_percent, Measure.SEASONAL: total.seasonal_percent}.get(measure)
    return None if percent is None else _exactly(percent / 100)


def _exactly(value: float) -> Value:
    return Value(value, 0, Interval.exactly(value), official=True)
