"""Writes the values of ``knowledge.figures``: exact, at least, or between two bounds; never a secret as a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.writing.french import NARROW, adjective, number, percent, plural, projects, signed, signed_percent, whole
from knowledge.bmo.model import Measure
from knowledge.figures.query import Statistic
from knowledge.figures.result import Value
from knowledge.figures.sums import MASKED_MAX

_WIDE = 0.1
"""A number whose bounds are further apart than this part of the least is told by them, not by what is published."""


def said(value: Value | None, statistic: Statistic, measure: Measure = Measure.PROJECTS) -> str:
    """Return a value in words: « 17 190 projets de recrutement », « entre 72 et 76 », « 49,4 % », « +12 points »."""
    if value is None:
        return "un chiffre qui ne peut pas être calculé"
    return _WRITERS.get(statistic, _rate)(value, measure)


def is_told_by_bounds(value: Value, measure: Measure) -> bool:
    """Return whether the interval is the answer: nothing published, bounds far apart, or projects out of season."""
    bounds = value.interval
    if bounds.is_exact:
        return False
    return value.published is None or measure is Measure.NON_SEASONAL or bounds.high - bounds.low > _WIDE * bounds.low


def amount(value: Value, measure: Measure = Measure.PROJECTS) -> str:
    """Return a number of projects: « 12 projets de recrutement », « au moins 84 515 … », « entre 72 et 76 … »."""
    bounds = value.interval
    if value.published is None and bounds.high <= MASKED_MAX:
        return f"moins de {MASKED_MAX + 1}{NARROW}projets de recrutement{adjective(measure, 2)} (secret statistique)"
    if is_told_by_bounds(value, measure):
        return f"{between(value)} projets de recrutement{adjective(measure, 2)}"
    if bounds.is_exact:
        return projects(bounds.low, measure)
    return f"au moins {projects(value.published or 0, measure)}"


def count(value: Value, measure: Measure = Measure.PROJECTS) -> str:
    """Return the number alone, without its noun: « 12 », « au moins 84 515 », « entre 72 et 76 », « moins de 5 »."""
    bounds = value.interval
    if value.published is None and bounds.high <= MASKED_MAX:
        return f"moins de {MASKED_MAX + 1}"
    if is_told_by_bounds(value, measure):
        return between(value)
    return number(bounds.low) if bounds.is_exact else f"au moins {number(value.published or 0)}"


def between(value: Value) -> str:
    """Return « entre 52 460 et 60 004 », « au plus 20 » from nothing, the one number when both are written alike."""
    low, high = number(value.interval.low), number(value.interval.high)
    if low == high:
        return low
    return f"entre {low} et {high}" if value.interval.low else f"au plus {high}"


def rate(value: Value, decimals: int = 1) -> str:
    """Return a share: « 49,4 % », « entre 48,1 % et 52,3 % » or « au plus 4,1 % » when nothing of it is published."""
    low, high = value.interval.low, value.interval.high
    known = _known(value)
    if known is not None:
        return percent(known, decimals)
    if not low and percent(high, decimals) != percent(low, decimals):
        return f"au plus {percent(high, decimals)}"
    return span(percent(low, decimals), percent(high, decimals))


def margin(value: Value, statistic: Statistic) -> str:
    """Return what secret values leave possible: « entre 85 150 et 87 055 », "" when the figure is exact as written."""
    low, high = value.interval.low, value.interval.high
    write = _PLAIN.get(statistic, percent)
    return "" if write(low) == write(high) else span(write(low), write(high))


def span(low: str, high: str) -> str:
    """Return « entre 43,6 et 44,7 », the one figure when the two are written alike."""
    return low if low == high else f"entre {low} et {high}"


def _rate(value: Value, _measure: Measure) -> str:
    return rate(value)


def _known(value: Value) -> float | None:
    """Return what published cells alone give, where secrets leave it possible: a sum of them is only a minimum."""
    return value.published if value.published is not None and value.published in value.interval else None


def _per_thousand(value: Value, measure: Measure) -> str:
    shown = _known(value)
    if shown is None:
        shown = value.interval.high
        written = span(number(value.interval.low, 1), number(shown, 1))
    else:
        written = number(shown, 1)
    noun = plural(shown, "projet")
    return f"{written} {noun}{adjective(measure, shown)} pour 1{NARROW}000 habitants"


def _times(value: Value, _measure: Measure) -> str:
    shown = value.published if value.published is not None else value.interval.middle
    return f"{number(shown, 1)} fois"


def _change(value: Value, measure: Measure) -> str:
    """A change that secrets leave between two numbers is never told by what is published: both years hide some."""
    low, high = signed(value.interval.low), signed(value.interval.high)
    most = 2 if low != high else value.interval.low
    return f"{span(low, high)} {plural(most, 'projet')}{adjective(measure, most)}"


def _growth(value: Value, _measure: Measure) -> str:
    return span(signed_percent(value.interval.low), signed_percent(value.interval.high))


def _points(value: Value, _measure: Measure) -> str:
    low, high = (100 * end for end in (value.interval.low, value.interval.high))
    return f"{span(signed(low, 1), signed(high, 1))} {plural(int(max(abs(low), abs(high))), 'point')}"


def _rank(value: Value, _measure: Measure) -> str:
    low, high = whole(value.interval.low), whole(value.interval.high)
    first = "1er" if low == 1 else f"{low}e"
    return first if low == high else f"entre le {first} et le {high}e rang"


_WRITERS: Mapping[Statistic, Callable[[Value, Measure], str]] = {
    Statistic.NUMBER: amount,
    Statistic.GAP: _change,
    Statistic.PER_THOUSAND: _per_thousand,
    Statistic.SPECIALISATION: _times,
    Statistic.CHANGE: _change,
    Statistic.GROWTH: _growth,
    Statistic.POINTS: _points,
    Statistic.CONTRIBUTION: _points,
    Statistic.RANK: _rank,
    Statistic.MASKED: lambda value, _measure: number(value.interval.low),
}
_PLAIN: Mapping[Statistic, Callable[[float], str]] = {
    Statistic.NUMBER: number,
    Statistic.GAP: signed,
    Statistic.CHANGE: signed,
    Statistic.GROWTH: signed_percent,
    Statistic.PER_THOUSAND: lambda each: number(each, 1),
    Statistic.SPECIALISATION: lambda each: number(each, 1),
    Statistic.POINTS: lambda each: f"{signed(100 * each, 1)} points",
    Statistic.CONTRIBUTION: lambda each: f"{signed(100 * each, 1)} points",
    Statistic.RANK: number,
}
