"""The whole that a list is a part of: the weight of what is named in it, what a change adds up to, what is hidden."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.breakdown import Listed, towards
from bot.answers.scope import chosen
from bot.writing.cells import bare
from bot.writing.french import NARROW, adjective, counted, plural
from bot.writing.values import margin, rate, said
from knowledge.figures.evaluate import evaluate
from knowledge.figures.query import Query, Statistic
from knowledge.figures.result import Cell
from knowledge.figures.sums import NOBODY
from knowledge.figures.values import number_of
from knowledge.library import Knowledge


def whole_of(query: Query, statistic: Statistic, knowledge: Knowledge, occupations: tuple[str, ...] = ()) -> Cell:
    """Return the figure of everything that a list breaks down, told by ``statistic``."""
    bare_query = Query(
        query.places, query.years, query.measure, statistic, occupations, together=True, summed=True,
        excluded=query.excluded,
    )  # fmt: skip
    return evaluate(bare_query, knowledge).only.cells[0]


def contributed(asked: Listed, knowledge: Knowledge) -> Listed:
    """Return the list in the direction in which the whole moved: what explains the fall, or the rise."""
    whole = whole_of(asked.query, Statistic.CHANGE, knowledge, asked.query.occupations if asked.wanted else ())
    falling = whole.bounds.direction < 0 or (not whole.bounds.direction and asked.query.ascending)
    conditions = (*asked.conditions, *towards(asked.query, asked.query.statistic, falling=falling))
    return replace(asked, query=asked.query.but(ascending=falling, conditions=conditions))


def explained(asked: Listed, knowledge: Knowledge) -> str:
    """Return « En tout : −4 017 projets, −5,3 %. »."""
    occupations = asked.query.occupations if asked.wanted else ()
    moved, grown = (
        whole_of(asked.query, each, knowledge, occupations) for each in (Statistic.CHANGE, Statistic.GROWTH)
    )
    rate_ = f" ({said(grown.value, Statistic.GROWTH)})" if grown.value else ""
    return f"En tout : {said(moved.value, Statistic.CHANGE, asked.query.measure)}{rate_}."


def weighed(asked: Listed, knowledge: Knowledge) -> tuple[str, frozenset[str]]:
    """Return « « Santé » pèse 16,5 % des projets de recrutement (1 392 sur 8 430) », and the refs of what is named."""
    query = asked.query
    named = [chosen(value, query.year, knowledge) for value in asked.question.occupations]
    values = tuple(each.selection.value for each in named)
    cell = whole_of(query, Statistic.WEIGHT, knowledge, values)
    total = number_of(whole_of(query, Statistic.NUMBER, knowledge).figures or NOBODY, query.measure)
    part = number_of(cell.figures or NOBODY, query.measure)
    name = " et ".join(each.name for each in named)
    verb = "pèsent" if len(named) > 1 or any(len(each.labels) > 1 for each in named) else "pèse"
    noun = f"projets de recrutement{adjective(query.measure, 2)}"
    refs = frozenset(ref for each in named for ref in each.refs)
    if cell.value is None:
        return f"{asked.opening}, l'enquête ne recense aucun projet de recrutement.", refs
    bounds = margin(cell.value, Statistic.WEIGHT)
    told = cell.value.published is not None and cell.value.published in cell.value.interval
    hidden_ = f", {bounds} avec les valeurs secrètes" if bounds and told else ""
    figure = f"{rate(cell.value)} des {noun} ({bare(part, query.measure)} sur {bare(total, query.measure)})"
    return f"{asked.opening}, {name} {verb} {figure}{hidden_}.", refs


def hidden(asked: Listed, knowledge: Knowledge) -> str:
    """Return how many cells of the whole are secret, and between what and what it lies."""
    occupations = asked.query.occupations if asked.wanted else ()
    cell = whole_of(asked.query, Statistic.MASKED, knowledge, occupations)
    value = number_of(cell.figures or NOBODY, asked.query.measure)
    noun = f"projets{adjective(asked.query.measure, 2)}"
    if not value.masked:
        return f"{asked.opening}, aucune valeur n'est secrète{NARROW}: {said(value, Statistic.NUMBER)}."
    secret = counted(value.masked, "valeur est secrète", "valeurs sont secrètes", feminine=True)
    counting = f"en {plural(value.masked, 'la', 'les')} comptant"
    return f"{asked.opening}, {secret} : {margin(value, Statistic.NUMBER)} {noun} {counting}."
