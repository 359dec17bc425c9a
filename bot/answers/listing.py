"""Lists: the métiers or sectors a place looks for, the places that look for one, what rose or fell the most."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bot.answers.asking import cell_of, query_of
from bot.answers.breakdown import Listed, is_a_set, listed
from bot.answers.closed import answered, are_all_the_same, is_greater
from bot.answers.figures import figure_reply
from bot.answers.firsts import certain_first, first_said, superlative
from bot.answers.kinds import PLACES
from bot.answers.pages import Page, page_of
from bot.answers.rank import own_places, rank_of_place, rank_of_trade
from bot.answers.remarks import remarks
from bot.answers.rows import rows_of
from bot.answers.scope import UnanswerableError, facts, source_line
from bot.answers.steps import next_steps
from bot.answers.uncovered import check_covered
from bot.answers.wholes import contributed, hidden, weighed
from bot.question import Question, Topic
from bot.writing.blocks import Facts
from bot.writing.french import capitalised, number
from bot.writing.french import listed as in_words
from bot.writing.reply import Reply, Row
from bot.writing.reply_topics import ReplyTopic
from knowledge.figures.evaluate import evaluate
from knowledge.figures.interval import ZERO
from knowledge.figures.lines import NotFollowedError
from knowledge.figures.query import Dimension, Statistic
from knowledge.figures.result import Cell, Listing, Result
from knowledge.figures.sums import NOBODY
from knowledge.library import Knowledge
from knowledge.territories.wording import named


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the list asked, or the rank of a place in one."""
    if question.rank:
        of_trade = question.topic is Topic.RECRUITING
        return rank_of_trade(question, knowledge) if of_trade else rank_of_place(question, knowledge)
    asked = listed(question, knowledge)
    totals_enough = asked.kind.dimension.is_territory and not asked.wanted
    check_covered(asked.places, asked.query.year, knowledge, totals_enough=totals_enough)
    if asked.query.statistic is Statistic.CONTRIBUTION:
        asked = contributed(asked, knowledge)
    result = _evaluated(asked, knowledge)
    if asked.query.within:
        return _within_each(asked, result, knowledge)
    if asked.query.statistic is Statistic.WEIGHT and question.occupations and not asked.kind.dimension.is_territory:
        return _pointed(asked, result, knowledge)
    return _listed(asked, result, knowledge)


def _evaluated(asked: Listed, knowledge: Knowledge) -> Result:
    try:
        return evaluate(asked.query, knowledge)
    except NotFollowedError as broken:
        raise UnanswerableError(_not_followed(asked, str(broken), knowledge)) from broken


def _listed(asked: Listed, result: Result, knowledge: Knowledge) -> Reply:
    listing = result.only
    page = page_of(listing, asked.question)
    if page.is_next and page.total:
        sentence = page.sentence(asked.opening, asked.kind.noun, asked.kind.plural)
    elif asked.query.statistic is Statistic.MASKED:
        sentence = hidden(asked, knowledge)
    else:
        sentence = _yes_or_no(first_said(listing, asked, knowledge), listing, asked, knowledge)
    return Reply(
        sentence=sentence,
        rows=rows_of(listing.cells, asked, knowledge, first=page.first),
        notes=(*remarks(result, listing, asked, knowledge), *_page_note(page, asked)),
        source=_source(asked, [listing]),
        suggestions=(*page.buttons(asked.question), *next_steps(asked, listing.cells, knowledge)),
        facts=_facts(asked),
    )


def _yes_or_no(sentence: str, listing: Listing, asked: Listed, knowledge: Knowledge) -> str:
    """Put yes or no before a list, where that was asked: of what passes its conditions, else of the place itself."""
    question = asked.question
    if asked.own and not asked.changes:
        first = capitalised(sentence.removeprefix(f"{asked.opening}, "))
        return f"{asked.opening}, {own_places(asked, knowledge)}. {first}"
    if asked.kind.dimension.is_territory and question.compared == "same":
        everywhere = evaluate(asked.query.but(limit=None, skip=0), knowledge).only.cells
        bounds = [cell.bounds for cell in everywhere if cell.value]
        return answered(are_all_the_same(bounds), sentence) if bounds else sentence
    if not question.closed:
        return sentence
    if asked.conditions or asked.changes:
        return answered(True if listing.total else None if listing.possible or listing.unsure else False, sentence)
    pointed = is_a_set(asked.wanted, asked.kind)  # « parmi ceux-ci, les plus faciles ? » asks which
    if asked.kind.dimension.is_territory or question.skip or len(asked.places) > 1 or pointed:
        return sentence
    plain = replace(question, statistic="", share=False, closed=False)
    query = query_of(plain, knowledge).but(summed=True)
    cell = cell_of(query, knowledge)
    told = figure_reply(plain, query, cell, asked.places[0], asked.wanted, knowledge).sentence
    any_ = is_greater((cell.figures or NOBODY).interval(query.measure), ZERO)
    return answered(any_, f"{told} {capitalised(sentence.removeprefix(f'{asked.opening}, '))}")


def _pointed(asked: Listed, result: Result, knowledge: Knowledge) -> Reply:
    """The weight of what is named, then the list of all, where it is marked."""
    sentence, pointed = weighed(asked, knowledge)
    everything = evaluate(asked.query.but(limit=None, skip=0), knowledge).only.cells
    return replace(
        _listed(asked, result, knowledge),
        sentence=sentence,
        rows=rows_of(everything, asked, knowledge, pointed=pointed, most=asked.question.page),
    )


def _within_each(asked: Listed, result: Result, knowledge: Knowledge) -> Reply:
    """One list for each place or year, and what they have in common."""
    told = [listing for listing in result.listings if listing.cells]
    by_year = asked.query.within is Dimension.YEAR
    rows: list[Row] = []
    for listing in told:
        group = str(listing.year) if by_year else capitalised(named(listing.place.units[0]))
        rows += rows_of(listing.cells, asked, knowledge, first=asked.question.skip + 1, group=group)
    notes = dict.fromkeys(note for listing in told for note in remarks(result, listing, asked, knowledge))
    return Reply(
        sentence=f"{asked.opening}, {_in_common(told, asked, knowledge)}.",
        rows=tuple(rows),
        notes=tuple(notes),
        source=_source(asked, told),
        suggestions=next_steps(asked, (), knowledge),
        facts=_facts(asked),
    )


def _in_common(told: list[Listing], asked: Listed, knowledge: Knowledge) -> str:
    """« le métier qui recrute le plus est « Agriculteurs » dans 4 des 6 départements », or what it is in each year."""
    firsts = {listing: certain_first(listing) for listing in told}
    alone = {listing: cells[0] for listing, cells in firsts.items() if len(cells) == 1}
    if asked.query.within is Dimension.YEAR:
        each = [
            f"{asked.kind.called(alone[listing], knowledge) if listing in alone else 'incertain'} en {listing.year}"
            for listing in told
        ]
        return f"{superlative(asked)} est {in_words(each)}"
    if not alone:
        return f"voici {superlative(asked)} dans chaque territoire"
    ref, times = Counter(cell.ref for cell in alone.values()).most_common(1)[0]
    cell = next(cell for cell in alone.values() if cell.ref == ref)
    nouns = PLACES[told[0].place.units[0].level].plural
    return f"{superlative(asked)} est {asked.kind.called(cell, knowledge)} dans {number(times)} des {len(told)} {nouns}"


def _page_note(page: Page[Cell], asked: Listed) -> tuple[str, ...]:
    note = page.note(asked.question, asked.kind.noun, asked.kind.plural)
    return (note,) if note else ()


def _source(asked: Listed, told: list[Listing]) -> str:
    """The surveys read, and how many values are secret: behind the places shown, or of the métiers listed."""
    masked = [
        sum(cell.value.masked for cell in listing.cells if cell.value)
        if asked.kind.dimension.is_territory or asked.changes
        else listing.secret
        for listing in told
    ]
    years = sorted({*asked.query.years})
    return source_line(years if len(years) > 1 else years[0], [place.name for place in asked.places], sum(masked))


def _facts(asked: Listed) -> Facts:
    query, question = asked.query, asked.question
    shares = {Statistic.SHARE, Statistic.POINTS} if query.measure.value != "projects" else {Statistic.GROWTH}
    moved = "down" if query.ascending else "up"
    return facts(question, asked.topic, year=query.year, areas_=asked.places, wanted=asked.wanted).but(
        share=query.statistic in shares,
        statistic=query.statistic.value,
        listed=asked.kind.plural,
        years=tuple(query.years) if len(query.years) > 1 else (),
        movement=moved if asked.changes else "",
        within=query.within.value if query.within else "",
    )


def _not_followed(asked: Listed, why: str, knowledge: Knowledge) -> Reply:
    first, last = asked.query.years[0], asked.query.year
    reason = why or "d'autres métiers devraient être ajoutés à la somme"
    return Reply(
        sentence=(
            "La nomenclature des métiers a changé entre 2023 et 2024, sans équivalent sûr pour ce métier "
            f"({reason}) : je ne peux pas comparer {first} et {last}."
        ),
        suggestions=next_steps(asked, (), knowledge),
        facts=Facts(
            topic=ReplyTopic.NOT_FOLLOWED, year=last, territories=tuple(r for place in asked.places for r in place.refs)
        ),
    )
