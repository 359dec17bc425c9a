"""Typed figures of the BMO survey: sums that know how many masked cells they skip."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

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

    ``published``: sum of the published cells, in recruitment projects (an int when whole). ``masked``: how many cells
    are under statistical secrecy. ``cells``: cells in all. ``masked_min``: least value of a masked cell (1 for met,
    else 0).
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
        """Return the sum of ``measure``."""
        return {
            Measure.PROJECTS: self.projects,
            Measure.DIFFICULT: self.difficult,
            Measure.SEASONAL: self.seasonal,
            Measure.NON_SEASONAL: self.non_seasonal,
        }[measure]

    def bounds(self, measure: Measure) -> tuple[float, float]:
        """Return the least and greatest possible true value of ``measure``, masked cells included.

        ``non_seasonal`` leaves out the cells where met or smet is masked, so its own sum says nothing of them:
        its bounds follow from those of projects and seasonal.
        """
        if measure is not Measure.NON_SEASONAL:
            total = self.of(measure)
            return total.low, total.high
        known = self.projects.published - self.seasonal.published
        hidden_parts = self.seasonal.masked - self.projects.masked
        return known - MASKED_MAX * hidden_parts, known + MASKED_MAX * self.projects.masked

    def share(self, measure: Measure) -> Share | None:
        """Return Σ(measure)/Σ(projects) over published cells, None when nothing is published.

        The share of ``non_seasonal`` is what the seasonal share leaves.
        """
        if measure is Measure.NON_SEASONAL:
            seasonal = self.share(Measure.SEASONAL)
            return seasonal and Share(1 - seasonal.value, 1 - seasonal.high, 1 - seasonal.low)
        part, whole = self.of(measure), self.projects
        if not whole.published or part.is_masked:
            return None
        low = part.low / max(whole.high, 1)
        high = min(1.0, part.high / max(whole.low, 1))
        value = min(1.0, part.published / whole.published)
        return Share(value, min(low, value), max(high, value))

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.projects + other.projects,
            self.difficult + other.difficult,
            self.seasonal + other.seasonal,
            self.non_seasonal + other.non_seasonal,
        )


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure comes from."""

    year: int
    producer: str
    title: str
    url: str
    licence: str


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One row of a ranking: ``ref`` is ``fap2021:S2X61``, ``bassin:2415``, ``departement:37``…"""

    ref: str
    label: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows in order, published cells only; ``masked`` rows could not be ranked, ``total`` rows in all.

    ``secret``: the masked rows themselves, by label, in a ranking without limit (one of ten rows has no use for them).
    """

    rows: tuple[RankedRow, ...]
    masked: int
    total: int
    secret: tuple[RankedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """A total published by press or administrations; shares in percent; ``approximate`` when rounded."""

    year: int
    projects: int
    difficult_percent: float | None
    seasonal_percent: float | None
    source: str
    approximate: bool
