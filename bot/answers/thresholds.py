"""Which rows of a ranking pass « plus de 100 projets » or « moins de 50 % »."""

from __future__ import annotations

import operator
from collections.abc import Callable

from bot.answers.french import listed, number
from bot.question import Question
from knowledge.bmo.model import Figures, Measure, Ranking

_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
_WORDS = {"gt": "plus de", "ge": "au moins", "lt": "moins de", "le": "au plus"}


def passing(ranking: Ranking, question: Question) -> Ranking:
    """Return the rows that pass the question's threshold, all of them without threshold."""
    if not question.threshold:
        return ranking
    rows = tuple(row for row in ranking.rows if _passes(row.figures, question))
    return Ranking(rows, ranking.masked, len(rows))


def threshold_words(question: Question) -> str:
    """Return « plus de 100 projets », « moins de 50 % », "" without threshold."""
    if not question.threshold:
        return ""
    said = []
    for condition in question.threshold.split("&"):
        name, _, limit = condition.partition(":")
        amount = f"{limit[:-1]} % de difficiles" if limit.endswith("%") else f"{number(int(limit))} projets"
        said.append(f"{_WORDS[name]} {amount}")
    return listed(said)


def _passes(figures: Figures, question: Question) -> bool:
    measure = question.measure or Measure.PROJECTS
    counted = Measure.PROJECTS if "%" in question.threshold else measure
    return all(
        _passes_one(figures, condition, measure if condition.endswith("%") else counted)
        for condition in question.threshold.split("&")
    )


def _passes_one(figures: Figures, condition: str, measure: Measure) -> bool:
    name, _, limit = condition.partition(":")
    compare = _OPERATORS[name]
    if limit.endswith("%"):
        share = figures.share(measure if measure is not Measure.PROJECTS else Measure.DIFFICULT)
        return share is not None and compare(share.value * 100, float(limit[:-1]))
    total = figures.of(measure)
    return not total.is_masked and compare(total.published, float(limit))
