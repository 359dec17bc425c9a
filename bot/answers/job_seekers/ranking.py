"""Where people registered with France Travail are the most numerous: in number, per inhabitant, or by their change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.answers.job_seekers import shared
from bot.answers.job_seekers.shared import Counted
from bot.answers.pages import Page
from bot.beside import CHANGE, RATE
from bot.question import Question
from bot.writing.french import listed, number, signed_percent
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_, named, the_

_MOST_NAMED = 3
_HALF = 5
"""Half of the ten that figures are rounded to."""
_NOUNS = {
    Level.COMMUNE: ("commune de plus de 5 000 habitants", "communes de plus de 5 000 habitants"),
    Level.DEPARTEMENT: ("département", "départements"),
    Level.REGION: ("région", "régions"),
}


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the places of the area asked, the most people registered first (the fewest when asked)."""
    month, unheld = shared.month_asked(question, knowledge)
    within = _within(question, knowledge)
    level = _level(question, within)
    places = (
        knowledge.job_seekers.communes(within) if level is Level.COMMUNE else knowledge.territories.units(level, within)
    )
    found = [each for place in places if (each := shared.counted(place, month, knowledge))]
    key = _key(question)
    ranked = tuple(sorted(found, key=lambda each: (key(each) if question.ascending else -key(each), each.place.code)))
    page = Page.of(ranked, question)
    when = shared.month_name(month)
    opening = f"En {when}, {in_(within)}"
    noun, nouns = _NOUNS[level]
    return Reply(
        sentence=page.sentence(opening, noun, nouns)
        if page.is_next
        else f"{opening}, {_best(ranked, question, level)}.",
        rows=tuple(shared.row(each, rank=rank) for rank, each in enumerate(page.rows, start=page.first)),
        notes=tuple(filter(None, (unheld, page.note(question, noun, nouns), shared.ROUNDED))),
        source=shared.source([named(within)], when),
        suggestions=(*page.buttons(question), *shared.next_questions(within)),
        facts=shared.facts(ReplyTopic.JOB_SEEKERS_RANKING, [within], when),
        origins=shared.origins(when),
    )


def _within(question: Question, knowledge: Knowledge) -> Territory:
    """Return the area whose places are ranked: a commune is ranked in its département."""
    place = shared.places_asked(question, knowledge)[0]
    if place.level is not Level.COMMUNE:
        return place
    return next(one for one in knowledge.territories.parents(place) if one.level is Level.DEPARTEMENT)


def _level(question: Question, within: Territory) -> Level:
    if question.level == Level.REGION.value or (within.level is Level.FRANCE and question.level != "bassin"):
        return Level.REGION if question.level != Level.DEPARTEMENT.value else Level.DEPARTEMENT
    if question.level == Level.DEPARTEMENT.value and within.level in {Level.REGION, Level.FRANCE}:
        return Level.DEPARTEMENT
    return Level.COMMUNE


def _key(question: Question) -> Callable[[Counted], float]:
    if CHANGE in question.aspects:
        return lambda each: each.change or 0.0
    if RATE in question.aspects:
        return lambda each: each.per_thousand or 0.0
    return lambda each: float(each.count)


def _best(ranked: Sequence[Counted], question: Question, level: Level) -> str:
    """Say which place is first, or which ones may be: each figure is rounded to ten."""
    noun, nouns = _NOUNS[level]
    if not ranked:
        return f"je n'ai le nombre d'inscrits d'aucune {noun}"
    best, rivals = ranked[0], _rivals(ranked, question)
    most = "moins" if question.ascending else "plus"
    what = f"le {most} d'inscrits{' par habitant' if RATE in question.aspects else ''}"
    if CHANGE in question.aspects:
        fell = question.ascending and (best.change or 0) < 0
        what = f"le nombre d'inscrits a le {'plus baissé' if fell else f'{most} augmenté'}"
    if rivals:
        who = "où" if CHANGE in question.aspects else "qui comptent"
        names = [f"{the_(each.place)} ({_said(each, question)})" for each in (best, *rivals)[:_MOST_NAMED]]
        others = ["d'autres"] if len(rivals) >= _MOST_NAMED else []
        return f"les {nouns} {who} {what} sont, à l'arrondi près, {listed([*names, *others])}"
    article = "le" if level is Level.DEPARTEMENT else "la"
    who = "où" if CHANGE in question.aspects else "qui compte"
    return f"{article} {noun} {who} {what} est {the_(best.place)} : {_said(best, question)}"


def _rivals(ranked: Sequence[Counted], question: Question) -> list[Counted]:
    """Return the places that may be before the first one, whatever was rounded."""
    low, high = _bounds(ranked[0], question)
    if question.ascending:
        return [each for each in ranked[1:] if _bounds(each, question)[0] < high]
    return [each for each in ranked[1:] if _bounds(each, question)[1] > low]


def _bounds(each: Counted, question: Question) -> tuple[float, float]:
    """Return the least and the most that a place's figure can be, its numbers being rounded to ten."""
    half = _HALF * max(1, len(each.found.parts))
    if CHANGE in question.aspects and each.year_before:
        return (each.count - half) / (each.year_before + half), (each.count + half) / (each.year_before - half)
    if RATE in question.aspects and each.place.population:
        return (each.count - half) / each.place.population, (each.count + half) / each.place.population
    return each.count - half, each.count + half


def _said(each: Counted, question: Question) -> str:
    if CHANGE in question.aspects and each.change is not None:
        return f"{signed_percent(each.change)} en un an"
    if RATE in question.aspects and each.per_thousand is not None:
        return f"{number(each.per_thousand)} inscrits pour 1 000 habitants"
    return f"{number(each.count)} inscrits"
