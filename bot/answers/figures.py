"""One figure of one place, for a métier, a sector, a sum of several, or all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers import comparison
from bot.answers.asking import cell_of, query_of
from bot.answers.closed import answered, of_figure
from bot.answers.scope import Area, Chosen, areas, chosen, facts, opening, source_line, without
from bot.answers.suggestions import around_nothing, around_occupation
from bot.answers.tables import secret_cells
from bot.answers.telling import bounds_of, cell_says, row_of
from bot.answers.uncovered import check_covered
from bot.question import MAX_ROWS, Question
from bot.writing.french import NARROW, adjective, capitalised, counted, listed, number, plural, projects
from bot.writing.reply import Reply, Suggestion
from bot.writing.values import amount, margin, said
from knowledge.bmo.model import NOBODY, Measure
from knowledge.figures.evaluate import evaluate
from knowledge.figures.query import Dimension, Query, Statistic
from knowledge.figures.result import Cell
from knowledge.figures.values import number_of
from knowledge.library import HOME_REGION, Knowledge
from knowledge.occupations.model import nomenclature_of
from knowledge.territories.model import Territory
from knowledge.territories.wording import in_

_PLAIN = frozenset({Statistic.NUMBER, Statistic.SHARE})


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the figure of the question's métier, or of the sum of several, in its area, for one year."""
    query = query_of(question, knowledge)
    places = areas(question, knowledge)
    if len(places) > 1 or (len(question.occupations) > 1 and not question.together):
        return comparison.answer(question, knowledge)
    place, wanted = places[0], [chosen(value, query.year, knowledge) for value in question.occupations]
    check_covered(places, query.year, knowledge, wanted=wanted[0])
    cell = cell_of(query, knowledge)
    reply = figure_reply(question, query, cell, place, wanted, knowledge)
    notes = [*reply.notes, *_beside(cell, query, place, wanted, knowledge)]
    return replace(reply, notes=tuple(notes), suggestions=_suggestions(cell, query, place, wanted, question, knowledge))


def figure_reply(
    question: Question, query: Query, cell: Cell, place: Area, wanted: Sequence[Chosen], knowledge: Knowledge
) -> Reply:
    """Return the sentence of one cell (yes or no first when that is asked), its row, bounds and source."""
    outcome, reference = of_figure(cell, question, query, knowledge) if question.closed else (None, "")
    name = listed([each.name for each in wanted])
    begin = opening(cell.year, place, name, without(question, cell.year, knowledge))
    sentence = f"{begin}{_told(question, query, cell, knowledge)}{reference}."
    label = " et ".join(label for each in wanted for label in each.labels) or capitalised(place.name)
    hidden = secret_cells(cell.figures, query.measure) if cell.figures else 0
    return Reply(
        sentence=answered(outcome, sentence) if question.closed else sentence,
        rows=(row_of(cell, label, (*wanted[0].refs, "")[0] if wanted else place.units[0].ref, question),)
        if cell.figures
        else (),
        notes=(*([place.note] if place.note else []), *_bounds(question, query, cell)),
        source=source_line(cell.year, [place.name], hidden),
        facts=facts(question, "figures" if wanted else "totals", year=cell.year, areas_=[place], wanted=wanted),
    )


def _told(question: Question, query: Query, cell: Cell, knowledge: Knowledge) -> str:
    """What follows the opening, with its link: « : 28 projets de recrutement, dont 60 % difficiles »."""
    measure, figures, value = query.measure, cell.figures, cell.value
    if figures is None and cell.official is None:
        return ", l'enquête ne recense aucun projet de recrutement"
    by_count = measure in {Measure.PROJECTS, Measure.NON_SEASONAL} or question.share
    lead = " : " if query.occupations else ", les employeurs annoncent " if by_count else ", "
    if query.statistic is Statistic.MASKED:
        return f" : {_masked(cell, measure)}"
    if value is None or query.statistic in _PLAIN or query.statistic is Statistic.GAP:
        return lead + cell_says(cell, measure, share=question.share)
    counting = amount(number_of(figures or NOBODY, measure), measure)
    if query.statistic is Statistic.PER_THOUSAND:
        people = f"{number(cell.place.population)} habitants"
        return f" : {said(value, query.statistic, measure)} ({counting}, {people})"
    around = _around(cell, knowledge)
    if query.statistic is Statistic.SPECIALISATION:
        of_all = "une part" if query.occupations else "un poids"
        return f"{lead}{counting}, {of_all} {said(value, query.statistic)} {_than(around)}"
    whole = "de tous les projets" if query.occupations else "des projets"
    where = "" if query.occupations else f" {in_(around)}" if around else ""
    return f"{lead}{counting}, soit {said(value, query.statistic)} {whole}{adjective(measure, 2)}{where}"
