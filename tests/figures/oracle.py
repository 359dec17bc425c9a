"""The second opinion: any query recomputed by pandas from the raw workbooks, by docs/answers.md alone.

Of the product it reads the question (``Query``) and, across 2024, which métiers keep their meaning. Places are compared
as sets of the survey's units, so that a commune, its bassin and its EPCI of one bassin are one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from knowledge.figures.query import CHANGES, Dimension, Query, Statistic
from tests.figures import raw
from tests.figures.bounds import Block
from tests.figures.statistics import EMPTY, Cells, Figure, compared, difference, figure, shared_difference

Units = frozenset[str]
_TINY = 1e-12
Follow = Callable[[str], tuple[str, ...] | None]

_RATES = {Statistic.SHARE, Statistic.GROWTH, Statistic.POINTS, Statistic.SPECIALISATION}
_TOLD_BY_TOTALS = {Statistic.NUMBER, Statistic.CHANGE, Statistic.GROWTH, Statistic.PER_THOUSAND}
_LEVELS = {Dimension.BASSIN: "bassin", Dimension.DEPARTEMENT: "departement", Dimension.REGION: "region"}
_COUNTS = ["rows", "met", "both", "xmet", "x_alone", "smet", "s_alone", "apart", "estimated"]
_SECTORS = {"fap2009": "fap", "fap2021": "fap", "domaine": "domaine", "famille": "famille"}


class Cut(NamedTuple):
    """What is kept of the cells of a place: none of ``without`` (places, métiers), only those of ``only``, if any."""

    without: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


NO_CUT = Cut()


@dataclass(frozen=True)
class Row:
    """One expected cell. ``ref``: the métier, sector or units that set it apart; ``passes``: None for perhaps."""

    ref: str | Units
    place: Units
    occupations: tuple[str, ...]
    year: int
    figure: Figure
    passes: bool | None = True
    is_secret: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What tells a row from all others of its listing."""
        return self.ref, self.place, self.occupations, self.year


@dataclass
class Expected:
    """One expected listing; ``rows`` all those that pass for certain, before any limit, in no order."""

    place: Units
    year: int
    rows: list[Row] = field(default_factory=list)
    perhaps: list[Row] = field(default_factory=list)
    small: int = 0
    secret: int = 0
    directions: tuple[int, int, int] = (0, 0, 0)

    def leaders(self, *, ascending: bool) -> set[tuple[object, ...]]:
        """Return the keys of the rows that may be first: those that no sure row is before, but a row it ties with.

        A row is before another when its least is no less than the other's most; both ways, they tie. A row that perhaps
        passes is never before another for certain. Nothing when no row passes for certain.
        """
        told = [(row, b) for row in self.rows + self.perhaps if (b := row.figure.bounds)]
        ends = [(row, (-b[1], -b[0]) if ascending else b) for row, b in told]
        sure = [b for row, b in ends if row.passes]

        def is_first(row: Row, mine: tuple[float, float]) -> bool:
            before = [b for b in sure if b[0] >= mine[1] - _TINY]
            return all(row.passes and mine[0] >= b[1] - _TINY for b in before)

        return {row.key for row, mine in ends if sure and is_first(row, mine)}


class Oracle:
    """Recomputes queries. ``follow`` gives the codes of 2009 that mean what a code of 2021 means, None when none do."""

    def __init__(self, folder: Path, totals: Path, held: Iterable[int], follow: Follow) -> None:
        self.folder = folder
        self.totals, self.shares = raw.published_totals(totals), raw.published_shares(totals)
        self._held = frozenset(held)
        self._follow = follow
        self._slices: dict[tuple[int, Units], pd.DataFrame] = {}
        self._tables: dict[tuple[int, Units, str, Cut], dict[str, Block]] = {}

    def answer(self, query: Query) -> list[Expected]:
        """Return the listings of a query, each whole, in the order of years, then of places."""
        changes = query.statistic in CHANGES
        years = (query.year,) if changes or query.by in {None, Dimension.YEAR} else query.years
        places = [p for year in years[-1:] for p in self._places(query, year)]
        if query.by in {None, Dimension.YEAR} and query.within is None:
            listed = [Expected(places[0], query.year)]
            told = query.years if not changes else (query.year,)
            rows = [
                (place, occupations, year)
                for place in places
                for occupations in self._sets(query)
                for year in told
                if self._is_told(query, place, occupations, year)
            ]
            for place, occupations, year in rows:
                listed[0].rows.append(self._row(query, place, place, occupations, year, place, places[0]))
            self._count(query, listed[0])
            return listed
        return [self._listing(query, place, year) for year in years for place in places]

    # what is asked

    def _places(self, query: Query, year: int) -> list[Units]:
        places = [frozenset(raw.bassins_answering(self.folder, ref)) for ref in query.places]
        if query.together:
            places = [self._outermost(frozenset().union(*places), year)]
        if query.within in _LEVELS:
            column = _LEVELS[query.within]
            cut = self._cut(query, places=True)
            units = [unit for place in places for unit in sorted(self._kept(year, place, cut)[column].unique())]
            places = [frozenset({unit}) for unit in units]
        return list(dict.fromkeys(places))

    def units(self, ref: str, year: int) -> Units:
        """Return the survey's units behind the ref of one place, or of several summed."""
        named = ref.split(" + ")
        units = frozenset(unit for one in named for unit in raw.bassins_answering(self.folder, one))
        return self._outermost(units, year) if len(named) > 1 else units

    def _outermost(self, units: Units, year: int) -> Units:
        """Leave out the units that others hold: a bassin beside its département."""
        frame = raw.survey(self.folder, year)
        held = {
            inner
            for inner in units
            for outer in units - {inner}
            if self._mask(frame, {outer})[self._mask(frame, {inner})].all()
        }
        return units - held

    @staticmethod
    def _sets(query: Query) -> list[tuple[str, ...]]:
        if not query.occupations:
            return [()]
        return [query.occupations] if query.summed else [(one,) for one in query.occupations]

    def _is_told(self, query: Query, place: Units, occupations: tuple[str, ...], year: int) -> bool:
        return year in self._held or self._official(query, place, occupations, year) is not None

    # the cells

    def _in(self, year: int, place: Units) -> pd.DataFrame:
        if (year, place) not in self._slices:
            frame = raw.survey(self.folder, year)
            self._slices[year, place] = frame[self._mask(frame, place)]
        return self._slices[year, place]

    @staticmethod
    def _mask(frame: pd.DataFrame, units: Iterable[str]) -> pd.Series[bool]:
        found = pd.Series(data=False, index=frame.index)
        for unit in units:
            found |= frame[unit.partition(":")[0]] == unit
        return found

    @staticmethod
    def _of(frame: pd.DataFrame, occupations: Iterable[str]) -> pd.DataFrame:
        """Keep the rows of some métiers or sectors; all of them when none is named."""
        if not occupations:
            return frame
        kept = pd.Series(data=False, index=frame.index)
        for value in occupations:
            for part in value.split():
                kind, _, codes = part.partition(":")
                kept |= frame[_SECTORS[kind]].isin({f"{kind}:{code}" for code in codes.split("+")})
        return frame[kept]

    @staticmethod
    def _cut(query: Query, *, places: bool = False, occupations: bool = False) -> Cut:
        """Return what a query leaves out, places or métiers; sectors only hold the métiers named."""
        out = [ref for ref in query.excluded if (occupations if ref.partition(":")[0] in _SECTORS else places)]
        return Cut(tuple(out), query.occupations if occupations and query.by is Dimension.SECTOR else ())

    def _kept(self, year: int, place: Units, cut: Cut) -> pd.DataFrame:
        frame = self._in(year, place)
        jobs = [ref for ref in cut.without if ref.partition(":")[0] in _SECTORS]
        units = {u for ref in cut.without if ref not in jobs for u in raw.bassins_answering(self.folder, ref)}
        frame = self._of(frame[~self._mask(frame, units)], cut.only)
        return frame.drop(self._of(frame, jobs).index) if jobs else frame

    def _block(self, year: int, place: Units, occupations: tuple[str, ...] = (), cut: Cut = NO_CUT) -> Block:
        kind = occupations[0].partition(":")[0] if len(occupations) == 1 else ""
        if not kind or any(mark in occupations[0] for mark in " +"):
            return Block.of(self._of(self._kept(year, place, cut), occupations)[_COUNTS].sum())
        key = year, place, _SECTORS[kind], cut
        if key not in self._tables:
            sums = self._kept(year, place, cut).groupby(_SECTORS[kind])[_COUNTS].sum()
            self._tables[key] = {str(ref): Block.of(line) for ref, *line in sums.itertuples()}
        return self._tables[key].get(occupations[0], EMPTY)

    def _earlier(self, query: Query, occupations: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the métiers of the first year that mean the same; sectors keep their letter; None when none do."""
        first, last = query.years[0], query.year
        if first >= raw.FIRST_FAP2021 or last < raw.FIRST_FAP2021 or not occupations:
            return occupations
        found: list[str] = []
        for value in occupations:
            same = self._follow(value)
            if same is None:
                return None
            found += same
        return tuple(found)

    # one row

    def _row(
        self,
        query: Query,
        ref: str | Units,
        place: Units,
        occupations: tuple[str, ...],
        year: int,
        whole: Units,
        first: Units,
    ) -> Row:
        official = self._official(query, place, occupations, year)
        if official is not None:
            told = Figure(official, 0, (official, official), official=True)
        else:
            told = self._figure(query, query.statistic, place, occupations, year, whole, first)
        if year not in self._held:
            return Row(ref, place, occupations, year, told)
        block, measure = self._block(year, place, occupations, self._all(query)), query.measure.value
        is_secret = block.rows > 0 and block.masked(measure) == block.rows
        return Row(ref, place, occupations, year, told, self._passes(query, place, occupations, year), is_secret)

    def _figure(
        self,
        query: Query,
        statistic: Statistic,
        place: Units,
        occupations: tuple[str, ...],
        year: int,
        whole: Units,
        first: Units,
    ) -> Figure:
        measure = query.measure.value
        if statistic is Statistic.RANK:
            return self._rank(query, place, occupations, year)
        if statistic is Statistic.GAP:
            return self._gap(query, place, occupations, year, first)
        here = self._block(year, place, occupations, self._all(query))
        before, of, around, all_around = EMPTY, EMPTY, EMPTY, EMPTY
        if statistic in CHANGES:
            earlier = self._earlier(query, occupations)
            assert earlier is not None, f"{occupations} cannot be followed"
            before = self._block(query.years[0], place, earlier, self._all(query))
        if statistic in {Statistic.WEIGHT, Statistic.CONTRIBUTION}:
            area, those, cut = self._whole(query, place, occupations, whole)
            of = self._block(query.years[0] if statistic is Statistic.CONTRIBUTION else year, area, those, cut)
        if statistic is Statistic.SPECIALISATION:
            area = self._against(query, place)
            of, around, all_around = (
                self._block(year, place, (), self._cut(query, places=True)),
                self._block(year, area, occupations, self._cut(query, occupations=True)),
                self._block(year, area),
            )
        people = self._people(query, place)
        return figure(statistic.value, measure, Cells(here, before, of, around, all_around, people))

    def _all(self, query: Query) -> Cut:
        return self._cut(query, places=True, occupations=True)

    def _people(self, query: Query, place: Units) -> int:
        """Return the inhabitants of a place without those of the units left out inside it."""
        known, frame = raw.land(self.folder).population, self._in(query.year, place)
        out = {
            unit
            for ref in self._cut(query, places=True).without
            for unit in raw.bassins_answering(self.folder, ref)
            if self._mask(frame, {unit}).any()
        }
        return sum(known.get(unit, 0) for unit in place) - sum(known.get(unit, 0) for unit in out)

    def _official(self, query: Query, place: Units, occupations: tuple[str, ...], year: int) -> float | None:
        """Return what France Travail published, of all métiers in one territory, alone or for both years."""
        of_all = not occupations and query.by not in {Dimension.OCCUPATION, Dimension.SECTOR} and len(place) == 1
        cut = self._all(query)
        if any(len(self._kept(one, place, cut)) < len(self._in(one, place)) for one in self._held & set(query.years)):
            return None
        if of_all and query.statistic is Statistic.SHARE:
            return self._published_share(query, place, year)
        if not of_all or query.measure.value != "projects" or query.statistic not in _TOLD_BY_TOTALS:
            return None
        last, first = (self._total(place, one) for one in (year, query.years[0]))
        if query.statistic is Statistic.PER_THOUSAND and last is not None:
            return 1000 * last / sum(raw.land(self.folder).population.get(unit, 0) for unit in place)
        if query.statistic is Statistic.NUMBER or last is None or first is None:
            return last if query.statistic is Statistic.NUMBER else None
        return last - first if query.statistic is Statistic.CHANGE else last / first - 1

    def _published_share(self, query: Query, place: Units, year: int) -> float | None:
        """Return a published share, where the rows of the year hide some of it; a series of years is all of rows."""
        (unit,), measure = place, query.measure.value
        if query.by is Dimension.YEAR and year in self._held:
            return None
        if year in self._held and not self._block(year, place).masked(measure):
            return None
        return self.shares.get((unit, year, measure))

    def _total(self, place: Units, year: int) -> float | None:
        """Return a published total; a rounded one only tells a year whose rows are not held."""
        (unit,) = place
        found = self.totals.get((unit, year))
        return None if found is None or (found[1] and year in self._held) else found[0]

    def _against(self, query: Query, place: Units) -> Units:
        """Return the area asked, else the région of a bassin or département, else France."""
        if query.against:
            return frozenset(raw.bassins_answering(self.folder, query.against))
        regions = frozenset(self._in(query.year, place)["region"].unique())
        return frozenset({raw.FRANCE}) if regions == place or len(regions) > 1 else regions

    def _whole(
        self, query: Query, place: Units, occupations: tuple[str, ...], whole: Units
    ) -> tuple[Units, tuple[str, ...], Cut]:
        """Return the area and métiers of which a row is a part: around it, without the métiers it lacks too."""
        around = self._cut(query, occupations=True)
        if query.against:
            return self._against(query, place), occupations, around
        if query.by and query.by.is_territory:
            return whole, occupations, around
        if occupations:
            return place, (), self._cut(query, places=True)
        return self._against(query, place), (), around

    def _gap(self, query: Query, place: Units, occupations: tuple[str, ...], year: int, first: Units) -> Figure:
        reference = self._against(query, place) if query.against else first
        apart = not query.against and query.by in {None, Dimension.YEAR}
        head = self._sets(query)[0] if apart and len(query.places) == 1 else occupations
        base = query.but(statistic=query.base)
        whole = base.but(excluded=self._cut(query, occupations=True).without) if query.against else base
        sides, blocks, people = [], [], []
        for each, where, those in ((whole, reference, head), (base, place, occupations)):
            total = self._official(each, where, those, year)
            told = Figure(total, 0, (total, total), official=True) if total is not None else None
            sides.append(told or self._figure(each, query.base, where, those, year, where, first))
            blocks.append(self._block(year, where, those, self._all(each)))
            people.append(self._people(each, where))
        if apart and (reference, head) == (place, occupations):
            return Figure(0.0, 0, (0.0, 0.0))
        shared = self._shared(query, year, (reference, head), (place, occupations))
        if not shared.rows or any(side.official for side in sides):
            return difference(*sides)
        return shared_difference(query.base.value, query.measure.value, sides, (*blocks, shared), people)

    def _shared(
        self, query: Query, year: int, one: tuple[Units, tuple[str, ...]], two: tuple[Units, tuple[str, ...]]
    ) -> Block:
        """Return the cells that both sides of a gap count."""
        frame = self._of(self._kept(year, two[0], self._all(query)), two[1])
        frame = self._of(frame[self._mask(frame, one[0])], one[1])
        return Block.of(frame[_COUNTS].sum())

    def _rank(self, query: Query, place: Units, occupations: tuple[str, ...], year: int) -> Figure:
        """Return 1 + how many of the same level are above, for certain and at most."""
        base = query.but(statistic=query.base, by=None)
        cut = self._cut(query, occupations=True)
        here = self._block(year, place, occupations, cut).masked(query.measure.value)
        here = 0 if self._official(base, place, occupations, year) is not None else here
        if len(place) > 1:
            return Figure(None, here, None)
        (unit,) = place
        level = unit.partition(":")[0]
        area = self._in(year, self._against(query, place))
        others = {frozenset({code}) for code in area[level].unique()} - {place}

        def bounds(where: Units) -> tuple[float, float] | None:
            total = self._official(base, where, occupations, year)
            if total is not None:
                return total, total
            return self._figure(base, query.base, where, occupations, year, where, where).bounds

        mine = bounds(place)
        if mine is None:
            return Figure(None, here, None)
        rivals = [b for other in others if (b := bounds(other))]
        low, high = 1 + sum(b[0] > mine[1] for b in rivals), 1 + sum(b[1] > mine[0] for b in rivals)
        return Figure(low if low == high else None, here, (low, high))

    def _passes(self, query: Query, place: Units, occupations: tuple[str, ...], year: int) -> bool | None:
        """Tell whether the row meets every condition: for certain (True), perhaps (None), certainly not (False)."""
        answers: set[bool | None] = {True}
        for condition in query.conditions:
            block, measure = self._block(year, place, occupations, self._all(query)), condition.measure.value
            told = figure(condition.statistic.value, measure, Cells(block)).bounds
            answers.add(compared(condition.comparator, condition.limit, told) if told else False)
        return False if False in answers else None if None in answers else True

    # one listing

    def _listing(self, query: Query, place: Units, year: int) -> Expected:
        listed = Expected(place, year)
        for ref, where, occupations in self._refs(query, place, year):
            if query.floor and query.statistic in _RATES and not self._is_large(query, where, occupations, year):
                listed.small += 1
                continue
            row = self._row(query, ref, where, occupations, year, place, place)
            (listed.rows if row.passes else listed.perhaps).append(row)
        self._count(query, listed)
        return listed

    def _is_large(self, query: Query, where: Units, occupations: tuple[str, ...], year: int) -> bool:
        """Tell whether a row certainly has projects enough, in both years of a change."""
        cut = self._all(query)
        blocks = [self._block(year, where, occupations, cut)]
        if query.statistic in CHANGES:
            blocks.append(self._block(query.years[0], where, self._earlier(query, occupations) or (), cut))
        return all(block.number("projects")[0] >= query.floor for block in blocks)

    @staticmethod
    def _count(query: Query, listed: Expected) -> None:
        """Count secrets and directions over every row, then let go of those that certainly do not pass."""
        every = listed.rows + listed.perhaps
        if query.by not in {None, Dimension.YEAR}:
            listed.secret = sum(row.is_secret for row in every)
        if query.statistic in CHANGES:
            told = [row.figure.bounds for row in every if row.figure.bounds]
            rises, falls = sum(low > 0 for low, _ in told), sum(high < 0 for _, high in told)
            listed.directions = (rises, falls, sum(low <= 0 <= high and low < high for low, high in told))
        listed.perhaps = [row for row in listed.perhaps if row.passes is None]

    def _refs(self, query: Query, place: Units, year: int) -> list[tuple[str | Units, Units, tuple[str, ...]]]:
        """Return the rows of a breakdown: what names them, where and which métiers they are."""
        cut = self._all(query)
        frame = self._kept(year, place, cut)
        first = self._kept(query.years[0], place, cut) if query.statistic in CHANGES else None
        if query.by in _LEVELS:
            level = _LEVELS[query.by]
            units = sorted({*frame[level], *(first[level] if first is not None else ())})
            return [
                (frozenset({unit}), frozenset({unit}), occupations)
                for unit in units
                for occupations in self._sets(query)
                if self._has_rows(query, frozenset({unit}), occupations, year)
            ]
        column = "fap" if query.by is Dimension.OCCUPATION else "domaine"
        refs = set(self._of(frame, query.occupations)[column])
        if first is not None:
            refs = self._followed(query, refs, self._of(first, query.occupations), column)
        return [(ref, place, (ref,)) for ref in sorted(refs)]

    def _has_rows(self, query: Query, unit: Units, occupations: tuple[str, ...], year: int) -> bool:
        years = {year, query.years[0]} if query.statistic in CHANGES else {year}
        return any(self._block(one, unit, occupations, self._all(query)).rows for one in years)

    def _followed(self, query: Query, refs: set[str], first: pd.DataFrame, column: str) -> set[str]:
        """Return the refs of the last year that the first year can be set against, with those it alone has."""
        before = set(first[column])
        if query.years[0] >= raw.FIRST_FAP2021 or query.year < raw.FIRST_FAP2021:
            return refs | before
        every = set(raw.survey(self.folder, query.year)[column])
        same = {ref: codes for ref in every if (codes := self._follow(ref)) is not None}
        return {ref for ref, codes in same.items() if ref in refs or before & set(codes)}
