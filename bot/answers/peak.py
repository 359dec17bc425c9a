"""The year with the most, or the least: certain or not, as the bounds of the years decide."""

from __future__ import annotations

from collections.abc import Sequence

from bot.writing.french import NARROW, adjective, listed, plural
from bot.writing.values import count, margin, rate
from knowledge.figures.query import Query, Statistic
from knowledge.figures.result import Cell, Value


def peak(told: Sequence[Cell], query: Query, where: str, about: str, *, least: bool) -> str:
    """Return the sentence that names the year whose figure is the highest (or the lowest), or the years that may be."""
    years = {cell.year: cell.value for cell in told if cell.value}
    contenders = _contenders(years, least=least)
    first, last = min(years), max(years)
    of_whom = f", pour {about}" if about else ""
    extreme = f"{'la plus basse' if least else 'la plus haute'} de {first} à {last} {where}{of_whom}"
    if len(contenders) > 1:
        named = listed([f"{year} ({_said(years[year], query)})" for year in contenders])
        return f"L'année {extreme} n'est pas certaine{NARROW}: {named}."
    year = contenders[0]
    latest = f"{NARROW}; en {last}, {_said(years[last], query)}" if year != last else ""
    return f"L'année {extreme} est {year}{NARROW}: {_said(years[year], query)}{latest}."


def _contenders(years: dict[int, Value], *, least: bool) -> list[int]:
    """Return the years that may be the first one, whatever the secret values are."""
    if least:
        bar = min(value.interval.high for value in years.values())
        return [year for year, value in years.items() if value.interval.low <= bar]
    bar = max(value.interval.low for value in years.values())
    return [year for year, value in years.items() if value.interval.high >= bar]


def _said(value: Value, query: Query) -> str:
    if query.statistic is Statistic.SHARE:
        return f"{rate(value)} de projets{adjective(query.measure, 2)}"
    figure = margin(value, query.statistic) or count(value, query.measure)
    return f"{figure} {plural(value.interval.high, 'projet')}{adjective(query.measure, value.interval.high)}"
