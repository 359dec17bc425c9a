"""Ranks what moved between two surveys: published cells only, ties broken the same way every time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.bmo.model import Figures, Measure, Sum

_NO_CELL = Sum(0, 0, 0)
NOBODY = Figures(_NO_CELL, _NO_CELL, _NO_CELL, _NO_CELL)
"""No row in the survey of a year that is held: nobody announced a project."""


@dataclass(frozen=True, slots=True)
class Change:
    """One métier or territory in two surveys; ``ref`` and ``label`` are those of the later one."""

    ref: str
    label: str
    before: Figures
    after: Figures

    def of(self, measure: Measure) -> float:
        """Return the change of the published number of ``measure``, in projects."""
        return self.after.of(measure).published - self.before.of(measure).published

    def ratio(self, measure: Measure) -> float | None:
        """Return the change over the earlier number (0.25 for +25 %), None when it started from nothing."""
        before = self.before.of(measure).published
        return self.of(measure) / before if before else None

    def points(self, measure: Measure) -> float | None:
        """Return by how much the share of ``measure`` moved (0.05 for 5 points), None when a share is unknown."""
        before, after = self.before.share(measure), self.after.share(measure)
        return after.value - before.value if before and after else None

    def direction(self, measure: Measure, *, shares: bool = False) -> int:
        """Return 1 when it rose and −1 when it fell whatever the values under secrecy, else 0; of its share too."""
        if shares:
            first, last = self.before.share(measure), self.after.share(measure)
            if first is None or last is None:
                return 0
            return (last.low > first.high) - (last.high < first.low)
        (low, high), (after_low, after_high) = self.before.bounds(measure), self.after.bounds(measure)
        return (after_low > high) - (after_high < low)

    def is_secret(self, measure: Measure) -> bool:
        """True when one of the two numbers is under statistical secrecy: nothing can be said of the change."""
        return self.before.of(measure).is_masked or self.after.of(measure).is_masked


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes in order. ``up``, ``down``: how many rose or fell for sure; ``masked``: could not be compared;
    ``unsure``: values under secrecy leave the direction unknown.
    """

    rows: tuple[Change, ...]
    up: int
    down: int
    masked: int
    unsure: int


def rank_changes(
    changes: Iterable[Change], measure: Measure, *, falling: bool = False, relative: bool = False, floor: int = 0
) -> Changes:
    """Return what rose the most first, or fell the most when ``falling``; what may have gone the other way is left out.

    ``relative`` ranks by percent of change, by points of share for another measure than projects, among changes
    of at least ``floor`` projects in both surveys.
    """
    every = list(changes)
    open_ones = [each for each in every if not each.is_secret(measure)]
    shares = relative and measure is not Measure.PROJECTS
    known = [
        (value, each.direction(measure, shares=shares), each)
        for each in open_ones
        if (value := _value(each, measure, relative, floor)) is not None
    ]
    wanted = -1 if falling else 1
    moved = [(wanted * value, each) for value, direction, each in known if direction == wanted and wanted * value > 0]
    moved.sort(key=lambda pair: (-pair[0], pair[1].label, pair[1].ref))
    return Changes(
        rows=tuple(each for _, each in moved),
        up=sum(direction > 0 for _, direction, _ in known),
        down=sum(direction < 0 for _, direction, _ in known),
        masked=len(every) - len(open_ones),
        unsure=sum(value != 0 and direction == 0 for value, direction, _ in known),
    )


def _value(change: Change, measure: Measure, relative: bool, floor: int) -> float | None:
    if not relative:
        return change.of(measure)
    if min(change.before.projects.published, change.after.projects.published) < max(floor, 1):
        return None
    return change.ratio(measure) if measure is Measure.PROJECTS else change.points(measure)
