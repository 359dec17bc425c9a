"""Sums of survey cells that know how many of them are masked, and what they are worth for certain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import add, sub
from typing import NamedTuple

from knowledge.bmo.decimals import plain
from knowledge.bmo.model import Measure
from knowledge.figures.interval import Interval

MASKED_MAX = 4
"""The smallest published value is 5: a masked cell hides at most 4 projects."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of survey cells.

    ``published``: sum of the published cells, in recruitment projects: whole from 2019 on, a sum of weighted
    estimates with decimals before (rounded when it is written, once). ``masked``: how many cells are under
    statistical secrecy. ``cells``: cells in all. ``masked_min``: least value of a masked cell (1 for met, else 0).
    """

    published: float
    masked: int
    cells: int
    masked_min: int = 0

    @property
    def low(self) -> float:
        """Least possible true value."""
        return self.published + self.masked * self.masked_min

    @property
    def high(self) -> float:
        """Greatest possible true value."""
        return self.published + self.masked * MASKED_MAX

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
        )

    def __sub__(self, other: Sum) -> Sum:
        """Return what is left once ``other``, a part of these cells, is taken out."""
        return Sum(
            self.published - other.published, self.masked - other.masked, self.cells - other.cells, self.masked_min
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

    @classmethod
    def read(cls, sums: Iterable[float]) -> Figures:
        """Return the figures of one line of the base, given in the order of the fields."""
        values = list(sums)
        values[1::2] = [int(value) if value == int(value) else plain(value) for value in values[1::2]]  # not the counts
        return cls._make(values)

    @property
    def projects(self) -> Sum:
        """All projects."""
        return Sum(self.met, self.met_masked, self.cells, masked_min=1)

    @property
    def difficult(self) -> Sum:
        """Projects employers find difficult to fill."""
        return Sum(self.xmet, self.xmet_masked, self.cells)

    @property
    def seasonal(self) -> Sum:
        """Seasonal projects."""
        return Sum(self.smet, self.smet_masked, self.cells)

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
        out of season; a row masked on both, zero to four.
        """
        if measure is Measure.NON_SEASONAL:
            known, hidden_parts = self.met - self.smet, self.smet_masked - self.met_masked
            return Interval(known - MASKED_MAX * hidden_parts, known + MASKED_MAX * self.met_masked)
        field = _FIELDS[measure]
        published, masked = self[field], self[field + 1]
        least = masked if measure is Measure.PROJECTS else 0
        return Interval(published + least, published + MASKED_MAX * masked)

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
        return Figures._make(map(sub, self, other))


_FIELDS = {Measure.PROJECTS: 1, Measure.DIFFICULT: 3, Measure.SEASONAL: 5, Measure.NON_SEASONAL: 7}
"""Where the published sum of each measure stands in ``Figures``; its masked cells stand next."""

NOBODY = Figures(0, 0, 0, 0, 0, 0, 0, 0, 0)
"""No row in the survey of a year that is held: nobody announced a project."""
