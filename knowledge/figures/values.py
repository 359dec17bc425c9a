"""What each statistic is worth on one line, with its bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.bmo.model import Measure
from knowledge.figures import official
from knowledge.figures.counted import Counted
from knowledge.figures.interval import (
    Interval,
    contribution,
    growth,
    part_of,
    quotient_of_shares,
    rank_of,
)
from knowledge.figures.lines import Line
from knowledge.figures.query import Query, Statistic
from knowledge.figures.reading import Reader
from knowledge.figures.result import Value
from knowledge.figures.scope import EVERY_OCCUPATION, Place, holds, is_occupation, place_of, unit_place
from knowledge.figures.sums import NOBODY, Figures
from knowledge.territories.model import Level

if TYPE_CHECKING:
    from knowledge.library import Knowledge

_THOUSAND = 1000
_AREAS = {Level.BASSIN: Level.REGION, Level.DEPARTEMENT: Level.REGION, Level.REGION: Level.FRANCE}


class Values:
    """Computes the statistics of a query; wholes and peers are read once."""

    def __init__(self, query: Query, knowledge: Knowledge, reader: Reader) -> None:
        self._query, self._knowledge, self._reader = query, knowledge, reader
        out = {kept: tuple(each for each in query.excluded if is_occupation(each) is kept) for kept in (True, False)}
        self._here = Counted(query.but(by=None, excluded=out[False]), knowledge, reader)
        self._around_it = Counted(query.but(excluded=out[True]), knowledge, reader)
        self._every = lru_cache(maxsize=256)(lambda place, year: self._here.one(place, EVERY_OCCUPATION, year))
        whole = Counted(query.but(by=None, excluded=()), knowledge, reader)
        self._all_around = lru_cache(maxsize=256)(lambda place, year: whole.one(place, EVERY_OCCUPATION, year))
        self.around = lru_cache(maxsize=1024)(self._around_it.one)
        self._ways: Mapping[Statistic, Callable[[Line, Measure], Value | None]] = {
            Statistic.NUMBER: self._number,
            Statistic.SHARE: self._share,
            Statistic.PER_THOUSAND: self._per_thousand,
            Statistic.MASKED: self._masked,
            Statistic.CHANGE: self._change,
            Statistic.GROWTH: self._growth,
            Statistic.POINTS: self._points,
            Statistic.WEIGHT: self._weight,
            Statistic.SPECIALISATION: self._specialisation,
            Statistic.CONTRIBUTION: self._contribution,
            Statistic.RANK: self._rank,
        }

    def of(self, line: Line, statistic: Statistic | None = None, measure: Measure | None = None) -> Value | None:
        """Return the value of a statistic (the query's own by default), None when it cannot be computed."""
        if not line.held:
            return None
        return self._ways[statistic or self._query.statistic](line, measure or self._query.measure)

    def _number(self, line: Line, measure: Measure) -> Value:
        return number_of(line.sums, measure)

    def _share(self, line: Line, measure: Measure) -> Value | None:
        return share_of(line.sums, measure)

    def _per_thousand(self, line: Line, measure: Measure) -> Value | None:
        people = self.people(line.place)
        return _scaled(self._number(line, measure), _THOUSAND / people) if people else None

    def people(self, place: Place) -> int:
        """Return the inhabitants of what is counted of a place, 0 when they are not known."""
        return place.population - self._here.out_of(place).population

    def _masked(self, line: Line, measure: Measure) -> Value:
        count = line.sums.masked_of(measure)
        return Value(count, count, Interval.exactly(count))

    def _change(self, line: Line, measure: Measure) -> Value:
        return change_of(line.before or NOBODY, line.sums, measure)

    def _growth(self, line: Line, measure: Measure) -> Value | None:
        return growth_of(line.before or NOBODY, line.sums, measure)

    def _points(self, line: Line, measure: Measure) -> Value | None:
        return points_of(line.before or NOBODY, line.sums, measure)

    def _weight(self, line: Line, measure: Measure) -> Value | None:
        return weight_of(line.sums, self._whole(line, line.year), measure)

    def _contribution(self, line: Line, measure: Measure) -> Value | None:
        whole = self._whole(line, line.first_year)
        before = line.before or NOBODY
        bounds = contribution(before.interval(measure), line.sums.interval(measure), (whole - before).interval(measure))
        if bounds is None:
            return None
        moved = self._change(line, measure).published
        total = number_of(whole, measure).published
        return Value(moved / total if moved is not None and total else None, line.masked(measure), bounds)

    def _whole(self, line: Line, year: int) -> Figures:
        """Return the whole a line is a part of: the same métiers in ``against`` or around, or every métier here.

        A whole around the place leaves out the métiers that the line does; every métier here, the places.
        """
        query = self._query
        if query.by and query.by.is_territory and not query.against:
            return self.around(self._holding(line)[0], line.occupations, year)
        if not query.against and line.occupations.values:
            return self._every(line.place, year)
        return self.around(self.area(line), line.occupations, year)

    def _holding(self, line: Line) -> list[Place]:
        """Return the places asked that hold the line's own."""
        parents = {parent.ref for parent in self._knowledge.territories.parents(line.place.units[0])}
        places = [place_of(ref, self._knowledge) for ref in self._query.places]
        return [place for place in places if parents & {unit.ref for unit in place.units}] or places

    def area(self, line: Line) -> Place:
        """Return the area a place is set against: ``against``, else its région, else France."""
        if self._query.against:
            return place_of(self._query.against, self._knowledge)
        unit = line.place.units[0]
        wanted = _AREAS.get(unit.level, Level.FRANCE)
        parents = [unit_place(one) for one in self._knowledge.territories.parents(unit) if one.level is wanted]
        around = parents[0] if parents else line.place
        return around if holds(around, line.place, self._knowledge) else place_of("france:FR", self._knowledge)

    def _specialisation(self, line: Line, measure: Measure) -> Value | None:
        area = self.area(line)
        part, whole = line.sums, self._every(line.place, line.year)
        part_area = self.around(area, line.occupations, line.year)
        area_whole = self._all_around(area, line.year)
        around, rest = part_area - part, whole - part
        rest_around = area_whole - part_area - rest
        bounds = quotient_of_shares(*(each.interval(measure) for each in (part, rest, around, rest_around)))
        if bounds is None:
            return None
        here, all_here, there, all_there = (
            number_of(each, measure).published for each in (part, whole, part_area, area_whole)
        )
        value = None if here is None or not (all_here and there and all_there) else here / all_here * all_there / there
        return Value(value, line.masked(measure), bounds)

    def _rank(self, line: Line, _measure: Measure) -> Value | None:
        unit = line.place.units[0]
        peers = self._knowledge.territories.units(unit.level, self.area(line).units[0])
        found = self._around_it.by_unit(peers, line.occupations, line.year)
        lines = {
            peer.ref: Line(peer.ref, "", unit_place(peer), line.occupations, line.year, found.get(peer.ref))
            for peer in peers
        }
        base = self._query.but(statistic=self._query.base)
        whole = not any(map(is_occupation, self._query.excluded))
        totals = official.totals(list(lines.values()), self._knowledge) if whole else {}
        values = {
            ref: official.instead(self.of(each, base.statistic), each, base, totals)
            for ref, each in lines.items()
            if ref in found
        }
        mine = values.pop(line.place.ref, None)
        if mine is None:
            return None
        others = [value.interval for value in values.values() if value]
        rank = rank_of(mine.interval, others)
        return Value(rank.low if rank.is_exact else None, mine.masked, rank)


def number_of(figures: Figures, measure: Measure) -> Value:
    """Return a number of projects, over published cells and with its bounds."""
    bounds = figures.interval(measure)
    published = bounds.low if bounds.low == bounds.high else figures.published_of(measure)
    return Value(published, figures.masked_of(measure), bounds)


def share_of(figures: Figures, measure: Measure) -> Value | None:
    """Return the share of a measure in all projects, None where there is none."""
    bounds = figures.share_interval(measure)
    return None if bounds is None else Value(figures.share_published(measure), figures.masked_of(measure), bounds)


def change_of(before: Figures, after: Figures, measure: Measure) -> Value:
    """Return by how many projects a number moved."""
    first, last = number_of(before, measure), number_of(after, measure)
    masked = max(first.masked, last.masked)
    return Value(_minus(last.published, first.published), masked, last.interval - first.interval)


def growth_of(before: Figures, after: Figures, measure: Measure) -> Value | None:
    """Return the same over the earlier number, None where it may be zero."""
    first, last = number_of(before, measure), number_of(after, measure)
    bounds = growth(first.interval, last.interval)
    moved = last.published / first.published - 1 if first.published and last.published is not None else None
    return None if bounds is None else Value(moved, max(first.masked, last.masked), bounds)


def points_of(before: Figures, after: Figures, measure: Measure) -> Value | None:
    """Return by how much a share moved (0.05 for 5 points), None where there is no share."""
    first, last = share_of(before, measure), share_of(after, measure)
    if first is None or last is None:
        return None
    return Value(
        _minus(last.published, first.published), max(first.masked, last.masked), last.interval - first.interval
    )


def weight_of(part: Figures, whole: Figures, measure: Measure) -> Value | None:
    """Return the weight of a part in its whole: published ÷ published, and the tightest bounds."""
    bounds = part_of(part.interval(measure), (whole - part).interval(measure))
    if bounds is None:
        return None
    mine, all_of_it = number_of(part, measure).published, number_of(whole, measure).published
    value = mine / all_of_it if mine is not None and all_of_it else None
    return Value(value, part.masked_of(measure), bounds)


def _scaled(value: Value, factor: float) -> Value:
    published = value.published * factor if value.published is not None else None
    return Value(published, value.masked, value.interval.times(factor))


def _minus(one: float | None, two: float | None) -> float | None:
    return one - two if one is not None and two is not None else None
