"""What a query gives: lists of cells, each with what is published, what is masked, and certain bounds."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.bmo.model import PublishedTotal, Source
from knowledge.figures.interval import Interval
from knowledge.figures.query import Query
from knowledge.figures.scope import OccupationSet, Place
from knowledge.figures.sums import Figures


@dataclass(frozen=True, slots=True)
class Value:
    """A figure: over published cells (None when none is), how many cells are masked, and its certain bounds.

    ``official``: True when France Travail published it as it stands, instead of the sum of the survey's rows.
    """

    published: float | None
    masked: int
    interval: Interval
    official: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a result: of which place, métiers and year; ``ref`` and ``label`` name what sets it apart.

    ``value`` is None when it cannot be computed (a share of nothing, a growth from zero). ``figures`` are the sums
    behind it, None when no employer announced a project or when only a published total is known; ``before`` those of
    ``first_year`` for a change. ``official`` is the total that France Travail published for the same place and year.
    """

    ref: str
    label: str
    place: Place
    occupations: OccupationSet
    year: int
    value: Value | None
    figures: Figures | None
    before: Figures | None = None
    first_year: int = 0
    official: PublishedTotal | None = None

    @property
    def bounds(self) -> Interval:
        """The bounds of the value; of a value that cannot be computed, none that could rank it."""
        return self.value.interval if self.value else Interval(float("-inf"), float("inf"))


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: the whole answer, or what stands within one place or year.

    ``cells``: the rows of the page asked, in order, out of ``total`` that pass every condition for certain;
    ``possible`` others may pass. ``leaders``: the rows that may be the first one; a single one is certain (no
    other can be above it).
    ``small`` rows have too few projects to be ranked by a rate; ``secret`` rows have nothing published.
    ``rises``, ``falls``, ``unsure``: for a change, what its direction is, over every row.
    """

    place: Place
    year: int
    cells: tuple[Cell, ...]
    total: int
    possible: int = 0
    leaders: tuple[Cell, ...] = ()
    small: int = 0
    secret: int = 0
    rises: int = 0
    falls: int = 0
    unsure: int = 0

    @property
    def first_is_certain(self) -> bool:
        """True when the intervals leave no doubt on which row comes first."""
        return len(self.leaders) == 1


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to ``query``: one listing, or one per place or year asked apart.

    ``lost``: métiers left out because the nomenclature of 2024 gives them no sure equivalent. ``excluded``: the refs
    of the query's exclusions that were found and taken out. ``sources``: of the years used, in order.
    """

    query: Query
    listings: tuple[Listing, ...]
    sources: tuple[Source, ...]
    lost: int = 0
    excluded: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell of every listing, in order."""
        return tuple(cell for listing in self.listings for cell in listing.cells)

    @property
    def only(self) -> Listing:
        """The first listing: the only one unless places or years stand apart."""
        return self.listings[0]
