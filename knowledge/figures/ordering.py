"""Puts the rows of a listing in order, by what is certain first."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.figures.interval import Interval
from knowledge.figures.lines import Line
from knowledge.figures.query import Comparator, Condition
from knowledge.figures.result import Value

Ranked = tuple[Line, "Value | None"]
"""A line and its value."""

_UNKNOWN = Interval(float("-inf"), float("inf"))


def in_order(rows: Sequence[Ranked], *, ascending: bool) -> list[Ranked]:
    """Return the rows from the greatest, or the least; a row certainly before another always comes before it.

    A row stands at what is published of it, as far as its bounds allow; one that hides everything at the least it may
    be (at the most, in ascending order): last from the greatest, first from the least. Ties go by bounds, by label,
    then by ref; what cannot be computed comes last.
    """
    sign = 1 if ascending else -1

    def key(row: Ranked) -> tuple[bool, float, float, float, str, str]:
        line, value = row
        bounds = value.interval if value else _UNKNOWN
        near, far = (bounds.high, bounds.low) if ascending else (bounds.low, bounds.high)
        shown = near if value is None or value.published is None else value.published
        told = min(max(shown, bounds.low), bounds.high)
        return value is None, sign * told, sign * near, sign * far, line.label, line.ref

    return sorted(rows, key=key)


def leaders(rows: Sequence[Ranked], perhaps: Sequence[Ranked], *, ascending: bool) -> list[Ranked]:
    """Return the rows that may come first, in order: one when the intervals settle it, ex aequo or more otherwise.

    A row comes before another when it is at least as great for certain; two that are both exact and equal tie.
    ``perhaps``: the rows that may be in the list, which may then come first. None where no row is in it for certain.
    """

    def ends(row: Ranked) -> tuple[float, float]:
        bounds = row[1].interval if row[1] else _UNKNOWN
        return (-bounds.high, -bounds.low) if ascending else (bounds.low, bounds.high)

    sure = [(ends(row), row) for row in rows if row[1]]
    if not sure:
        return []
    best = max(mine for mine, _ in sure)  # no less for certain than any row that does not reach above its least
    first = [row for mine, row in sure if mine == best or mine[1] > best[0]]
    return first + [row for row in perhaps if row[1] and ends(row)[1] > best[0]]


def passes(value: Value | None, condition: Condition) -> bool | None:
    """Return whether a value passes a condition for certain (True), certainly not (False), or may pass (None)."""
    if value is None:
        return False
    low, high = value.interval.low, value.interval.high
    outcomes = {_compare(end, condition) for end in (low, high)}
    return outcomes.pop() if len(outcomes) == 1 else None


def _compare(value: float, condition: Condition) -> bool:
    limit = condition.limit
    return {
        Comparator.GT: value > limit,
        Comparator.GE: value >= limit,
        Comparator.LT: value < limit,
        Comparator.LE: value <= limit,
    }[condition.comparator]
