"""From a question to the query that computes it: what every answer on the survey shares."""

from __future__ import annotations

from bot.answers.scope import held_year
from bot.question import Question
from knowledge.bmo.model import Measure
from knowledge.figures.evaluate import evaluate
from knowledge.figures.query import Comparator, Condition, Query, Statistic
from knowledge.figures.result import Cell
from knowledge.library import HOME_REGION, Knowledge

MIN_PROJECTS = 20
"""A rate over fewer projects than this says little: such rows are not ranked, and the reply says so."""


def query_of(question: Question, knowledge: Knowledge) -> Query:
    """Return the query of a question on one year: its places (the home region if none), métiers, measure, conditions.

    Each answer completes it with ``but``: statistic, breakdown, order. UnanswerableError when the year is not held.
    """
    return Query(
        places=question.territories or (HOME_REGION,),
        years=(held_year(question, knowledge),),
        measure=question.measure or Measure.PROJECTS,
        statistic=_statistic(question),
        occupations=question.occupations,
        together=question.together,
        summed=question.together and len(question.occupations) > 1,
        conditions=conditions_of(question),
        excluded=tuple(value.split("|", maxsplit=1)[0] for value in question.excluded),
        ascending=question.ascending,
        floor=MIN_PROJECTS,
    )


def cell_of(query: Query, knowledge: Knowledge) -> Cell:
    """Return the one cell of a query on one place, métier and year, whatever its conditions; see ``evaluate``."""
    return evaluate(query.but(conditions=(), floor=0), knowledge).cells[0]


def _statistic(question: Question) -> Statistic:
    if question.statistic:
        return Statistic(question.statistic)
    return Statistic.SHARE if question.share and question.measure not in {None, Measure.PROJECTS} else Statistic.NUMBER


def conditions_of(question: Question) -> tuple[Condition, ...]:
    """Return the conditions of « plus de 100 projets », « moins de 50 % de difficiles », in the query's terms."""
    return tuple(_condition(text, question) for text in question.threshold.split("&") if text)


def _condition(text: str, question: Question) -> Condition:
    """Read ``gt:100``, ``lt:50%`` or ``ge:80%:difficult``.

    « plus de 100 projets » counts all projects even in a list of difficult ones; « plus de 100 ? » what is listed.
    """
    name, limit, *of = text.split(":")
    asked = question.measure or Measure.PROJECTS
    is_share = limit.endswith("%")
    measure = Measure.PROJECTS
    if of:
        measure = asked if of == ["asked"] else Measure(of[0])
    elif is_share:
        measure = asked if asked is not Measure.PROJECTS else Measure.DIFFICULT
    value = float(limit.rstrip("%"))
    statistic = Statistic.SHARE if is_share else Statistic.NUMBER
    return Condition(Comparator(name), value / 100 if is_share else value, measure, statistic)
