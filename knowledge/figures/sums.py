"""Sums of survey cells that know how many of them are masked, and what they are worth for certain."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import add, sub
from typing import NamedTuple

from knowledge.bmo.decimals import plain
from knowledge.bmo.model import Measure
from knowledge.figures.interval import Interval

MASKED_MAX = 4
"""The smallest published value is 5: a masked cell hides at most 4 projects."""

ESTIMATED_MAX = 5
"""But in a survey with decimals, a masked ``met`` is above 0 and under 5, a masked part from 0 to under 5.

2018 publishes decimals from 5 on and nothing from 4.5 to 5: figures were hidden before any rounding, 4.99 too. 2017,
where nothing is hidden, has a ``met`` of 0.89. The 519 hidden cells of the région hold 2.83 each (68,071 published in
all), the mean of the figures under 5 of 2017; of those under 4.5, it is 2.60.
"""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of survey cells.

    ``published``: sum of the published cells, in recruitment projects: whole from 2019 on, a sum of weighted
    estimates with decimals before (rounded when it is written, once). ``masked``: how many cells are under
    statistical secrecy. ``cells``: cells in all. ``masked_min``, ``masked_max``: what a masked cell hides at least (1
    for met, else 0) and at most.
    """

    published: float
    masked: int
    cells: int
    masked_min: int = 0
    masked_max: int = MASKED_MAX

    @property
    def low(self) -> float:
        """Least possible true value."""
        return self.published + self.masked * self.masked_min

    @property
    def high(self) -> float:
        """Greatest possible true value."""
        return self.published + self.masked * self.masked_max

    @property
    def is_masked(self) -> bool:
        """True when cells exist and not one is published: there is no figure to give."""
        return self.cells > 0 and self.masked == self.cells

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.published + other.published,
            self.masked + other.masked,
            self.cells + other.cells,
            max(self.masked_min, other.masked_min),
            max(self.masked_max, other.masked_max),
        )

    def __sub__(self, other: Sum) -> Sum:
        """Return what is left once ``other``, a part of these cells, is taken out."""
        return replace(
            self,
            published=self.published - other.published,
            masked=self.masked - other.masked,
            cells=self.cells - other.cells,
        )


@dataclass(frozen=True, slots=True)
class Share:
    """A share between 0 and 1 over published cells, with the interval that masked cells allow."""

    value: float
    low: float
    high: float


class Figures(NamedTuple):
    """The measures of one cell or of a sum of cells, for one year, as the base holds them: hundreds are read at once.

    Each measure (``met``, ``xmet``, ``smet`` of the survey, and ``durable``: met − smet over the cells where both are
    published) has its published sum and its number of masked cells; ``projects``, ``difficult``… give them as ``Sum``.
    """

    cells: int
    met: float
    met_masked: int
    xmet: float
    xmet_masked: int
    smet: float
    smet_masked: int
    durable: float
    durable_masked: int
    estimated: int = 0
    """How many of the cells are of a survey with decimals: all of them, or none."""

    @classmethod
    def read(cls, sums: Iterable[float], *, decimals: bool = False) -> Figures:
        """Return the figures of one line of the base, given in the order of the fields but the last."""
        if not decimals:  # hundreds are read at once, nearly all of them whole
            return cls._make((*map(int, sums), 0))
        values = [plain(value) for value in sums]
        return cls._make((*values, values[0]))

    @property
    def masked_min(self) -> int:
        """The least that a masked ``met`` hides."""
        return 0 if self.estimated else 1

    @property
    def masked_max(self) -> int:
        """The most that a masked cell hides."""
        return ESTIMATED_MAX if self.estimated else MASKED_MAX

    @property
    def projects(self) -> Sum:
        """All projects."""
        return Sum(self.met, self.met_masked, self.cells, self.masked_min, self.masked_max)

    @property
    def difficult(self) -> Sum:
        """Projects employers find difficult to fill."""
        return Sum(self.xmet, self.xmet_masked, self.cells, 0, self.masked_max)

    @property
    def seasonal(self) -> Sum:
        """Seasonal projects."""
        return Sum(self.smet, self.smet_masked, self.cells, 0, self.masked_max)

    @property
    def non_seasonal(self) -> Sum:
        """Projects out of season, over the cells where both projects and seasonal ones are published."""
        return Sum(self.durable, self.durable_masked, self.cells)

    def of(self, measure: Measure) -> Sum:
        """Return the sum of ``measure``, which names its field."""
        found: Sum = getattr(self, measure.value)
        return found

    def interval(self, measure: Measure) -> Interval:
        """Return the least and greatest possible true value of ``measure``, masked cells included.

        A row whose projects are published and seasonal ones masked has between all and all but four of its projects
        out of season; a row masked on both, zero to four (five and no four where there are decimals).
        """
        if measure is Measure.NON_SEASONAL:
            known, hidden_parts = self.met - self.smet, self.smet_masked - self.met_masked
            return Interval(known - self.masked_max * hidden_parts, known + self.masked_max * self.met_masked)
        field = _FIELDS[measure]
        published, masked = self[field], self[field + 1]
        least = masked * self.masked_min if measure is Measure.PROJECTS else 0
        return Interval(published + least, published + masked * self.masked_max)

    def published_of(self, measure: Measure) -> float | None:
        """Return the sum of the published cells of ``measure``, None when there are cells and none is published."""
        field = _FIELDS[measure]
        return None if self.cells and self[field + 1] == self.cells else self[field]

    def masked_of(self, measure: Measure) -> int:
        """Return how many cells are hidden behind ``measure`` (projects out of season hide with seasonal ones)."""
        if measure is Measure.PROJECTS:
            return self.met_masked
        return self.xmet_masked if measure is Measure.DIFFICULT else self.smet_masked

    def share_interval(self, measure: Measure) -> Interval | None:
        """Return the tightest bounds of ``measure`` ÷ projects that secrecy allows, None without any cell.

        A row masked on both has a part no greater than its whole: the share is greatest when they are equal and as
        great as they may be, least when the part is nothing and the whole as great as it may be.
        """
        if measure is Measure.NON_SEASONAL:
            seasonal = self.share_interval(Measure.SEASONAL)
            return seasonal and Interval(1 - seasonal.high, 1 - seasonal.low)
        whole = self.interval(Measure.PROJECTS).high
        if not whole:
            return None
        part = self.interval(measure)
        least = part.low if measure is not Measure.PROJECTS else whole
        return Interval(least / whole, min(1.0, part.high / whole))

    def share_published(self, measure: Measure) -> float | None:
        """Return Σ(measure)/Σ(projects) over published cells, None when nothing is published.

        The share of ``non_seasonal`` is what the seasonal share leaves.
        """
        if measure is Measure.NON_SEASONAL:
            seasonal = self.share_published(Measure.SEASONAL)
            return None if seasonal is None else 1 - seasonal
        part = self.published_of(measure)
        return min(1.0, part / self.met) if self.met and part is not None else None

    def share(self, measure: Measure) -> Share | None:
        """Return the published share with its bounds, None when nothing is published."""
        value, bounds = self.share_published(measure), self.share_interval(measure)
        if value is None or bounds is None:
            return None
        return Share(value, min(bounds.low, value), max(bounds.high, value))

    def __add__(self, other: Figures) -> Figures:  # type: ignore[override] # two sums of cells, not two tuples
        return Figures._make(map(add, self, other))

    def __sub__(self, other: Figures) -> Figures:
        """Return the figures of the other cells, ``other`` being a part of these."""
        found = map(sub, self, other)
        return Figures._make(map(plain, found) if self.estimated else found)


_FIELDS = {Measure.PROJECTS: 1, Measure.DIFFICULT: 3, Measure.SEASONAL: 5, Measure.NON_SEASONAL: 7}
"""Where the published sum of each measure stands in ``Figures``; its masked cells stand next."""

NOBODY = Figures(0, 0, 0, 0, 0, 0, 0, 0, 0)
"""No row in the survey of a year that is held: nobody announced a project."""


def gap_of_shares(shared: Figures, one: Figures, two: Figures, measure: Measure) -> Interval:
    """Return the tightest bounds of the share over ``shared`` and ``one`` less that over ``shared`` and ``two``.

    No two of them have a cell in common.
    """
    if measure is Measure.PROJECTS:
        return Interval.exactly(0)
    if measure is Measure.NON_SEASONAL:
        return gap_of_shares(shared, two, one, Measure.SEASONAL)
    return Interval(_least_gap(shared, one, two, measure), -_least_gap(shared, two, one, measure))


def _least_gap(shared: Figures, one: Figures, two: Figures, measure: Measure) -> float:
    """Return the least gap: parts of ``one`` as small, of ``two`` as great as may be, their wholes as great.

    The gap is then linear in the shared part, which stands at one of its ends: nothing of what is masked, or all of it.
    In ``hidden``, the shared projects that are masked, it is b ÷ (n + hidden) − a ÷ (m + hidden): least at an end of
    what they may be, or where it turns.
    """
    part, most = shared.interval(measure), shared.met_masked * shared.masked_max
    ends = {float(shared.met_masked * shared.masked_min), float(most)}
    m, n = (each.interval(Measure.PROJECTS).high + shared.met for each in (one, two))
    found = []
    for known, grows in ((part.low, 0), (part.high - most, 1)):
        a, b = (
            grows * whole - known - of_its_own
            for whole, of_its_own in ((m, one.interval(measure).low), (n, two.interval(measure).high))
        )
        turn = math.sqrt(b / a) if a and b / a > 0 else 1
        turns = {(m * turn - n) / (1 - turn)} if turn != 1 else set()
        found += [
            (b and b / (n + hidden)) - (a and a / (m + hidden))
            for hidden in ends | {each for each in turns if min(ends) < each < max(ends)}
        ]
    return min(found)
