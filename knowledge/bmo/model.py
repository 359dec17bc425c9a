"""Typed figures of the BMO survey: sums that know how many masked cells they skip."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from knowledge.figures.interval import Interval

MASKED_MAX = 4
"""The smallest published value is 5: a masked cell hides at most 4 projects."""


class Measure(str, Enum):
    """What is counted: ``met``, ``xmet``, ``smet`` of the survey, and met − smet."""

    PROJECTS = "projects"
    DIFFICULT = "difficult"
    SEASONAL = "seasonal"
    NON_SEASONAL = "non_seasonal"


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


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures of one cell or of a sum of cells, for one year.

    ``non_seasonal`` sums met − smet over the cells where both are published.
    """

    projects: Sum
    difficult: Sum
    seasonal: Sum
    non_seasonal: Sum

    def of(self, measure: Measure) -> Sum:
        """Return the sum of ``measure``, which names its field."""
        found: Sum = getattr(self, measure.value)
        return found

    def interval(self, measure: Measure) -> Interval:
        """Return the least and greatest possible true value of ``measure``, masked cells included.

        A row whose projects are published and seasonal ones masked has between all and all but four of its projects
        out of season; a row masked on both, zero to four.
        """
        if measure is not Measure.NON_SEASONAL:
            total = self.of(measure)
            return Interval(total.low, total.high)
        known = self.projects.published - self.seasonal.published
        return Interval(
            known - MASKED_MAX * self._masked_alone(self.seasonal), known + MASKED_MAX * self.projects.masked
        )

    def masked_of(self, measure: Measure) -> int:
        """Return how many cells are hidden behind ``measure`` (projects out of season hide with seasonal ones)."""
        return self.seasonal.masked if measure is Measure.NON_SEASONAL else self.of(measure).masked

    def share_interval(self, measure: Measure) -> Interval | None:
        """Return the tightest bounds of ``measure`` ÷ projects that secrecy allows, None without any cell.

        A row masked on both has a part no greater than its whole: the share is greatest when they are equal and as
        great as they may be, least when the part is nothing and the whole as great as it may be.
        """
        if measure is Measure.NON_SEASONAL:
            seasonal = self.share_interval(Measure.SEASONAL)
            return seasonal and Interval(1 - seasonal.high, 1 - seasonal.low)
        whole = self.projects.published + MASKED_MAX * self.projects.masked
        if not whole:
            return None
        part = self.of(measure)
        greatest = part.published + MASKED_MAX * part.masked
        return Interval(part.published / whole, min(1.0, greatest / whole))

    def share(self, measure: Measure) -> Share | None:
        """Return Σ(measure)/Σ(projects) over published cells with its bounds, None when nothing is published.

        The share of ``non_seasonal`` is what the seasonal share leaves.
        """
        if measure is Measure.NON_SEASONAL:
            seasonal = self.share(Measure.SEASONAL)
            return seasonal and Share(1 - seasonal.value, 1 - seasonal.high, 1 - seasonal.low)
        part, whole, bounds = self.of(measure), self.projects, self.share_interval(measure)
        if not whole.published or part.is_masked or bounds is None:
            return None
        value = min(1.0, part.published / whole.published)
        return Share(value, min(bounds.low, value), max(bounds.high, value))

    def _masked_alone(self, part: Sum) -> int:
        """Return how many rows hide their part but not their projects."""
        return part.masked - self.projects.masked

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.projects + other.projects,
            self.difficult + other.difficult,
            self.seasonal + other.seasonal,
            self.non_seasonal + other.non_seasonal,
        )

    def __sub__(self, other: Figures) -> Figures:
        """Return the figures of the other cells, ``other`` being a part of these."""
        return Figures(
            self.projects - other.projects,
            self.difficult - other.difficult,
            self.seasonal - other.seasonal,
            self.non_seasonal - other.non_seasonal,
        )


_NO_CELL = Sum(0, 0, 0)
NOBODY = Figures(_NO_CELL, _NO_CELL, _NO_CELL, _NO_CELL)
"""No row in the survey of a year that is held: nobody announced a project."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure comes from."""

    year: int
    producer: str
    title: str
    url: str
    licence: str


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """A total published by press or administrations; shares in percent; ``approximate`` when rounded."""

    year: int
    projects: int
    difficult_percent: float | None
    seasonal_percent: float | None
    source: str
    approximate: bool
