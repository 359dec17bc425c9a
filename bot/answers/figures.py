"""One figure of one place, for a métier, a sector, a sum of several, or all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answers import comparison
from bot.answers.asking import cell_of, query_of
from bot.answers.closed import answered, of_figure
from bot.answers.grouped import grouped
from bot.answers.nearby import nearby
from bot.answers.scope import Area, Chosen, areas, every_chosen, facts, opening, source_line, without
from bot.answers.seeking import is_of_seekers
from bot.answers.suggestions import around_nothing, around_occupation, asks
from bot.answers.telling import bounds_of, cell_says, row_of, says, secret_cells
from bot.answers.uncovered import check_covered
from bot.question import MAX_ROWS, Question, Topic
from bot.writing.french import NARROW, adjective, capitalised, counted, listed, number, plural
from bot.writing.reply import Once, Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from bot.writing.values import amount, margin, said
from knowledge.bmo.model import Measure
from knowledge.figures.evaluate import evaluate
from knowledge.figures.query import Dimension, Query, Statistic
from knowledge.figures.result import Cell
from knowledge.figures.sums import NOBODY
from knowledge.figures.values import number_of
from knowledge.library import HOME_REGION, Knowledge
from knowledge.occupations.model import nomenclature_of
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_

_PLAIN = frozenset({Statistic.NUMBER, Statistic.SHARE})
_DETAIL = "Détail : "
_HANDFUL = 5


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the figure of the question's métier, or of the sum of several, in its area, for one year."""
    query = query_of(question, knowledge)
    places = areas(question, knowledge)
    if len(places) > 1 or (len(question.occupations) > 1 and not question.together):
        return comparison.answer(question, knowledge)
    place, wanted = places[0], every_chosen(question, query.year, knowledge)
    check_covered(places, query.year, knowledge)
    cell = cell_of(query, knowledge)
    reply = figure_reply(question, query, cell, place, wanted, knowledge)
    beside = _beside(cell, query, place, wanted, knowledge)
    detailed = any(note.startswith(_DETAIL) for note in beside)
    notes = [*grouped(question, wanted, detailed=detailed), *reply.notes, *beside]
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
    ref = wanted[0].refs[0] if wanted else place.units[0].ref
    hidden = secret_cells(cell.figures, query.measure) if cell.figures else 0
    notes = (place.note, *_bounds(question, query, cell), *_reading(query, cell, knowledge))
    topic = ReplyTopic.FIGURES if wanted else ReplyTopic.TOTALS
    return Reply(
        sentence=_settled(outcome, sentence, question, query, cell) if question.closed else sentence,
        rows=(row_of(cell, query, label, ref),) if cell.figures else (),
        notes=tuple(filter(None, notes)),
        source=source_line(cell.year, [place.name], hidden),
        facts=facts(question, topic, year=cell.year, areas_=[place], wanted=wanted),
    )


def _settled(outcome: bool | None, sentence: str, question: Question, query: Query, cell: Cell) -> str:
    """The sentence after its yes or no; « ça recrute ? » of a handful is a yes that is hardly one."""
    if not (cell.figures or cell.official or question.threshold) and query.measure is not Measure.PROJECTS:
        return sentence  # « est-ce tendu ? », where nobody recruits
    few = query.measure is Measure.PROJECTS and (cell.figures or NOBODY).interval(Measure.PROJECTS).high < _HANDFUL
    return answered(outcome, sentence, rather=is_of_seekers(question), barely=few and not question.threshold)


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
    where = in_(around) if around else ""
    if query.statistic is Statistic.SPECIALISATION:
        return f"{lead}{counting}, {said(value, query.statistic)} le poids qu'ils ont {where}"
    whole = "de tous les projets" if query.occupations else "des projets"
    return f"{lead}{counting}, soit {said(value, query.statistic)} {whole}{adjective(measure, 2)}" + (
        "" if query.occupations else f" {where}"
    )


def _masked(cell: Cell, measure: Measure) -> str:
    """« 11 valeurs sur 120 sont secrètes ; elles cachent de 11 à 44 projets : 17 190 au plus en tout »."""
    figures = cell.figures or NOBODY
    total, bounds = figures.of(measure), figures.interval(measure)
    if not total.masked:
        return f"aucune valeur secrète, sur {counted(total.cells, 'valeur')}"
    alone = replace(total, published=0, cells=total.masked)
    of_cells = f"{number(total.masked)} {plural(total.masked, 'valeur')} sur {number(total.cells)}"
    are = "est secrète" if total.masked == 1 else "sont secrètes"
    hides = "elle cache" if total.masked == 1 else "elles cachent"
    hidden = f"de {number(alone.low)} à {number(alone.high)} projets{adjective(measure, 2)}"
    return f"{of_cells} {are}{NARROW}; {hides} {hidden}, soit {number(bounds.high)} en tout au plus"


def _around(cell: Cell, knowledge: Knowledge) -> Territory | None:
    """Return what the place is set against by default: its région, else the country."""
    parents = knowledge.territories.parents(cell.place.units[0])
    return next((one for one in parents if one.level in {Level.REGION, Level.FRANCE}), None)


def _bounds(question: Question, query: Query, cell: Cell) -> list[str]:
    if query.statistic in _PLAIN or query.statistic is Statistic.GAP or cell.value is None:
        return bounds_of(cell, question)
    said_margin = margin(cell.value, query.statistic)
    told = said_margin in said(cell.value, query.statistic, query.measure)  # the sentence gives them
    return [] if told else [f"{capitalised(said_margin)} avec les valeurs secrètes."]


def _reading(query: Query, cell: Cell, knowledge: Knowledge) -> Iterator[str]:
    """Which population, and that what the question leaves out was not in the sum, where that is so."""
    if query.statistic is Statistic.PER_THOUSAND:
        yield f"Population{NARROW}: {knowledge.territories.population_source()[1]}."
    if query.excluded and cell_of(query.but(excluded=()), knowledge).figures == cell.figures:
        yield "Rien n'est retiré : ce que vous écartez n'en fait pas partie."


def _beside(cell: Cell, query: Query, place: Area, wanted: Sequence[Chosen], knowledge: Knowledge) -> list[str]:
    """The detail of a sum of métiers; the nearest published level of a secret."""
    if cell.figures is None:
        there = nearby(query, place, knowledge) if cell.official is None else ""
        return [there] if there else []
    if not cell.figures.projects.is_masked:
        return [_detail(query, wanted, knowledge)] if sum(len(each.refs) for each in wanted) > 1 else []
    for parent in _wider(place, query.year, knowledge):
        found = cell_of(_plain(query, parent), knowledge)
        if found.figures and not found.figures.projects.is_masked:
            return [f"Le niveau publié le plus proche{NARROW}: {in_(parent)}, {says(found.figures)}."]
    return []


def _detail(query: Query, wanted: Sequence[Chosen], knowledge: Knowledge) -> str:
    """« Détail : Maçons peu qualifiés, 12 projets ; Maçons qualifiés, au moins 30 projets. »"""
    pairs = [pair for each in wanted for pair in zip(each.refs, each.labels, strict=True)][:MAX_ROWS]
    apart = query.but(
        occupations=tuple(ref for ref, _ in pairs), summed=False, measure=Measure.PROJECTS,
        statistic=Statistic.NUMBER, conditions=(),
    )  # fmt: skip
    cells = evaluate(apart, knowledge).cells
    said_apart = [
        f"{label}, {amount(number_of(cell.figures or NOBODY, Measure.PROJECTS))}"
        for (_, label), cell in zip(pairs, cells, strict=True)
    ]
    return Once(f"{_DETAIL}{f'{NARROW}; '.join(said_apart)}.")


def _wider(place: Area, year: int, knowledge: Knowledge) -> list[Territory]:
    """Return what holds a place, from the nearest, where figures per métier are held."""
    parents = knowledge.territories.parents(place.units[0])
    return [parent for parent in parents if knowledge.bmo.coverage(parent, year) == "rows"]


def _plain(query: Query, place: Territory) -> Query:
    return query.but(
        places=(place.ref,), together=False, excluded=(), measure=Measure.PROJECTS, statistic=Statistic.NUMBER
    )


def _suggestions(
    cell: Cell, query: Query, place: Area, wanted: Sequence[Chosen], question: Question, knowledge: Knowledge
) -> tuple[Suggestion, ...]:
    """Only what leads somewhere: no difficulty of what is secret, and a wider place where there is no project."""
    word = question.words[0] if question.words else wanted[0].labels[0]
    if cell.figures is None:
        return _elsewhere(query, place, word, question, knowledge)
    secret = cell.figures.difficult.is_masked
    offers = around_occupation(place, word, question, Measure.DIFFICULT if secret else question.measure)
    alone = cell.figures.projects.is_masked and not _can_be_followed(query, knowledge)
    return tuple(each for each in offers if not (alone and each.spans_years))


def _elsewhere(
    query: Query, place: Area, word: str, question: Question, knowledge: Knowledge
) -> tuple[Suggestion, ...]:
    """The first wider place with a project, where in the home region if there is any, and other occupations."""
    where, every = around_nothing(place, word, question)
    home = cell_of(_plain(query, knowledge.territories.get(HOME_REGION)), knowledge)
    at_home = place.asked.region in {"", knowledge.territories.home.code}
    somewhere = (where,) if home.figures and at_home else ()
    for parent in _wider(place, query.year, knowledge):
        if cell_of(_plain(query, parent), knowledge).figures:
            asked = asks(Topic.FIGURES, parent, replace(question, words=(word,)))
            wider = Suggestion(capitalised(in_(parent)), f"combien de projets : {word} {in_(parent)} ?", asks=asked)
            return (wider, *somewhere, every)
    return (*somewhere, every)


def _can_be_followed(query: Query, knowledge: Knowledge) -> bool:
    """Return whether two years of one nomenclature are published."""
    series = query.but(years=knowledge.bmo.years(), by=Dimension.YEAR, statistic=Statistic.NUMBER, conditions=())
    cells = evaluate(series, knowledge).cells
    told = [nomenclature_of(each.year) for each in cells if each.figures and not each.figures.projects.is_masked]
    return len(told) > len(set(told))
