"""One side of a comparison, a place or a trade in a place, and how its figure is written beside the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from bot.answers.scope import Area, Chosen
from bot.writing.french import capitalised
from bot.writing.values import count, margin, rate, said
from knowledge.figures.interval import Interval
from knowledge.figures.query import Query, Statistic
from knowledge.figures.result import Cell, Value


@dataclass(frozen=True, slots=True)
class Side:
    """One side: how it is called in its row and in a sentence, its place, its cell, and whether it takes a plural."""

    name: str
    subject: str
    ref: str
    place: Area
    cell: Cell
    is_plural: bool
    trade: str = ""
    """« Couvreurs », where several trades are compared."""

    @property
    def value(self) -> Value:
        """The figure it is compared by; of a side without any project, what nothing is known of."""
        return self.cell.value or Value(None, 0, self.cell.bounds)


def sides_of(places: Sequence[Area], wanted: Sequence[Chosen], cells: Sequence[Cell]) -> list[Side]:
    """Return the sides that cells tell: each place, or each trade in each place."""
    choices: Sequence[Chosen | None] = wanted or [None]
    sides = []
    for (place, each), cell in zip(product(places, choices), cells, strict=True):
        if each is None or len(wanted) == 1:
            name = capitalised(place.name)
            sides.append(Side(name, place.subject, place.units[0].ref, place, cell, place.is_plural))
            continue
        kind = "le secteur " if each.is_sector else "le métier " if len(each.labels) == 1 or each.is_long else ""
        apart = len(places) > 1
        called = capitalised(each.word) if each.is_long else " et ".join(each.labels)
        name = called + (f", {place.name}" if apart else "")
        subject = f"{kind}{each.name}" + (f" {place.where}" if apart else "")
        sides.append(Side(name, subject, each.refs[0], place, cell, kind == "", each.name))
    return sides


def by_value(sides: Sequence[Side]) -> list[Side]:
    """Return the sides from the greatest, by their certain bounds."""
    return sorted(sides, key=lambda side: (-side.value.interval.low, -side.value.interval.high))


def is_before(best: Value, value: Value, *, ascending: bool) -> bool:
    """Return whether a figure certainly comes before another: above it, or below when the least comes first."""
    first, second = (value, best) if ascending else (best, value)
    return first.interval.is_above(second.interval)


def written(side: Side, query: Query) -> str:
    """« au moins 17 146 », « 23 381 (total publié) », « 49,4 % », « aucun »."""
    value = side.value
    if query.statistic is Statistic.SHARE:
        return rate(value)
    if query.statistic is not Statistic.NUMBER:
        return said(value, query.statistic, query.measure)
    if value.interval.is_exact and not value.interval.high:
        return "aucun"
    return count(value, query.measure) + (" (total publié)" if value.official else "")


def bounded(side: Side, query: Query) -> str:
    """« entre 618 et 966 », the figure where it is exact; a share that may be anything is unknown."""
    if query.statistic is Statistic.SHARE and side.value.interval == Interval(0, 1):
        return "part inconnue (secret)"
    if query.statistic is Statistic.PER_THOUSAND:
        return said(replace(side.value, published=None), query.statistic, query.measure)
    return margin(side.value, query.statistic) or written(side, query)
