"""What a figure can be asked: one small typed value, without a word of text.

What is counted × how it is told × where × which métiers × when × broken down by what × within each what × under which
conditions × in which order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from knowledge.bmo.model import Measure


class Statistic(str, Enum):
    """How a measure is told. Every one of them comes with its bounds."""

    NUMBER = "number"
    """How many projects."""
    SHARE = "share"
    """The measure over all projects of the same place and métiers (0.494)."""
    PER_THOUSAND = "per_thousand"
    """Projects per 1,000 inhabitants of the survey's own area."""
    WEIGHT = "weight"
    """The part of a whole: of all métiers in the place, or of ``against``, the area that holds the place."""
    SPECIALISATION = "specialisation"
    """How many times more the métier weighs in the place than in ``against``."""
    CHANGE = "change"
    """The last year minus the first, in projects."""
    GROWTH = "growth"
    """The same over the first year (−0.053)."""
    POINTS = "points"
    """The change of a share (0.05 for 5 points)."""
    CONTRIBUTION = "contribution"
    """What a part brings to the growth of its whole (0.02 for 2 points)."""
    GAP = "gap"
    """The first place (or métier), the place broken down or ``against``, minus this one, in what ``base`` tells."""
    RANK = "rank"
    """The rank of the place among those of its level in ``against``, by what ``base`` tells."""
    MASKED = "masked"
    """How many survey cells are under statistical secrecy."""


CHANGES = frozenset({Statistic.CHANGE, Statistic.GROWTH, Statistic.POINTS, Statistic.CONTRIBUTION})
"""The statistics that set the last year against the first."""

RATES = frozenset({Statistic.SHARE, Statistic.GROWTH, Statistic.POINTS, Statistic.SPECIALISATION})
"""What says little over few projects: a query's ``floor`` keeps those rows out of its lists."""


class Dimension(str, Enum):
    """What a figure is broken down by, or listed within each of."""

    OCCUPATION = "occupation"
    SECTOR = "sector"
    YEAR = "year"
    BASSIN = "bassin"
    DEPARTEMENT = "departement"
    REGION = "region"

    @property
    def is_territory(self) -> bool:
        """True for a level of territories."""
        return self in {Dimension.BASSIN, Dimension.DEPARTEMENT, Dimension.REGION}


class Comparator(str, Enum):
    """How a condition compares: strictly greater, at least, strictly less, at most."""

    GT = "gt"
    GE = "ge"
    LT = "lt"
    LE = "le"


@dataclass(frozen=True, slots=True)
class Condition:
    """Keeps the rows whose ``statistic`` of ``measure`` (NUMBER in projects, SHARE in 0-1) passes ``limit``."""

    comparator: Comparator
    limit: float
    measure: Measure = Measure.PROJECTS
    statistic: Statistic = Statistic.NUMBER


@dataclass(frozen=True, slots=True)
class Query:
    """A question on the survey, ready to be computed.

    ``places``: refs of territories (``commune:37261`` is answered by its bassin); ``occupations``: values of
    ``Selection`` (``fap2021:B1X34 fap2009:B2Z44``, ``domaine:B``), empty for all of them. ``together`` sums the places,
    ``summed`` the occupations; otherwise each stands apart. ``years``: calendar years, ascending, at least one; a
    change goes from the first to the last. ``against``: the ref of the area a weight, a specialisation, a gap or a
    rank is set against. ``base``: what a gap or a rank is of. ``excluded``: places and métiers left
    out of sums and rows; of the wholes and areas these are part of, only what is of the same kind as the part.
    ``floor``: least number of projects of a row ranked by a share or a rate. ``limit``, ``skip``: rows of each list.
    """

    places: tuple[str, ...]
    years: tuple[int, ...]
    measure: Measure = Measure.PROJECTS
    statistic: Statistic = Statistic.NUMBER
    occupations: tuple[str, ...] = ()
    together: bool = False
    summed: bool = False
    by: Dimension | None = None
    within: Dimension | None = None
    against: str = ""
    base: Statistic = Statistic.NUMBER
    conditions: tuple[Condition, ...] = ()
    excluded: tuple[str, ...] = ()
    ascending: bool = False
    floor: int = 0
    limit: int | None = None
    skip: int = 0

    @property
    def year(self) -> int:
        """The last year."""
        return self.years[-1]

    def but(self, **changes: object) -> Query:
        """Return the same query with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
