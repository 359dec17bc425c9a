"""Where the figure of a point is written: beside it, off the lines, and never over another figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

Spot = tuple[float, float]
_ABOVE, _BELOW = -8.0, 15.0
_HEIGHT = 8.0
_SHIFTS = (0.0, -9.0, 9.0)
_STEPS = 16
_DOT = 4.0
_HIDES = 100


class Placing:
    """Chooses the spots of one drawing in the order they are asked; ``lines``: its points, series by series."""

    def __init__(self, lines: Sequence[Sequence[Spot]], left: float, right: float, base: float) -> None:
        """Keep what may not be written over; figures stand between ``left`` and ``right``, above the ``base`` line."""
        self._dots = [spot for line in lines for spot in line]
        self._along = [spot for line in lines for pair in pairwise(line) for spot in _between(*pair)]
        self._left, self._right, self._base = left, right, base
        self._taken: list[tuple[float, float, float]] = []

    def spot(self, x: float, y: float, width: float, *, below: bool, needed: bool) -> Spot | None:
        """Return the middle and baseline of the figure of a point, None where it would hide another one.

        ``below``: on which side it had better be. ``needed``: it is written whatever it hides.
        """
        sides = (_BELOW, _ABOVE) if below else (_ABOVE, _BELOW)
        choices = [
            (self._cost(x + shift, y + side, width) + (side != sides[0]) * 3 + abs(shift) / 9, (x + shift, y + side))
            for side, shift in product(sides, _SHIFTS)
        ]
        cost, (middle, base) = min(choices)
        if cost >= _HIDES and not needed:
            return None
        self._taken.append((middle, base, width))
        return middle, base

    def _cost(self, middle: float, base: float, width: float) -> float:
        """Return what a spot hides: another figure or a dot counts most, each step along a line a little."""
        outside = middle - width / 2 < self._left or middle + width / 2 > self._right or base > self._base
        figures = sum(
            abs(middle - other) < (width + wide) / 2 + 2 and abs(base - low) < _HEIGHT + 1
            for other, low, wide in self._taken
        )
        near = [abs(x - middle) < width / 2 + _DOT and base - _HEIGHT - _DOT < y < base + _DOT for x, y in self._dots]
        crossed = sum(abs(x - middle) < width / 2 and base - _HEIGHT < y < base + 1 for x, y in self._along)
        return _HIDES * (outside + figures + sum(near)) + 2 * crossed


def _between(one: Spot, other: Spot) -> Iterator[Spot]:
    for step in range(1, _STEPS):
        part = step / _STEPS
        yield one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part
