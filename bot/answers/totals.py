"""Key figures of an area, all occupations together: projects, difficult, seasonal, published total."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import comparison
from bot.answers.asking import cell_of, query_of
from bot.answers.figures import figure_reply
from bot.answers.published import as_facts, published_reply
from bot.answers.scope import Area, areas, year_of
from bot.answers.suggestions import around_area, diagnosed, trades
from bot.answers.telling import official_of
from bot.answers.uncovered import check_covered
from bot.question import Question
from bot.writing.french import NARROW
from bot.writing.reply import Reply, Suggestion
from bot.writing.values import amount, said
from knowledge.bmo.model import Measure
from knowledge.figures.query import Query, Statistic
from knowledge.figures.values import number_of
from knowledge.library import Knowledge


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the totals of the area asked; a year without rows is answered from the published totals."""
    places = areas(question, knowledge)
    if len(places) > 1:
        return comparison.answer(question, knowledge)
    place, year = places[0], year_of(question, knowledge)
    if year not in knowledge.bmo.years():
        return published_reply(question, place, year, knowledge)
    check_covered(places, year, knowledge, totals_enough=True)
    query = query_of(question, knowledge)
    cell = cell_of(query, knowledge)
    if cell.figures is None:
        return published_reply(question, place, year, knowledge)
    reply = figure_reply(question, query, cell, place, (), knowledge)
    total = official_of(cell)
    return replace(
        reply,
        notes=(*reply.notes, *_change(place, query, knowledge)),
        suggestions=_suggestions(place, year, knowledge),
        facts={**reply.facts, **(as_facts(total) if total else {})},
    )


def _change(place: Area, query: Query, knowledge: Knowledge) -> list[str]:
    """How the total moved since the survey before, nothing when that one is not held there, or a part is asked."""
    earlier = [year for year in knowledge.bmo.years() if year < query.year]
    asked_whole = query.measure is Measure.PROJECTS and query.statistic is Statistic.NUMBER
    if not earlier or not asked_whole:
        return []
    before = earlier[-1]
    if any(knowledge.bmo.coverage(unit, before) == "none" for unit in place.units):
        return []
    cell = cell_of(query.but(years=(before, query.year), statistic=Statistic.GROWTH), knowledge)
    if cell.before is None or cell.value is None:
        return []
    when = "Un an plus tôt" if before == query.year - 1 else f"En {before}"
    moved = said(cell.value, Statistic.GROWTH)
    by_rows = " sur la somme des métiers" if official_of(cell) and not cell.value.official else ""
    return [f"{when}{NARROW}: {amount(number_of(cell.before, Measure.PROJECTS))} ({moved}{by_rows})."]


def _suggestions(place: Area, year: int, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    recruiting = trades(place, year, knowledge)
    tension = Suggestion("Les métiers en tension", f"métiers en tension {place.where}")
    home = Suggestion("Chiffres clés de la région", "chiffres clés de la région Centre-Val de Loire")
    return (*recruiting, tension if recruiting else home, around_area(place)[1], *diagnosed(place, knowledge))
