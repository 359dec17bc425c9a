"""« plus de 100 projets », « moins de 50 % de projets difficiles »: the conditions of a list, in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.writing.french import NARROW, adjective, listed, number
from knowledge.figures.query import Comparator, Condition, Statistic

_WORDS = {
    Comparator.GT: "plus de",
    Comparator.GE: "au moins",
    Comparator.LT: "moins de",
    Comparator.LE: "au plus",
}


def threshold_words(conditions: Sequence[Condition]) -> str:
    """Return « plus de 100 projets », « au moins 50 % de projets difficiles et au plus 60 % … », "" without any."""
    return listed(
        [f"{_WORDS[each.comparator]} {_limit(each)} projets{adjective(each.measure, 2)}" for each in conditions]
    )


def _limit(condition: Condition) -> str:
    """Return « 1 000 », « 12,5 % de »."""
    is_share = condition.statistic is Statistic.SHARE
    limit = round(condition.limit * 100, 6) if is_share else condition.limit
    shown = number(limit, len(f"{limit:.6f}".rstrip("0").partition(".")[2]))
    return f"{shown}{NARROW}% de" if is_share else shown
