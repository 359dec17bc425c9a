"""Where people registered with France Travail are the most numerous: in number, per inhabitant, or by their change."""

from __future__ import annotations

from collections.abc import Callable

from bot.answers.job_seekers import shared
from bot.answers.job_seekers.shared import Counted
from bot.answers.pages import Page
from bot.beside import CHANGE, RATE
from bot.question import Question
from bot.writing.french import NARROW, number, signed_percent
from bot.writing.reply import Reply
from knowledge.library import Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_, named, the_

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
    facts = shared.facts(question, "job_seekers_ranking", [within], when)
    return Reply(
        sentence=page.sentence(opening, noun, nouns) if page.is_next else f"{opening}, {_best(page, question, level)}.",
        rows=tuple(shared.row(each, mark=f"{rank}. ") for rank, each in enumerate(page.rows, start=page.first)),
        notes=tuple(filter(None, (unheld, page.note(question, noun, nouns), shared.ROUNDED))),
        source=shared.source([named(within)], when),
        suggestions=(*page.buttons(), *shared.next_questions(within)),
        facts=facts | {"subject": "Où sont les demandeurs d'emploi inscrits"},
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


def _best(page: Page[Counted], question: Question, level: Level) -> str:
    noun, nouns = _NOUNS[level]
    if not page.rows:
        return f"je n'ai le nombre d'inscrits d'aucune {noun}"
    best = page.rows[0]
    key = _key(question)
    tied = [each for each in page.rows if key(each) == key(best)]
    least = "moins" if question.ascending else "plus"
    article = "le" if level is Level.DEPARTEMENT else "la"
    said = f"{number(best.count)} inscrits"
    if CHANGE in question.aspects and best.change is not None:
        said = f"{signed_percent(best.change)} en un an"
    elif RATE in question.aspects and best.per_thousand is not None:
        said = f"{number(best.per_thousand)} inscrits pour 1 000 habitants"
    if len(tied) > 1 and not (CHANGE in question.aspects or RATE in question.aspects):
        names = ", ".join(the_(each.place) for each in tied)
        return f"plusieurs {nouns} en comptent le {least}{NARROW}: {names} ({said} chacune)"
    what = (
        "où le nombre d'inscrits a le {least} augmenté"
        if CHANGE in question.aspects
        else "qui compte le {least} d'inscrits"
    )
    if RATE in question.aspects:
        what = "qui compte le {least} d'inscrits par habitant"
    return f"{article} {noun} {what.format(least=least)} est {the_(best.place)} : {said}"
