"""Two or more territories, or occupations, side by side: one row each, which is the larger and which the harder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from bot.answers import evolution
from bot.answers.asking import query_of
from bot.answers.closed import answered, is_as_much, is_greater, is_the_same
from bot.answers.crossed import crossed, groups_of
from bot.answers.grouped import grouped
from bot.answers.scope import Area, areas, every_chosen, facts, opening, source_line, without, years_said
from bot.answers.side import Side, bounded, by_value, is_before, sides_of, written
from bot.answers.suggestions import around_area, trades
from bot.answers.telling import cell_says, row_of, secret_cells, share_told
from bot.answers.uncovered import check_covered
from bot.question import Question
from bot.sides import TRADES
from bot.writing.french import NARROW, adjective, listed, number, percent, quoted
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from bot.writing.values import margin, rate, said
from knowledge.bmo.model import Measure
from knowledge.figures.evaluate import evaluate
from knowledge.figures.query import Query, Statistic
from knowledge.figures.result import Value
from knowledge.library import Knowledge
from knowledge.territories.model import Level

_GAPS = {Statistic.SHARE: Statistic.POINTS, Statistic.NUMBER: Statistic.GAP}
"""How the difference of two figures is told: two shares are points apart."""
_PAIR = 2
_MOST_TOLD = 3
"""Of more sides, a sentence names the first ones: the table holds all of them."""


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the figures of each side and one sentence that says what they show; several years make an evolution."""
    if len(years_said(question.years, knowledge.bmo.latest_year())) > 1:
        return evolution.answer(question, knowledge)
    places = _places(question, knowledge)
    inside = [_is_inside(place, places, knowledge) for place in places]
    if any(inside) and len(question.occupations) > 1 and question.measure is None:
        question = replace(question, measure=Measure.DIFFICULT)
    if question.measure is not None and any(inside):
        question = replace(question, share=True)  # a part always has fewer projects than its whole
    query = query_of(question, knowledge)
    check_covered(places, query.year, knowledge, totals_enough=not question.occupations)
    wanted = every_chosen(question, query.year, knowledge)
    by_share = question.share and query.measure is not Measure.PROJECTS
    base = query.statistic if query.statistic not in {Statistic.GAP, Statistic.WEIGHT} else Statistic.NUMBER
    base = Statistic.SHARE if by_share else base
    query = query.but(places=tuple(place.asked.ref for place in places), statistic=base, conditions=(), floor=0)
    sides = sides_of(places, wanted, evaluate(query, knowledge).cells)
    outside = [side for side in sides if not inside[places.index(side.place)]]  # a secret cell counts once
    hidden = sum(secret_cells(side.cell.figures, query.measure) for side in outside if side.cell.figures)
    about = wanted[0].name if len(wanted) == 1 else ""
    where = places[0] if len(wanted) > 1 and len(places) == 1 else None
    begin = opening(query.year, where, about, without(question, query.year, knowledge))
    finding = _finding(sides, query, question, knowledge)
    return Reply(
        sentence=_sentence(f"{begin}, {finding}.", sides, query, question),
        rows=tuple(
            row_of(side.cell, query, side.name, side.ref, told=True) for side in _in_order(sides, query, question)
        ),
        notes=(*grouped(question, wanted), *_notes(places)),
        source=source_line(query.year, list(dict.fromkeys(side.place.name for side in sides)), hidden),
        suggestions=_suggestions(places, query.year, knowledge),
        facts=facts(question, ReplyTopic.COMPARISON, year=query.year, areas_=places, wanted=wanted),
    )


def _notes(places: Sequence[Area]) -> Iterator[str]:
    """Why a place is answered by another; nothing of a town whose bassin has its name."""
    for place in places:
        if place.note and (place.others or place.asked.name != place.units[0].name):
            yield place.note


def _places(question: Question, knowledge: Knowledge) -> list[Area]:
    """A place compared to nothing is compared to its département (or region) and to the region.

    Two communes of one bassin are one place: the survey has nothing to set them against.
    """
    places = areas(question, knowledge)
    if len(places) > 1 or len(question.occupations) > 1 or places[0].others:
        return places
    parents = knowledge.territories.parents(places[0].units[0])
    wider = [p for p in parents if p.level in {Level.DEPARTEMENT, Level.REGION}] or parents[:1]
    return [*places, *(Area(knowledge.territories.survey_area(parent)) for parent in wider)]


def _is_inside(place: Area, places: Sequence[Area], knowledge: Knowledge) -> bool:
    """Tell whether one of ``places`` holds every unit of ``place``."""
    held_by = [{parent.ref for parent in knowledge.territories.parents(unit)} for unit in place.units]
    return any(all(other.asked.ref in holders for holders in held_by) for other in places)


def _sentence(sentence: str, sides: Sequence[Side], query: Query, question: Question) -> str:
    """Return the sentence, after yes or no where the first side is asked to be the greater (or the lesser) one."""
    if not question.closed or len(sides) < 2:
        return sentence
    pairs = _set_apart(sides, question)
    verdicts = [_claimed(first, other, query, question) for first, other in pairs]
    apart = len({id(first) for first, _ in pairs}) > 1 and len(set(verdicts)) > 1
    if not pairs or apart:
        return sentence  # « à Tours, c'est pire ? », of two trades: worse for one, better for the other
    return answered(False if False in verdicts else None if None in verdicts else True, sentence)


def _set_apart(sides: Sequence[Side], question: Question) -> list[tuple[Side, Side]]:
    """Return the pairs that a yes is said of: the first side with each other; of several trades, each in two places.

    « c'est plus simple pour une secrétaire ? », in two places, says it of the trade in each.
    """
    places = list(dict.fromkeys(side.place for side in sides))
    trades = len(sides) // len(places)
    if len(places) < 2 or trades < 2:
        return [(sides[0], side) for side in sides[1:]]
    if question.axis == TRADES and trades == _PAIR:
        return list(zip(sides[::_PAIR], sides[1::_PAIR], strict=True))
    return list(zip(sides[:trades], sides[trades:], strict=True)) if len(places) == _PAIR else []


def _claimed(first: Side, other: Side, query: Query, question: Question) -> bool | None:
    """Return whether the first of two sides is what the question says: greater, lesser, the same, or as hard."""
    one, two = first.value.interval, other.value.interval
    if question.compared == "same":
        return is_as_much(one, two) if query.statistic is Statistic.SHARE else is_the_same(one, two)
    return is_greater(two, one) if query.ascending else is_greater(one, two)


def _finding(sides: Sequence[Side], query: Query, question: Question, knowledge: Knowledge) -> str:
    if len(sides) == 1:
        return f"{sides[0].place.where} : {cell_says(sides[0].cell, query.measure, share=question.share)}"
    part = _part_of_the_whole(sides, query, question, knowledge)
    if part:
        return part
    told = [side for side in sides if side.cell.value]
    if len(told) < 2:
        return _alone(sides, query, question)
    if _are_crossed(sides):
        return crossed(sides, query, question)
    if query.statistic is not question.statistic == Statistic.GAP.value and len(told) == 2:
        return _gap(told, query, knowledge)
    by_number = question.measure is None and query.statistic is Statistic.NUMBER
    return _larger(told, query) + (_harder(told) if by_number else "")


def _alone(sides: Sequence[Side], query: Query, question: Question) -> str:
    """What the only side with projects has, where the others have none: a share of nothing compares with nothing."""
    others = listed([side.subject for side in sides if side.cell.value is None])
    nothing = f"l'enquête ne recense aucun projet pour {others}"
    told = [
        f"{side.subject} : {cell_says(side.cell, query.measure, share=question.share)}"
        for side in sides
        if side.cell.value
    ]
    return f"{NARROW}; ".join([*told, nothing])


def _are_crossed(sides: Sequence[Side]) -> bool:
    return len({side.place for side in sides}) > 1 and len({side.trade for side in sides}) > 1


def _in_order(sides: Sequence[Side], query: Query, question: Question) -> list[Side]:
    """Return the sides as the rows show them: two as named, more from the first one on, those of a group together."""
    if _are_crossed(sides):
        return list(chain.from_iterable(groups_of(sides, question)))
    if len(sides) <= _PAIR:
        return list(sides)
    told = by_value([side for side in sides if side.cell.value])
    return [*(reversed(told) if query.ascending else told), *(side for side in sides if side.cell.value is None)]


def _is_part(sides: Sequence[Side], query: Query, knowledge: Knowledge) -> bool:
    pair = [side.place for side in sides]
    whole = query.measure is Measure.PROJECTS and len(sides) == 2
    return whole and any(_is_inside(place, pair, knowledge) for place in pair)


def _part_of_the_whole(sides: Sequence[Side], query: Query, question: Question, knowledge: Knowledge) -> str:
    """« le Loiret représente 27,2 % des projets publiés (23 024 sur 84 515) », when one place holds the other.

    Numbers of a whole and of its part say nothing side by side: their shares of difficult projects do.
    """
    if not _is_part(sides, query, knowledge):
        return ""
    small, whole = sides if _is_inside(sides[0].place, [sides[1].place], knowledge) else sides[::-1]
    weight = query.but(places=query.places[:1] if small is sides[0] else query.places[1:], statistic=Statistic.WEIGHT)
    value = evaluate(weight.but(against=whole.place.asked.ref), knowledge).cells[0].value
    part, total = small.cell.figures, whole.cell.figures
    if value is None or value.published is None or not part or not total:
        return ""
    detail = f"{number(part.projects.published)} publiés sur {number(total.projects.published)}"
    bounds = margin(value, Statistic.WEIGHT) or rate(value)
    verb = "représentent" if small.is_plural else "représente"
    published = f"{detail}, soit {percent(value.published)}"
    weighed = f"{small.subject} {verb} {bounds} des projets {whole.place.where} ({published})"
    shares = [share_told(side.cell, Measure.DIFFICULT) for side in (small, whole)]
    if question.share or not all(share and share.published for share in shares):
        return weighed
    here, there = (rate(share) for share in shares if share)
    return f"{weighed}{NARROW}; {here} y sont difficiles, contre {there}"


def _gap(told: Sequence[Side], query: Query, knowledge: Knowledge) -> str:
    """« le bassin d'Orléans compte 22 projets de plus que celui de Tours (17 168, contre 17 146) »."""
    gap = evaluate(query.but(statistic=Statistic.GAP, base=query.statistic), knowledge).cells[1].value
    if gap is None:
        return _larger(told, query)
    direction = gap.interval.direction
    if not direction:
        told_as = _GAPS.get(query.statistic, query.statistic)
        unsure = "" if gap.interval.is_exact else f" n'est pas certain, {margin(gap, told_as)}"
        return f"l'écart{unsure or ' est nul'} : {_against(told, query)}"
    first, last = told if direction > 0 else told[::-1]
    scale, decimals, unit = (100, 1, "points") if query.statistic is Statistic.SHARE else (1, 0, _noun(query))
    bounds = gap.interval.times(direction * scale)
    low, high = number(bounds.low, decimals), number(bounds.high, decimals)
    known = gap.published is not None and gap.published in gap.interval
    more = number(abs(gap.published or 0) * scale, decimals) if known else low if low == high else f"{low} à {high}"
    certain = f" (entre {low} et {high} avec les valeurs secrètes)" if known and low != high else ""
    subject = f"{first.subject} {'ont' if first.is_plural else 'a'}"
    both = f"{written(first, query)}, contre {written(last, query)}"
    return f"{subject} {more} {unit} de plus que {last.subject} : {both}{certain}"


def _noun(query: Query) -> str:
    by_people = query.statistic is Statistic.PER_THOUSAND
    return f"projets{adjective(query.measure, 2)}{' par habitant' if by_people else ''}"


def _larger(told: Sequence[Side], query: Query) -> str:
    """Which side is certainly the greater (or the lesser), with the figure of each; else that no order is settled."""
    best, *rest = reversed(by_value(told)) if query.ascending else by_value(told)
    if all(written(side, query) == written(best, query) and side.value.interval.is_exact for side in told):
        return f"{listed([side.subject for side in told])} font jeu égal : {written(best, query)}"
    if not all(is_before(best.value, side.value, ascending=query.ascending) for side in rest):
        return f"{_unsure(told, query)}, l'ordre n'est pas certain"
    word = "moins" if query.ascending else "plus"
    what = _what(best, query, word if len(told) == _PAIR else f"le {word}")
    if len(told) > _MOST_TOLD:
        return f"{best.subject} {what} : {written(best, query)}{_second(rest, query)}"
    return f"{best.subject} {what} : {written(best, query)}, contre {_against(rest, query)}"


def _second(rest: Sequence[Side], query: Query) -> str:
    """« , puis le Cher (170) », of a table of many sides; "" where that is not certain."""
    second, *others = reversed(by_value(rest)) if query.ascending else by_value(rest)
    certain = all(is_before(second.value, side.value, ascending=query.ascending) for side in others)
    return f", puis {second.subject} ({written(second, query)})" if certain else ""


def _unsure(told: Sequence[Side], query: Query) -> str:
    """« le bassin de Gien compterait plus de projets saisonniers : 618 publiés, contre 531 pour …; avec les valeurs
    secrètes (entre 618 et 966, et entre 531 et 700) », where what is published does not settle the order.
    """
    best, *rest = sorted(told, key=lambda side: -(side.value.published or 0))[:: -1 if query.ascending else 1]
    if query.statistic is Statistic.PER_THOUSAND or any(side.value.published is None for side in told):
        by_share = query.statistic is Statistic.SHARE
        about = f"part de projets{adjective(query.measure, 2)}" if by_share else _noun(query)
        bounds = listed([f"{bounded(side, query)} pour {side.subject}" for side in by_value(told)])
        return f"{about} : {bounds}"
    word = "moins" if query.ascending else "plus"
    what = _what(best, query, word if len(told) == _PAIR else f"le {word}", sure=False)
    others = listed([f"{_published(side, query)} pour {side.subject}" for side in rest])
    bounds = ", et ".join(bounded(side, query) for side in (best, *rest))
    return (
        f"{best.subject} {what} : {_published(best, query)}, contre {others}{NARROW}; "
        f"avec les valeurs secrètes ({bounds})"
    )


def _published(side: Side, query: Query) -> str:
    published = side.value.published or 0
    if query.statistic is Statistic.SHARE:
        return percent(published)
    if query.statistic is Statistic.NUMBER:
        return f"{number(published)} publiés"
    return said(side.value, query.statistic, query.measure)


def _harder(told: Sequence[Side]) -> str:
    """« ; c'est plus difficile dans le Cher : 54,1 %, contre 49,4 % », "" where nothing is known of two sides."""
    named = by_value(told)
    shares = [(side, share_told(side.cell, Measure.DIFFICULT)) for side in named]
    known = [(side, share) for side, share in shares if share and share.published is not None]
    if len(known) < 2:
        return ""
    best, *rest = sorted(known, key=lambda pair: -pair[1].interval.low)
    apart = len({side.place for side in told}) > 1
    if not all(best[1].interval.is_above(share.interval) for _, share in rest):
        if len(told) > _MOST_TOLD:
            return ""
        return f"{NARROW}; part de difficiles : {_each(known, named, apart=apart)}, sans écart certain"
    most = "plus" if len(told) == _PAIR else "le plus"
    also, where = ("aussi ", "") if best[0] is named[0] else ("", _at(best[0], apart=apart))
    if len(told) > _MOST_TOLD:
        return f"{NARROW}; c'est {also}{most} difficile{where} : {rate(best[1])}"
    others = (
        rate(rest[0][1]) if len(told) == _PAIR else listed([f"{rate(of)}{_at(side, apart=apart)}" for side, of in rest])
    )
    return f"{NARROW}; c'est {also}{most} difficile{where} : {rate(best[1])}, contre {others}"


def _each(known: Sequence[tuple[Side, Value]], named: Sequence[Side], *, apart: bool) -> str:
    """The shares in the order the sides were just named in; each with its side where one of them has none."""
    if len(known) == len(named):
        return f"{listed([rate(share) for _, share in known])} respectivement"
    return listed([f"{rate(share)}{_at(side, apart=apart)}" for side, share in known])


def _at(side: Side, *, apart: bool) -> str:
    return f" {side.place.where}" if apart else f" pour {side.subject}"


def _what(best: Side, query: Query, most: str, *, sure: bool = True) -> str:
    least = "la plus faible" if query.ascending else "la plus forte"
    if query.statistic is Statistic.SHARE:
        has = ("a", "ont") if sure else ("aurait", "auraient")
        return f"{has[best.is_plural]} la part de projets{adjective(query.measure, 2)} {least}"
    counts = ("compte", "comptent") if sure else ("compterait", "compteraient")
    return f"{counts[best.is_plural]} {most} de {_noun(query)}"


def _against(told: Sequence[Side], query: Query) -> str:
    """« 17 216 pour le bassin d'emploi d'Orléans et … »."""
    return listed([f"{written(side, query)} pour {side.subject}" for side in by_value(told)])


def _suggestions(places: Sequence[Area], year: int, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    offers = tuple(
        replace(each, title=f"Métiers qui recrutent : {quoted(place.name)}")
        for place in places[:2]
        for each in trades(place, year, knowledge)
    )
    return offers if len(offers) > 1 else (*offers, *around_area(places[0]))
