"""Years whose rows are not held (2012-2015, 2021): the totals that were published, said to be so."""

from __future__ import annotations

from bot.answers.closed import answered, of_figure
from bot.answers.scope import Area, facts, opening
from bot.answers.seeking import is_of_seekers
from bot.answers.suggestions import around_area
from bot.answers.telling import cell_says, published_share, row_of
from bot.question import Question
from bot.writing.french import NARROW, listed
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.figures.evaluate import evaluate
from knowledge.figures.query import Dimension, Query
from knowledge.figures.result import Cell
from knowledge.library import Knowledge


def published_reply(question: Question, place: Area, year: int, knowledge: Knowledge) -> Reply:
    """Return the published total of ``year`` for the area, else for the first wider one that has it, else the years."""
    parents = knowledge.territories.parents(place.units[0])
    for where in (place, *(Area(knowledge.territories.survey_area(parent)) for parent in parents)):
        query = Query((where.asked.ref,), (year,), by=Dimension.YEAR)
        cells = evaluate(query, knowledge).cells if len(where.units) == 1 else ()
        if cells and cells[0].official:
            return _told(question, query, place, where, cells[0], knowledge)
    return _unknown(question, place, year, knowledge)


def _told(question: Question, query: Query, place: Area, where: Area, cell: Cell, knowledge: Knowledge) -> Reply:
    total, measure = cell.official, question.measure or Measure.PROJECTS
    if total is None:
        raise ValueError("a published total is told, not rows")
    missing = measure is not Measure.PROJECTS and not published_share(total, measure)
    unknown = f"{NARROW}; la part demandée n'a pas été publiée" if missing else ""
    shown = Measure.PROJECTS if missing else measure
    said = f"{opening(total.year, where)}, les employeurs annoncent {cell_says(cell, shown, share=True)}{unknown}."
    opened = f"Je n'ai pas de total pour {total.year} {place.where}, mais {said[:1].lower()}{said[1:]}"
    sentence = opened if where is not place else said
    if question.closed and not missing and where is place:
        outcome, _ = of_figure(cell, question, query, knowledge)
        sentence = answered(outcome, sentence, rather=is_of_seekers(question))
    held = listed([str(each) for each in knowledge.bmo.years()])
    return Reply(
        sentence=sentence,
        rows=(row_of(cell, query, str(total.year), str(total.year)),),
        notes=(f"C'est un total publié : je n'ai le détail par métier que pour {held}.",),
        source=f"Source : {total.source}, total publié.",
        suggestions=around_area(place),
        facts=facts(question, ReplyTopic.TOTALS, year=total.year, areas_=[where]),
    )


def _unknown(question: Question, place: Area, year: int, knowledge: Knowledge) -> Reply:
    rows = listed([str(each) for each in knowledge.bmo.years()])
    totals = sorted({total.year for unit in place.units for total in knowledge.bmo.published_totals(unit.ref)})
    older = [str(each) for each in totals if each not in knowledge.bmo.years()]
    more = f", et un total publié pour {listed(older)}" if older else ""
    return Reply(
        sentence=f"Je n'ai aucun chiffre pour {year} {place.where}. Je détiens les enquêtes {rows}{more}.",
        suggestions=around_area(place),
        facts=facts(question, ReplyTopic.YEAR_NOT_HELD, year=year, areas_=[place]),
    )
