"""Certain bounds, twice: by trying every assignment of masked cells, and by closed forms held to it (test_bounds.py).

A masked ``met`` is 1 to 4, a masked ``xmet`` or ``smet`` 0 to 4 and never more than its ``met`` (docs/answers.md). In
2018, which has decimals, they are anything under 5: ``met`` above 0, tried here in whole steps, ends included.
Nothing here knows the product.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

MAX = 4
MANY = 50_000
"""Joint assignments beyond which the closed form answers alone."""

Bounds = tuple[float, float] | None
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Block:
    """Cells summed: how many rows, the published part of each column, rows masked on all, on one part alone.

    ``apart``: Σ(met − smet) over the rows where both are published. ``estimated``: how many rows have decimals.
    """

    rows: int = 0
    met: float = 0.0
    both: int = 0
    xmet: float = 0.0
    x_alone: int = 0
    smet: float = 0.0
    s_alone: int = 0
    apart: float = 0.0
    estimated: int = 0

    @classmethod
    def of(cls, sums: Iterable[float]) -> Block:
        """Return the block of nine sums, in the order of its fields."""
        rows, met, both, xmet, x_alone, smet, s_alone, apart, estimated = sums
        return cls(int(rows), met, int(both), xmet, int(x_alone), smet, int(s_alone), apart, int(estimated))

    @property
    def least(self) -> int:
        """The least a masked ``met`` can be."""
        return 0 if self.estimated else 1

    @property
    def most(self) -> int:
        """The most a masked cell can be."""
        return MAX + 1 if self.estimated else MAX

    def __add__(self, other: Block) -> Block:
        return Block(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __sub__(self, other: Block) -> Block:
        return Block(*(a - b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def alone(self, measure: str) -> int:
        """Return how many rows mask the measure and publish ``met``."""
        return {"projects": 0, "difficult": self.x_alone}.get(measure, self.s_alone)

    def masked(self, measure: str) -> int:
        """Return how many cells of the measure are masked."""
        return self.both + self.alone(measure)

    def published(self, measure: str) -> float | None:
        """Return the sum over published cells: 0 without a row, None when every cell is masked."""
        if self.rows and self.masked(measure) == self.rows:
            return None
        return {"projects": self.met, "difficult": self.xmet, "seasonal": self.smet}.get(measure, self.apart)

    def known(self, measure: str) -> float:
        """Return what the measure holds before any masked cell is given a value."""
        known = {"projects": self.met, "difficult": self.xmet, "seasonal": self.smet}
        return known.get(measure, self.met - self.smet)

    def number(self, measure: str) -> tuple[float, float]:
        """Return the bounds of the measure's sum."""
        if measure == "projects":
            return self.met + self.least * self.both, self.met + self.most * self.both
        if measure == "non_seasonal":
            return self.met - self.smet - self.most * self.s_alone, self.met - self.smet + self.most * self.both
        return self.known(measure), self.known(measure) + self.most * self.masked(measure)

    def share(self, measure: str) -> Bounds:
        """Return the bounds of measure ÷ met."""
        if measure == "projects":
            return (1.0, 1.0) if self.rows and self.number("projects")[1] else None
        if measure == "non_seasonal":
            seasonal = self.share("seasonal")
            return seasonal and (1 - seasonal[1], 1 - seasonal[0])
        most = self.number("projects")[1]
        if not most:
            return None
        # least: every part nothing, every masked whole 4; greatest: part = whole in each masked row, as great as may be
        return self.known(measure) / most, (self.known(measure) + self.most * self.masked(measure)) / most


@cache
def _offsets(both: int, alone: int, measure: str, least: int, most: int) -> tuple[tuple[int, int], ...]:
    """Return every (Σ met, Σ measure) that the masked cells of a block can add, row after row."""
    whole_rows = [(m, m if measure == "projects" else p) for m in range(least, most + 1) for p in range(m + 1)]
    alone_rows = [(0, -p if measure == "non_seasonal" else p) for p in range(most + 1)]
    found = {(0, 0)}
    for row in (whole_rows,) * both + (alone_rows,) * alone:
        found = {(a + c, b + d) for a, b in found for c, d in row}
    return tuple(sorted(found))


def assignments(block: Block, measure: str) -> Floats:
    """Return every possible (met, measure) of a block, one a line."""
    found = np.array(_offsets(block.both, block.alone(measure), measure, block.least, block.most), dtype=float)
    possible: Floats = found + np.array([block.met, block.known(measure)])
    return possible


def brute(blocks: tuple[Block, ...], measure: str, compute: Callable[..., Floats]) -> Bounds | str:
    """Return the bounds of ``compute`` over every joint assignment, "many" when there are too many to try.

    ``compute`` takes (met, measure) of each block as two arrays; None when something can be divided by zero.
    """
    if any(block.both + block.alone(measure) > 40 for block in blocks):
        return "many"
    tried = [assignments(block, measure) for block in blocks]
    if np.prod([float(len(one)) for one in tried]) > MANY:
        return "many"
    at = np.indices([len(one) for one in tried]).reshape(len(tried), -1)
    columns = [column for index, one in enumerate(tried) for column in one[at[index]].T]
    with np.errstate(divide="ignore", invalid="ignore"):
        values = compute(*columns)
    if np.isinf(values).any():
        return None
    return float(np.nanmin(values)), float(np.nanmax(values))


def over(part: tuple[float, float], rest: tuple[float, float]) -> Bounds:
    """Bounds of p ÷ (p + r): it grows with p and falls with r; 0 ÷ 0 is no value."""
    if not part[1] + rest[1]:
        return None
    if not part[0] + rest[0]:
        return 0.0 if rest[1] else 1.0, 1.0 if part[1] else 0.0
    return part[0] / (part[0] + rest[1]), part[1] / (part[1] + rest[0])


def growth(before: tuple[float, float], after: tuple[float, float]) -> Bounds:
    """Bounds of a ÷ b − 1."""
    if before[0] <= 0:
        return None
    return after[0] / before[1] - 1, after[1] / before[0] - 1


def contribution(before: tuple[float, float], after: tuple[float, float], rest: tuple[float, float]) -> Bounds:
    """Bounds of (a − b) ÷ (b + r): grows with a, falls with b; the sign of a − b says where r stands."""
    if before[0] + rest[0] <= 0:
        return None
    ends = [
        [(a - b) / (b + r) for r in rest] for a, b in ((after[0], before[1]), (after[1], before[0])) if b + rest[0] > 0
    ]
    return (min(ends[0]), max(ends[1])) if len(ends) == 2 else None


def specialisation(
    part: tuple[float, float],
    rest: tuple[float, float],
    part_around: tuple[float, float],
    rest_around: tuple[float, float],
) -> Bounds:
    """Bounds of [p ÷ (p + r)] ÷ [(p + q) ÷ (p + q + r + w)].

    It falls with r and with q, grows with w. In p it grows, then falls once p² w > 2 p q r + q r (q + r + w): its
    greatest value may stand between the two ends of p, so that whole steps of p are tried.
    """
    if part[0] + rest[0] <= 0 or part[0] + part_around[0] <= 0:
        return None
    steps = part[0] + np.arange(0, part[1] - part[0] + 1e-9)

    def at(p: Floats, r: float, q: float, w: float) -> Floats:
        value: Floats = p * (p + q + r + w) / ((p + r) * (p + q))
        return value

    lowest = at(steps, rest[1], part_around[1], rest_around[0])
    highest = at(steps, rest[0], part_around[0], rest_around[1])
    return float(lowest.min()), float(highest.max())
