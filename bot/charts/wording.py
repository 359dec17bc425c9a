"""The French sentence that stands for a chart for whoever does not see it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.charts.model import Bars, Body, Groups, Lines, Moves, Series
from bot.writing.french import NARROW, NO_BREAK, listed

_MOST_NAMED = 5


def described(title: str, body: Body) -> str:
    """Return « Barres : titre. Couvreurs 28 ; … »."""
    if isinstance(body, Bars):
        return _said("Barres", title, _first([f"{bar.label} {bar.total.text}" for bar in body.bars]))
    if isinstance(body, Moves):
        return _said("Barres", title, _first([f"{m.label} {m.change.text} ({m.span})" for m in body.moves]))
    if isinstance(body, Lines):
        return _said("Courbe" if len(body.series) == 1 else "Courbes", title, _semicolons(map(_series, body.series)))
    return _said("Barres groupées", title, _semicolons(_group(body, rank) for rank in range(len(body.groups))))


def _said(kind: str, title: str, figures: str) -> str:
    return f"{kind}{NO_BREAK}: {title}. {figures}."


def _first(parts: list[str]) -> str:
    named = f"{NARROW}; ".join(parts[:_MOST_NAMED])
    rest = len(parts) - _MOST_NAMED
    if rest <= 0:
        return named
    return f"{named}{NARROW}; et {rest} {'autre ligne' if rest == 1 else 'autres lignes'}, jusqu'à {parts[-1]}"


def _series(series: Series) -> str:
    points = [
        f"{point.mark.text} en {point.year}{' (total publié)' if point.hollow else ''}" for point in series.points
    ]
    return f"{series.name}{NO_BREAK}: {listed(points)}"


def _group(body: Groups, rank: int) -> str:
    group = body.groups[rank]
    sides = [f"{name} {mark.text or 'sans objet'}" for name, mark in zip(body.names, group.marks, strict=True)]
    return f"{group.label}{NO_BREAK}: {listed(sides)}"


def _semicolons(parts: Iterable[str]) -> str:
    return f"{NARROW}; ".join(parts)
