"""Two or more territories, or occupations, side by side: one row each, which is the larger and which the harder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from bot.answers import evolution
from bot.answers.asking import query_of
from bot.answers.closed import answered, is_as_much, is_greater, is_the_same
from bot.answers.grouped import grouped
from bot.answers.scope import Area, Chosen, areas, every_chosen, facts, opening, source_line, without, years_said
from bot.answers.suggestions import around_area, trades
from bot.answers.telling import cell_says, row_of, secret_cells, share_told
from bot.answers.uncovered import check_covered
from bot.question import Question
from bot.writing.french import NARROW, adjective, capitalised, listed, number, percent, quoted
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from bot.writing.values import count, margin, rate, said
from knowledge.bmo.model import Measure
from knowledge.figures.evaluate import evaluate
from knowledge.figures.interval import Interval
from knowledge.figures.query import Query, Statistic
from knowledge.figures.result import Cell, Value
from knowledge.library import Knowledge
from knowledge.territories.model import Level

_GAPS = {Statistic.SHARE: Statistic.POINTS, Statistic.NUMBER: Statistic.GAP}
"""How the difference of two figures is told: two shares are points apart."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side: how it is called in its row and in a sentence, its place, its cell, and whether it takes a plural."""

    name: str
    subject: str
    ref: str
    place: Area
    cell: Cell
    is_plural: bool

    @property
    def value(self) -> Value:
        """The figure it is compared by; of a side without any project, what nothing is known of."""
        return self.cell.value or Value(None, 0, self.cell.bounds)


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the figures of each side and one sentence that says what they show; several years make an evolution."""
    if len(years_said(question.years, knowledge.bmo.latest_year())) > 1:
        return evolution.answer(question, knowledge)
    places = _places(question, knowledge)
    inside = [_is_inside(place, places, knowledge) for place in places]
    if question.measure is not None and any(inside):
        question = replace(question, share=True)  # a part always has fewer projects than its whole
    query = query_of(question, knowledge)
    check_covered(places, query.year, knowledge, totals_enough=not question.occupations)
    wanted = every_chosen(question, query.year, knowledge)
    by_share = question.share and query.measure is not Measure.PROJECTS
    base = query.statistic if query.statistic not in {Statistic.GAP, Statistic.WEIGHT} else Statistic.NUMBER
    base = Statistic.SHARE if by_share else base
    query = query.but(places=tuple(place.asked.ref for place in places), statistic=base, conditions=(), floor=0)
    sides = _sides(places, wanted, evaluate(query, knowledge).cells)
    outside = [side for side in sides if not inside[places.index(side.place)]]  # a secret cell counts once
    hidden = sum(secret_cells(side.cell.figures, query.measure) for side in outside if side.cell.figures)
    about = wanted[0].name if len(wanted) == 1 else ""
    where = places[0] if len(wanted) > 1 and len(places) == 1 else None
    begin = opening(query.year, where, about, without(question, query.year, knowledge))
    finding = _finding(sides, query, question, knowledge)
    return Reply(
        sentence=_sentence(f"{begin}, {finding}.", sides, query, question),
        rows=tuple(row_of(side.cell, query, side.name, side.ref, told=True) for side in sides),
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


def _sides(places: Sequence[Area], wanted: Sequence[Chosen], cells: Sequence[Cell]) -> list[_Side]:
    choices: Sequence[Chosen | None] = wanted or [None]
    sides = []
    for (place, each), cell in zip(product(places, choices), cells, strict=True):
        if each is None or len(wanted) == 1:
            name = capitalised(place.name)
            sides.append(_Side(name, place.subject, place.units[0].ref, place, cell, place.is_plural))
            continue
        kind = "le secteur " if each.is_sector else "le métier " if len(each.labels) == 1 or each.is_long else ""
        apart = len(places) > 1
        called = capitalised(each.word) if each.is_long else " et ".join(each.labels)
        name = called + (f", {place.name}" if apart else "")
        subject = f"{kind}{each.name}" + (f" {place.where}" if apart else "")
        sides.append(_Side(name, subject, each.refs[0], place, cell, kind == ""))
    return sides


def _sentence(sentence: str, sides: Sequence[_Side], query: Query, question: Question) -> str:
    """Return the sentence, after yes or no where the first side is asked to be the greater (or the lesser) one."""
    if not question.closed or len(sides) < 2:
        return sentence
    pairs = _set_apart(sides)
    verdicts = [_claimed(first, other, query, question) for first, other in pairs]
    apart = len({id(first) for first, _ in pairs}) > 1 and len(set(verdicts)) > 1
    if not pairs or apart:
        return sentence  # « à Tours, c'est pire ? », of two trades: worse for one, better for the other
    return answered(False if False in verdicts else None if None in verdicts else True, sentence)


def _set_apart(sides: Sequence[_Side]) -> list[tuple[_Side, _Side]]:
    """Return the pairs that a yes is said of: the first side with each other; of several trades, each in two places."""
    places = list(dict.fromkeys(side.place for side in sides))
    trades = len(sides) // len(places)
    if len(places) < 2 or trades < 2:
        return [(sides[0], side) for side in sides[1:]]
    return list(zip(sides[:trades], sides[trades:], strict=True)) if len(places) == 2 else []


def _claimed(first: _Side, other: _Side, query: Query, question: Question) -> bool | None:
    """Return whether the first of two sides is what the question says: greater, lesser, the same, or as hard."""
    one, two = first.value.interval, other.value.interval
    if question.compared == "same":
        return is_as_much(one, two) if query.statistic is Statistic.SHARE else is_the_same(one, two)
    return is_greater(two, one) if query.ascending else is_greater(one, two)


def _finding(sides: Sequence[_Side], query: Query, question: Question, knowledge: Knowledge) -> str:
    if len(sides) == 1:
        return f"{sides[0].place.where} : {cell_says(sides[0].cell, query.measure, share=question.share)}"
    part = _part_of_the_whole(sides, query, question, knowledge)
    if part:
        return part
    told = [side for side in sides if side.cell.value]
    if len(told) < 2:
        missing = listed([side.subject for side in sides if side.cell.value is None])
        return f"l'enquête ne permet pas de comparer : aucun projet recensé pour {missing}"
    if query.statistic is not question.statistic == Statistic.GAP.value and len(told) == 2:
        return _gap(told, query, knowledge)
    if question.measure is None and query.statistic is Statistic.NUMBER:
        return f"{_larger(told, query)}{_harder(told)}"
    return _larger(told, query)


def _is_part(sides: Sequence[_Side], query: Query, knowledge: Knowledge) -> bool:
    pair = [side.place for side in sides]
    whole = query.measure is Measure.PROJECTS and len(sides) == 2
    return whole and any(_is_inside(place, pair, knowledge) for place in pair)


def _part_of_the_whole(sides: Sequence[_Side], query: Query, question: Question, knowledge: Knowledge) -> str:
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


def _gap(told: Sequence[_Side], query: Query, knowledge: Knowledge) -> str:
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
    both = f"{_value(first, query)}, contre {_value(last, query)}"
    return f"{subject} {more} {unit} de plus que {last.subject} : {both}{certain}"


def _noun(query: Query) -> str:
    by_people = query.statistic is Statistic.PER_THOUSAND
    return f"projets{adjective(query.measure, 2)}{' par habitant' if by_people else ''}"


def _larger(told: Sequence[_Side], query: Query) -> str:
    """Which side is certainly the greater (or the lesser), with the figure of each; else that no order is settled."""
    best, *rest = reversed(_by_value(told)) if query.ascending else _by_value(told)
    if all(_value(side, query) == _value(best, query) and side.value.interval.is_exact for side in told):
        return f"{listed([side.subject for side in told])} font jeu égal : {_value(best, query)}"
    if not all(_is_before(best, side, query) for side in rest):
        return f"{_unsure(told, query)}{NARROW}; l'ordre n'est pas certain"
    word = "moins" if query.ascending else "plus"
    what = _what(best, query, word if len(told) == 2 else f"le {word}")
    return f"{best.subject} {what} : {_value(best, query)}, contre {_against(rest, query)}"


def _unsure(told: Sequence[_Side], query: Query) -> str:
    """« le bassin de Gien compterait plus de projets saisonniers : entre 618 et 966, et … », by what is published."""
    best, *rest = sorted(told, key=lambda side: -(side.value.published or 0))[:: -1 if query.ascending else 1]
    if any(side.value.published is None for side in told):
        about = "part de projets" if query.statistic is Statistic.SHARE else "projets"
        return f"{about}{adjective(query.measure, 2)} : {_against(told, query, bounded=True)}"
    word = "moins" if query.ascending else "plus"
    what = _what(best, query, word if len(told) == 2 else f"le {word}", sure=False)
    return f"{best.subject} {what} : {_bounded(best, query)}, et {_against(rest, query, bounded=True)}"


def _is_before(best: _Side, side: _Side, query: Query) -> bool:
    first, second = (side, best) if query.ascending else (best, side)
    return first.value.interval.is_above(second.value.interval)


def _harder(told: Sequence[_Side]) -> str:
    """« ; c'est plus difficile dans le Cher : 54,1 %, contre 49,4 % », "" where nothing is known of two sides."""
    named = _by_value(told)
    shares = [(side, share_told(side.cell, Measure.DIFFICULT)) for side in named]
    known = [(side, share) for side, share in shares if share and share.published is not None]
    if len(known) < 2:
        return ""
    best, *rest = sorted(known, key=lambda pair: -pair[1].interval.low)
    apart = len({side.place for side in told}) > 1
    if not all(best[1].interval.is_above(share.interval) for _, share in rest):
        return f"{NARROW}; part de difficiles : {_each(known, named, apart=apart)}, sans écart certain"
    most = "plus" if len(told) == 2 else "le plus"
    also, where = ("aussi ", "") if best[0] is named[0] else ("", _at(best[0], apart=apart))
    others = (
        rate(rest[0][1]) if len(told) == 2 else listed([f"{rate(of)}{_at(side, apart=apart)}" for side, of in rest])
    )
    return f"{NARROW}; c'est {also}{most} difficile{where} : {rate(best[1])}, contre {others}"


def _each(known: Sequence[tuple[_Side, Value]], named: Sequence[_Side], *, apart: bool) -> str:
    """The shares in the order the sides were just named in; each with its side where one of them has none."""
    if len(known) == len(named):
        return f"{listed([rate(share) for _, share in known])} respectivement"
    return listed([f"{rate(share)}{_at(side, apart=apart)}" for side, share in known])


def _at(side: _Side, *, apart: bool) -> str:
    return f" {side.place.where}" if apart else f" pour {side.subject}"


def _by_value(told: Sequence[_Side]) -> list[_Side]:
    return sorted(told, key=lambda side: (-side.value.interval.low, -side.value.interval.high))


def _what(best: _Side, query: Query, most: str, *, sure: bool = True) -> str:
    least = "la plus faible" if query.ascending else "la plus forte"
    if query.statistic is Statistic.SHARE:
        has = ("a", "ont") if sure else ("aurait", "auraient")
        return f"{has[best.is_plural]} la part de projets{adjective(query.measure, 2)} {least}"
    counts = ("compte", "comptent") if sure else ("compterait", "compteraient")
    return f"{counts[best.is_plural]} {most} de {_noun(query)}"


def _against(told: Sequence[_Side], query: Query, *, bounded: bool = False) -> str:
    """« 17 216 pour le bassin d'emploi d'Orléans et … », with their certain bounds where these are what matters."""
    shown = [(side, _bounded(side, query) if bounded else _value(side, query)) for side in _by_value(told)]
    return listed([f"{value} pour {side.subject}" for side, value in shown])


def _bounded(side: _Side, query: Query) -> str:
    """« entre 618 et 966 », the figure where it is exact; a share that may be anything is unknown."""
    if query.statistic is Statistic.SHARE and side.value.interval == Interval(0, 1):
        return "part inconnue (secret)"
    return margin(side.value, query.statistic) or _value(side, query)


def _value(side: _Side, query: Query) -> str:
    """« au moins 17 146 », « 23 381 (total publié) », « 49,4 % », « aucun »."""
    value = side.value
    if query.statistic is Statistic.SHARE:
        return rate(value)
    if query.statistic is not Statistic.NUMBER:
        return said(value, query.statistic, query.measure)
    if value.interval.is_exact and not value.interval.high:
        return "aucun"
    return count(value, query.measure) + (" (total publié)" if value.official else "")


def _suggestions(places: Sequence[Area], year: int, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    offers = tuple(
        replace(each, title=f"Métiers qui recrutent : {quoted(place.name)}")
        for place in places[:2]
        for each in trades(place, year, knowledge)
    )
    return offers if len(offers) > 1 else (*offers, *around_area(places[0]))
