"""What a diagnostic holds: figures only, each as the survey allows to say it; no wording, no layout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.answers.scope import Area
from knowledge.bmo.model import PublishedTotal, Source
from knowledge.errors import KnowledgeError
from knowledge.figures.interval import Interval
from knowledge.figures.result import Listing
from knowledge.figures.sums import Figures
from knowledge.territories.model import Level, Territory

LEVELS = (Level.BASSIN, Level.EPCI, Level.DEPARTEMENT, Level.REGION)
"""The levels a diagnostic is made for."""


class NoDiagnosticError(KnowledgeError):
    """No diagnostic can be made of that place: unknown, of another level, or whose figures are not held."""


@dataclass(frozen=True, slots=True)
class YearFigures:
    """All occupations together, one survey."""

    year: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Peer:
    """A place set beside the one of the diagnostic: its figures, and those of the survey before when held."""

    territory: Territory
    figures: Figures
    before: Figures | None


@dataclass(frozen=True, slots=True)
class Rank:
    """Between which ranks the place stands among those of its level in its région; None without a figure to rank."""

    projects: Interval | None
    difficult_share: Interval | None
    of: int
    within: Territory


@dataclass(frozen=True, slots=True)
class Movements:
    """What rose and fell the most since ``first``, where secret values leave no doubt that it did.

    ``lost`` métiers have no sure equivalent between the two surveys.
    """

    first: int
    last: int
    rising: Listing
    falling: Listing
    lost: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """The figures of one place in the latest survey held, and what they are set against.

    ``years``: each survey held, in order, the last one being the latest. ``wider``: département(s), région and
    France; ``inside``: the bassins of a département, the départements of a région. ``floor``: least number of
    projects of a métier ranked by share.
    """

    area: Area
    years: tuple[YearFigures, ...]
    published: PublishedTotal | None
    occupations: Listing
    difficult: Listing
    difficult_share: Listing
    seasonal: Listing
    sectors: Listing
    movements: Movements | None
    wider: tuple[Peer, ...]
    inside: tuple[Peer, ...]
    rank: Rank | None
    source: Source
    floor: int
    made_on: date

    @property
    def ref(self) -> str:
        """The ref of the place: ``bassin:2415``."""
        return self.area.asked.ref

    @property
    def year(self) -> int:
        """The survey year."""
        return self.years[-1].year

    @property
    def figures(self) -> Figures:
        """All occupations together, in the latest survey."""
        return self.years[-1].figures

    @property
    def before(self) -> YearFigures | None:
        """The survey of the year before, None when it is not held."""
        return next((each for each in self.years if each.year == self.year - 1), None)
