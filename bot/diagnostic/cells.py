"""Figures as cells: exact, at least (« ≥ »), or secret; a share with the interval that secret values leave."""

from __future__ import annotations

from bot.diagnostic.document import Cell
from bot.writing.french import NARROW, number, percent, plural, signed, signed_percent
from knowledge.bmo.model import Measure
from knowledge.figures.result import Cell as Changed
from knowledge.figures.sums import NOBODY, Figures, Share, Sum
from knowledge.figures.values import growth_of

SECRET = Cell("secret", tone="muted")
NOTHING = Cell("–", tone="muted")
AT_LEAST = f"≥{NARROW}"


def count(total: Sum, longest: float = 0) -> Cell:
    """Return « 937 », « ≥ 937 » when secret values add to it, or « secret »; a bar on the scale of ``longest``."""
    if total.is_masked:
        return SECRET
    bar = total.published / longest if longest else None
    return Cell(f"{AT_LEAST if total.masked else ''}{number(total.published)}", bar=bar)


def share(figures: Figures, measure: Measure, *, bar: bool = False) -> Cell:
    """Return « 49,4 % », its interval beside it when values are secret."""
    found = figures.share(measure)
    if found is None:
        return SECRET
    return Cell(percent(found.value), small=span(found), bar=found.value if bar else None)


def span(found: Share) -> str:
    """Return « 48,1 à 52,3 », "" when the share is exact to the tenth."""
    low, high = number(found.low * 100, 1), number(found.high * 100, 1)
    return "" if low == high else f"{low} à {high}"


def part(figures: Figures, measure: Measure) -> Cell:
    """Return « 198 sur 263 », or « secret »."""
    some, whole = figures.of(measure), figures.projects
    if some.is_masked or whole.is_masked:
        return SECRET
    return Cell(f"{count(some).text} sur {count(whole).text}")


def rate(before: Figures | None, after: Figures) -> Cell:
    """Return « −5,3 % », or « −6,1 % à −4,8 % » with secret values, « – » when there is nothing to compare."""
    grown = growth_of(before, after, Measure.PROJECTS) if before else None
    if grown is None:
        return NOTHING
    low, high = signed_percent(grown.interval.low), signed_percent(grown.interval.high)
    return Cell(low if low == high else f"{low} à {high}", tone=tone(grown.interval.direction))


def moved(change: Changed) -> Cell:
    """Return « +120 », with the percent beside it, or what secret values leave possible (« +61 à +92 »)."""
    if change.value is None:
        return NOTHING
    bounds = change.value.interval
    low, high = signed(bounds.low), signed(bounds.high)
    if low != high:
        return Cell(f"{low} à {high}", tone=tone(bounds.direction))
    beside = rate(change.before, change.figures or NOBODY).text if change.before else ""
    return Cell(low, small=beside.removeprefix(NOTHING.text), tone=tone(bounds.direction))


def points(value: float) -> str:
    """Return a change of share (0.021) as « +2,1 points »."""
    hundredths = value * 100
    return f"{signed(hundredths, 1)} {plural(int(abs(hundredths)), 'point')}"


def tone(change: float) -> str:
    """Return ``up``, ``down``, or "" for what did not move."""
    return "up" if change > 0 else "down" if change < 0 else ""
