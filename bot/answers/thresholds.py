"""Which rows of a ranking pass « plus de 100 projets » or « moins de 50 % »."""

from __future__ import annotations

import operator
from collections.abc import Callable

from bot.answers.french import adjective, listed, number
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
        name, limit, measure = _read(condition, question)
        noun = adjective(measure, 2)
        amount = f"{limit[:-1]} % de projets{noun}" if limit.endswith("%") else f"{number(int(limit))} projets{noun}"
        said.append(f"{_WORDS[name]} {amount}")
    return listed(said)


def _passes(figures: Figures, question: Question) -> bool:
    return all(_passes_one(figures, *_read(condition, question)) for condition in question.threshold.split("&"))


def _read(condition: str, question: Question) -> tuple[str, str, Measure]:
    """Return the comparison, the limit (« 100 », « 80% ») and what it is about.

    « plus de 100 projets » counts all projects even in a list of difficult ones; « plus de 100 ? » what is listed.
    """
    name, limit, *of = condition.split(":")
    asked = question.measure or Measure.PROJECTS
    if of:
        return name, limit, asked if of == ["asked"] else Measure(of[0])
    if limit.endswith("%"):
        return name, limit, asked if asked is not Measure.PROJECTS else Measure.DIFFICULT
    return name, limit, Measure.PROJECTS


def _passes_one(figures: Figures, name: str, limit: str, measure: Measure) -> bool:
    compare = _OPERATORS[name]
    if limit.endswith("%"):
        share = figures.share(measure)
        return share is not None and compare(share.value * 100, float(limit[:-1]))
    total = figures.of(measure)
    return not total.is_masked and compare(total.published, float(limit))
