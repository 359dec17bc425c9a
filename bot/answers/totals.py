"""Key figures of an area, all occupations together: projects, difficult, seasonal, published total."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import comparison
from bot.answers.asking import cell_of, query_of
from bot.answers.closed import set_right
from bot.answers.figures import figure_reply
from bot.answers.published import published_reply
from bot.answers.scope import Area, areas, year_of
from bot.answers.suggestions import around_area, asks, diagnosed, trades
from bot.answers.telling import official_of
from bot.answers.uncovered import check_covered
from bot.question import Question, Topic
from bot.writing.french import NARROW, projects
from bot.writing.reply import Reply, Suggestion
from bot.writing.values import amount, said
from knowledge.bmo.model import Measure
from knowledge.figures.query import Query, Statistic
from knowledge.figures.result import Cell
from knowledge.figures.sums import NOBODY
from knowledge.figures.values import number_of
from knowledge.library import Knowledge
from knowledge.territories.model import Level
from knowledge.territories.wording import in_


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
    change = _change(place, query, knowledge)
    direction = change.bounds.direction if change else 0
    return replace(
        reply,
        sentence=reply.sentence if question.closed else set_right(direction, question.towards, reply.sentence),
        notes=(*reply.notes, *([_before(change, query, knowledge)] if change and _is_plain(query) else [])),
        suggestions=_suggestions(place, year, knowledge),
    )


def _is_plain(query: Query) -> bool:
    """A part of the total is not set beside the total of the survey before."""
    return query.measure is Measure.PROJECTS and query.statistic is Statistic.NUMBER


def _change(place: Area, query: Query, knowledge: Knowledge) -> Cell | None:
    """Return the growth since the survey before, None when that one is not held there."""
    held = [year for year in knowledge.bmo.years() if year < query.year]
    if not held or any(knowledge.bmo.coverage(unit, held[-1]) == "none" for unit in place.units):
        return None
    cell = cell_of(query.but(years=(held[-1], query.year), statistic=Statistic.GROWTH), knowledge)
    return cell if cell.value and cell.before else None


def _before(change: Cell, query: Query, knowledge: Knowledge) -> str:
    """The number of the survey before and the growth since, both of published totals or both of rows."""
    when = "Un an plus tôt" if change.first_year == change.year - 1 else f"En {change.first_year}"
    of_totals = change.value is not None and change.value.official
    earlier = cell_of(query.but(years=(change.first_year,)), knowledge) if of_totals else None
    if earlier and earlier.official:
        before, on = f"{projects(earlier.official.projects)} (total publié)", ""
    else:
        before = amount(number_of(change.before or NOBODY, Measure.PROJECTS))
        on = " sur la somme des métiers" if official_of(change) else ""
    return f"{when}{NARROW}: {before}, soit {said(change.value, Statistic.GROWTH)}{on}."


def _suggestions(place: Area, year: int, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    recruiting = trades(place, year, knowledge)
    difficult = asks(Topic.RECRUITING, place, measure=Measure.DIFFICULT)
    tension = Suggestion("Les métiers en tension", f"métiers en tension {place.where}", asks=difficult)
    around = (each for each in knowledge.territories.parents(place.asked) if each.level is Level.REGION)
    wider = next(around, knowledge.territories.home)
    region = Suggestion("Chiffres clés de la région", f"chiffres clés {in_(wider)}", asks=asks(Topic.TOTALS, wider))
    return (*recruiting, tension if recruiting else region, around_area(place)[1], *diagnosed(place, knowledge))
