"""Which rows of a ranking pass « plus de 100 projets » or « moins de 50 % »."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence

from bot.question import Question
from bot.writing.french import NARROW, adjective, counted, listed, number, plural
from knowledge.bmo.model import MASKED_MAX, Figures, Measure, RankedRow, Ranking

_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
_WORDS = {"gt": "plus de", "ge": "au moins", "lt": "moins de", "le": "au plus"}


def passing(ranking: Ranking, question: Question, floor: int = 0) -> Ranking:
    """Return the rows that pass the question's threshold, all of them without threshold.

    The ``secret`` rows kept are those that pass whatever they hide (« moins de 100 projets »), among those of at
    least ``floor`` projects.
    """
    if not question.threshold:
        return ranking
    rows = tuple(row for row in ranking.rows if _passes(row.figures, question))
    large = (row for row in ranking.secret if row.figures.projects.published >= floor)
    return Ranking(rows, ranking.masked, len(rows), tuple(row for row in large if _passes(row.figures, question)))


def number_passing(passed: Ranking, question: Question, noun: str, floor: int = 0) -> str:
    """Return « 12 métiers comptent moins de 50 projets, et 34 autres, dont le chiffre est secret mais … »."""
    among = f" parmi ceux d'au moins {number(floor)} projets" if floor else ""
    ranked = f"{counted(passed.total, f'{noun} compte', f'{noun}s comptent')} {threshold_words(question)}{among}"
    if not passed.secret:
        return ranked
    return f"{ranked}, et {counted(len(passed.secret), 'autre')}, {_secrecy(passed.secret, question)}"


def none_published(passed: Ranking, question: Question, noun: str) -> str:
    """Return « aucun métier n'a de chiffre publié qui réponde à cette question », and how many secret ones do."""
    none = f"aucun {noun} n'a de chiffre publié qui réponde à cette question"
    if not question.threshold or not passed.secret:
        return none
    verb = plural(len(passed.secret), "répond", "répondent")
    return f"{none}{NARROW}; {counted(len(passed.secret), noun)}, {_secrecy(passed.secret, question)}, y {verb}"


def published_noun(passed: Ranking, question: Question, noun: str) -> tuple[str, str]:
    """Return what a list counts, singular and plural: published figures only, where secret ones pass as well."""
    suffix = " au chiffre publié" if question.threshold and passed.secret else ""
    return f"{noun}{suffix}", f"{noun}s{suffix}"


def threshold_words(question: Question) -> str:
    """Return « plus de 100 projets », « moins de 50 % », "" without threshold."""
    if not question.threshold:
        return ""
    said = []
    for condition in question.threshold.split("&"):
        name, limit, measure = _read(condition, question)
        noun = adjective(measure, 2)
        said.append(f"{_WORDS[name]} {_written(limit)} projets{noun}")
    return listed(said)


def _written(limit: str) -> str:
    """Return « 1 000 », « 12,5 % de »."""
    value = limit.rstrip("%")
    shown = number(float(value), len(value.partition(".")[2]))
    return f"{shown}{NARROW}% de" if limit.endswith("%") else shown


def _secrecy(secret: Sequence[RankedRow], question: Question) -> str:
    """Return why rows that pass are not ranked: the very figure of the threshold is secret, or the one ranked by."""
    conditions = [_read(condition, question) for condition in question.threshold.split("&")]
    asked = question.measure or Measure.PROJECTS
    if any(measure is not asked for _, _, measure in conditions):
        return f"dont le nombre de projets{adjective(asked, 2)} est secret"
    below = all(name in {"lt", "le"} for name, _, _ in conditions)
    small = below and all(row.figures.interval(asked).high <= MASKED_MAX for row in secret)
    certain = f"inférieur à {number(MASKED_MAX + 1)}" if small else "forcément dans cette limite"
    return f"dont le chiffre est secret mais {certain}"


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
    bounds = figures.interval(measure)
    possible = (bounds.low, bounds.high) if total.is_masked else (total.published,)
    return all(compare(value, float(limit)) for value in possible)
