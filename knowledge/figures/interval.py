"""The one place where uncertain figures are added, divided and put in order.

A value under statistical secrecy is not unknown: it lies between two bounds, and every operation keeps bounds that
are certain. Nothing else in Bémo computes with figures.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and greatest possible value of a figure; ``low`` ≤ ``high``, in the figure's own unit."""

    low: float
    high: float

    @classmethod
    def exactly(cls, value: float) -> Interval:
        """Return the interval that holds ``value`` alone."""
        return cls(value, value)

    @property
    def is_exact(self) -> bool:
        """True when one value only is possible."""
        return self.low == self.high

    @property
    def middle(self) -> float:
        """Halfway between the bounds."""
        return (self.low + self.high) / 2

    @property
    def direction(self) -> int:
        """Return 1 for a change that is certainly a rise, −1 a fall, 0 when the bounds do not settle it."""
        return (self.low > 0) - (self.high < 0)

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        """Return the difference of two figures that share no cell."""
        return Interval(self.low - other.high, self.high - other.low)

    def times(self, factor: float) -> Interval:
        """Return the figure multiplied by a known ``factor``."""
        ends = (self.low * factor, self.high * factor)
        return Interval(min(ends), max(ends))

    def over(self, other: Interval) -> Interval | None:
        """Return the ratio of two figures of no negative value that share no cell, None where zero may divide."""
        if other.low <= 0:
            return None
        return Interval(self.low / other.high, self.high / other.low)

    def is_above(self, other: Interval) -> bool:
        """Return whether this figure is certainly the greater."""
        return self.low > other.high

    def may_reach(self, other: Interval) -> bool:
        """Return whether this figure may be as great as ``other``."""
        return self.high >= other.low


ZERO = Interval(0, 0)


def total(parts: Iterable[Interval]) -> Interval:
    """Return the sum of figures that share no cell."""
    return reduce(Interval.__add__, parts, ZERO)


def part_of(part: Interval, rest: Interval) -> Interval | None:
    """Return ``part ÷ (part + rest)``, the tightest bounds when the two share no cell; None when both are zero.

    When both may be zero, the bounds are those of the cases where one is not.
    """
    if part.high + rest.high <= 0:
        return None
    if part.low + rest.low <= 0:
        return Interval(float(not rest.high), float(part.high > 0))
    return Interval(part.low / (part.low + rest.high), part.high / (part.high + rest.low))


def growth(before: Interval, after: Interval) -> Interval | None:
    """Return ``after ÷ before − 1`` (0.25 for +25 %), None where the earlier figure may be zero."""
    ratio = after.over(before)
    return ratio and Interval(ratio.low - 1, ratio.high - 1)


def contribution(before: Interval, after: Interval, rest_before: Interval) -> Interval | None:
    """Return what a part brings to the growth of its whole: ``(after − before) ÷ (before + rest_before)``.

    0.02 for 2 points. ``rest_before``: the earlier figure of the whole without the part. The tightest bounds: the
    quotient falls when ``before`` grows, whatever the rest is.
    """
    if before.low + rest_before.low <= 0:
        return None

    def bound(first: float, last: float, *, greatest: bool) -> float:
        moved = last - first
        rest = rest_before.low if (moved > 0) == greatest else rest_before.high
        return moved / (first + rest)

    return Interval(bound(before.high, after.low, greatest=False), bound(before.low, after.high, greatest=True))


def quotient_of_shares(part: Interval, rest: Interval, part_around: Interval, rest_around: Interval) -> Interval | None:
    """Return how much more a métier weighs in a place than in the area that holds it (2 for twice as much).

    ``part``, ``rest``: the métier and all others in the place; ``…_around``: the same in the area without the place.
    It falls with ``rest`` and ``part_around``, grows with ``rest_around``; with ``part`` it grows, then falls: the
    greatest may stand between the ends. None when a share of nothing would be needed.
    """
    if not part.low and not (rest.low and part_around.low):
        return None
    least = min(_quotient(end, rest.high, part_around.high, rest_around.low) for end in (part.low, part.high))
    tried = {part.low, part.high, _highest_point(rest.low, part_around.low, rest_around.high)}
    greatest = max(_quotient(end, rest.low, part_around.low, rest_around.high) for end in tried if end in part)
    return Interval(least, greatest)


def _quotient(here: float, others: float, there: float, others_there: float) -> float:
    return here * (here + others + there + others_there) / ((here + others) * (here + there)) if here else 0.0


def _highest_point(others: float, there: float, others_there: float) -> float:
    """Return the number in the place for which ``_quotient`` is greatest, infinity when it always grows."""
    both = others * there
    if not others_there:
        return math.inf
    return (both + math.sqrt(both * (both + others_there * (others + there + others_there)))) / others_there


def rank_of(mine: Interval, others: Iterable[Interval]) -> Interval:
    """Return the rank of a figure among ``others``, from the greatest: 1 + those certainly, or possibly, above it."""
    peers = list(others)
    return Interval(1 + sum(other.is_above(mine) for other in peers), 1 + sum(other.high > mine.low for other in peers))
