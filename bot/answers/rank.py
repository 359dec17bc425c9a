"""The rank of a place among those of its level, « Amboise est 8e sur 22 », or of a trade among those of a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.breakdown import Listed, is_of_france, listed
from bot.answers.kinds import PLACES
from bot.answers.rows import rows_of
from bot.answers.scope import Area, areas, every_chosen, facts, held_year, source_line
from bot.answers.suggestions import around_area
from bot.answers.uncovered import check_covered
from bot.question import Question
from bot.writing.french import NARROW, NO_BREAK, adjective, capitalised, quoted
from bot.writing.french import listed as in_words
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from bot.writing.values import count, rate, said
from knowledge.figures.evaluate import evaluate
from knowledge.figures.interval import Interval, rank_of
from knowledge.figures.query import Dimension, Query, Statistic
from knowledge.figures.result import Cell, Value
from knowledge.library import Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_, the_


def rank_of_place(question: Question, knowledge: Knowledge) -> Reply:
    """Return where each place of the question stands among those of its level in its région (régions: in France)."""
    places = areas(question, knowledge)
    first = places[0].units[0]
    asked_for = {unit.ref: unit for place in places for unit in place.units if unit.level is first.level}
    within = _within(places[0], question, knowledge)
    asked = listed(
        replace(question, territories=(within.asked.ref,), level=first.level.value, whole=True, skip=0), knowledge
    )
    check_covered(places, asked.query.year, knowledge, totals_enough=not asked.wanted)
    cells = evaluate(asked.query.but(floor=0), knowledge).only.cells
    found = {cell.ref: cell for cell in cells if cell.value}
    stands = [_stands(unit, found.get(ref), cells, asked) for ref, unit in asked_for.items()]
    rank = _rank(found[first.ref], cells) if first.ref in found else None
    return Reply(
        sentence=f"{asked.opening}, {f'{NARROW}; '.join(stands)}.{_among_trades(places, asked, knowledge)}",
        rows=rows_of(cells, asked, knowledge, pointed=frozenset(asked_for), most=question.page),
        notes=tuple(place.note for place in places if place.note),
        source=source_line(asked.query.year, [within.name], _secret(cells)),
        suggestions=around_area(places[0]),
        facts=facts(question, ReplyTopic.RANK, year=asked.query.year, areas_=places, wanted=asked.wanted).but(
            share=asked.query.statistic is Statistic.SHARE,
            rank=int(rank.low) if rank and rank.is_exact else None,
            of=len(cells),
        ),
    )


def own_places(asked: Listed, knowledge: Knowledge) -> str:
    """Return where the places named stand in a list they are rows of: « l'Indre est 3e sur 6 départements … »."""
    cells = evaluate(asked.query.but(limit=None, skip=0), knowledge).only.cells
    found = {cell.ref: cell for cell in cells if cell.value}
    return f"{NARROW}; ".join(_stands(unit, found.get(unit.ref), cells, asked) for unit in asked.own)


def rank_of_trade(question: Question, knowledge: Knowledge) -> Reply:
    """Return where each trade named stands among those of the place, or of the sector listed, where it is of it."""
    named = every_chosen(question, held_year(question, knowledge), knowledge)
    asked = listed(replace(question, occupations=question.among, words=(), whole=True), knowledge)
    check_covered(asked.places, asked.query.year, knowledge, totals_enough=False)
    cells = [cell for cell in evaluate(asked.query.but(floor=0), knowledge).only.cells if cell.value]
    refs = frozenset(ref for each in named for ref in each.refs)
    if question.among and not refs <= {cell.ref for cell in cells}:
        return rank_of_trade(replace(question, among=()), knowledge)
    stands = [_stands_among(cell, cells, asked) for cell in cells if cell.ref in refs]
    nothing = f"l'enquête ne recense aucun projet pour {in_words([each.name for each in named])}"
    return Reply(
        sentence=f"{asked.opening}, {f'{NARROW}; '.join(stands) or nothing}.",
        rows=rows_of(cells, asked, knowledge, pointed=refs, most=question.page),
        source=source_line(asked.query.year, [place.name for place in asked.places], _secret(cells)),
        suggestions=around_area(asked.places[0]),
        facts=facts(question, ReplyTopic.RANK, year=asked.query.year, areas_=asked.places, wanted=named).but(
            of=len(cells)
        ),
    )


def _stands_among(mine: Cell, cells: Sequence[Cell], asked: Listed) -> str:
    """« « Soudeurs » est 9e sur 102 métiers pour le nombre de projets : 21 »."""
    assert mine.value is not None
    place = said(Value(None, 0, _rank(mine, cells)), Statistic.RANK)
    by_share = asked.query.statistic is Statistic.SHARE
    what = f"{'la part' if by_share else 'le nombre'} de projets{adjective(asked.query.measure, 2)}"
    figure = rate(mine.value) if by_share else count(mine.value)
    return f"{quoted(mine.label)} est {place} sur {len(cells)}{NO_BREAK}métiers pour {what} : {figure}"


def _secret(cells: Sequence[Cell]) -> int:
    return sum(cell.value.masked for cell in cells if cell.value)


def _among_trades(places: Sequence[Area], asked: Listed, knowledge: Knowledge) -> str:
    """« Il y est 3e sur 180 métiers pour le nombre de projets. »: the rank of the one trade asked, in the one place."""
    if len(places) != 1 or len(asked.wanted) != 1 or asked.query.statistic is not Statistic.NUMBER:
        return ""
    query = Query(
        tuple(unit.ref for unit in places[0].units),
        asked.query.years,
        asked.query.measure,
        by=Dimension.OCCUPATION,
        together=True,
    )
    cells = [cell for cell in evaluate(query, knowledge).only.cells if cell.value]
    mine = next((cell for cell in cells if [cell.ref] == list(asked.wanted[0].refs)), None)
    if mine is None:
        return ""
    place = said(Value(None, 0, _rank(mine, cells)), Statistic.RANK)
    what = f"pour le nombre de projets{adjective(asked.query.measure, 2)}"
    return f" {capitalised(in_(places[0].units[0]))}, ce métier est {place} sur {len(cells)}{NO_BREAK}métiers {what}."


def _within(place: Area, question: Question, knowledge: Knowledge) -> Area:
    """The région of a bassin or a département; France for a région, and for a département once all were listed."""
    parents = knowledge.territories.parents(place.units[0])
    level = Level.FRANCE if is_of_france(question, place.units[0].level) else Level.REGION
    wider = [parent for parent in parents if parent.level is level] or list(parents[-1:])
    return Area(knowledge.territories.survey_area(wider[0] if wider else place.units[0]))


def _rank(mine: Cell, cells: Sequence[Cell]) -> Interval:
    """Return the rank of a row, from the greatest; equal figures share theirs."""
    return rank_of(mine.bounds, [cell.bounds for cell in cells if cell.value and cell is not mine])


def _stands(unit: Territory, mine: Cell | None, cells: Sequence[Cell], asked: Listed) -> str:
    if mine is None or mine.value is None:
        return f"{the_(unit)} n'a pas de chiffre à classer"
    rank = _rank(mine, cells)
    adjectives = adjective(asked.query.measure, 2)
    by_share = asked.query.statistic is Statistic.SHARE
    what = f"la part de projets{adjectives}" if by_share else f"le nombre de projets{adjectives}"
    figure = rate(mine.value) if by_share else count(mine.value)
    place = said(Value(None, 0, rank), Statistic.RANK)
    are = "sont" if the_(unit).startswith("les ") else "est"
    return f"{the_(unit)} {are} {place} sur {len(cells)}{NO_BREAK}{PLACES[unit.level].plural} pour {what} : {figure}"
