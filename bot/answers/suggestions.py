"""Next questions offered under an answer. Each is a sentence the user could have typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zlib import crc32

from bot.answers.scope import Area, years_said
from bot.question import Question, Topic
from bot.reading.speaker import ELECTED, EMPLOYER, JOB_SEEKER
from bot.writing.reply import Reply, Suggestion
from knowledge.bmo.model import Measure
from knowledge.library import HOME_REGION, Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import de_, in_

SINCE_2022 = ("2022..0",)
FRANCE = "france:FR"

STARTERS = (
    Suggestion("Quels métiers recrutent à Tours ?", "Quels métiers recrutent à Tours ?"),
    Suggestion("Est-ce dur de trouver des couvreurs à Blois ?", "Est-ce dur de trouver des couvreurs à Blois ?"),
    Suggestion("Évolution dans le Loiret depuis 2022", "Évolution des projets dans le Loiret depuis 2022"),
)
"""One question for each kind of user, before it is known of what place (``at_their_place``)."""
_EXAMPLES = ("commune:37261", "commune:18033", "commune:28085", "commune:36044", "commune:41018", "commune:45234")
"""The main town of each département of the région at home."""


def asks(topic: Topic, place: Area | Territory, about: Question | None = None, **fields: Any) -> Question:
    """Return the question on a place, and on the first trade of ``about``: what a button asks, beside its sentence."""
    refs, together = _refs(place)
    trade = {"occupations": about.occupations[:1], "words": about.words[:1]} if about else {}
    return Question(topic, refs, **{"together": together, **trade, **fields})


def _refs(place: Area | Territory) -> tuple[tuple[str, ...], bool]:
    """Return the places that « where » names, and whether they are summed."""
    if isinstance(place, Territory):
        return (place.ref,), False
    if place.others:
        return tuple(each.ref for each in place.every_asked), True
    return ((place.units[0] if place.asked.level is Level.COMMUNE else place.asked).ref,), False


def at_their_place(reply: Reply, question: Question | None, text: str, knowledge: Knowledge) -> Reply:
    """Return the reply whose starting questions, if any, are about the place and trade the conversation holds.

    Where it holds none, ``text``, the message answered, chooses the main town of a département of the région.
    """
    others = tuple(each for each in reply.suggestions if each.act is not None)
    if reply.suggestions != (*STARTERS, *others):
        return reply
    refs = (*question.territories[:1], *question.home) if question else ()
    places = [knowledge.territories.get(ref) for ref in refs if ref in knowledge.territories]
    held = next((place for place in places if knowledge.territories.survey_area(place).units), None)
    example = knowledge.territories.get(_EXAMPLES[crc32(text.encode()) % len(_EXAMPLES)])
    starters = _starters(held or example, question or Question(Topic.TOTALS), knowledge)
    return replace(reply, suggestions=(*starters, *others))


def _starters(place: Territory, question: Question, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Return the three kinds of starting questions, of the région where a place is only held as totals."""
    latest = knowledge.bmo.latest_year()
    if not trades(Area(knowledge.territories.survey_area(place)), latest, knowledge):
        place = next((each for each in knowledge.territories.parents(place) if each.level is Level.REGION), place)
    where = in_(place)
    told = bool(question.words) and not any(value.startswith("ambigu:") for value in question.occupations)
    hard = f"Est-ce difficile de recruter : {question.words[0]} {where} ?" if told else f"Métiers en tension {where}"
    difficult = asks(Topic.RECRUITING, place, measure=Measure.DIFFICULT)
    if told:
        difficult = asks(Topic.FIGURES, place, question, measure=Measure.DIFFICULT, closed=True)
    trades_there, series = f"Quels métiers recrutent {where} ?", f"Évolution des projets {where} depuis 2022"
    return (
        Suggestion(trades_there, trades_there, JOB_SEEKER, asks=asks(Topic.RECRUITING, place)),
        Suggestion(hard, hard, EMPLOYER, asks=difficult),
        Suggestion(
            f"Évolution {where} depuis 2022",
            series,
            ELECTED,
            spans_years=True,
            asks=asks(Topic.EVOLUTION, place, years=SINCE_2022),
        ),
    )


def around_home(measure: Measure | None, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Return the question on the trades of the région at home, offered to who has not said where they live."""
    where = in_(knowledge.territories.get(HOME_REGION))
    kinds = {Measure.SEASONAL: f"Emplois saisonniers {where}", Measure.DIFFICULT: f"Métiers en tension {where}"}
    asked = (measure and kinds.get(measure)) or f"Quels métiers recrutent {where} ?"
    return (Suggestion(asked, asked),)


def dated(reply: Reply, knowledge: Knowledge) -> Reply:
    """Return the reply with buttons that stay in its year, where that is not the latest, which needs no naming.

    A year without rows (2018, 2030) would lead nowhere: the buttons then go to the latest survey, and say so.
    """
    year, latest = reply.facts.year, knowledge.bmo.latest_year()
    if not year or year == latest:
        return reply
    held = year in knowledge.bmo.years()
    named = [_in_year(each, year if held else latest, told=not held) for each in reply.suggestions]
    return replace(reply, suggestions=tuple(named))


def in_years(suggestions: tuple[Suggestion, ...], question: Question, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Return buttons, offered before any figure, that keep the one held year of the question."""
    years = years_said(question.years, knowledge.bmo.latest_year())
    if len(years) != 1 or years[0] not in knowledge.bmo.years() or years[0] == knowledge.bmo.latest_year():
        return suggestions
    return tuple(_in_year(each, years[0], told=False) for each in suggestions)


def _in_year(suggestion: Suggestion, year: int, *, told: bool) -> Suggestion:
    if suggestion.spans_years:
        return suggestion
    text, mark = suggestion.question.removesuffix(" ?"), " ?" if suggestion.question.endswith(" ?") else ""
    title = f"{suggestion.title} ({year})" if told else suggestion.title
    asked = replace(suggestion.asks, years=(str(year),)) if suggestion.asks else None
    return replace(suggestion, title=title, question=f"{text} en {year}{mark}", asks=asked)


def around_area(area: Area) -> tuple[Suggestion, ...]:
    """Return the questions that go on from any answer about ``area``."""
    return (
        Suggestion("Chiffres clés", f"chiffres clés {area.where}", "elected_official", asks=asks(Topic.TOTALS, area)),
        Suggestion(
            "Évolution depuis 2022",
            f"évolution depuis 2022 {area.where}",
            "elected_official",
            spans_years=True,
            asks=asks(Topic.EVOLUTION, area, years=SINCE_2022),
        ),
    )


def trades(area: Area, year: int, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Return the question on the métiers of ``area``, nothing where the survey is only held as totals."""
    if any(knowledge.bmo.coverage(unit, year) != "rows" for unit in area.units):
        return ()
    sentence = f"quels métiers recrutent {area.where} ?"
    return (Suggestion("Les métiers qui recrutent", sentence, asks=asks(Topic.RECRUITING, area)),)


def diagnosed(area: Area, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Return the diagnostic of ``area``, nothing where there is none: a country, figures not held per métier."""
    latest = knowledge.bmo.latest_year()
    place = area.units[0] if area.asked.level is Level.COMMUNE else area.asked
    if place.level is Level.FRANCE or any(knowledge.bmo.coverage(unit, latest) != "rows" for unit in area.units):
        return ()
    asked = asks(Topic.DIAGNOSTIC, place)
    return (
        Suggestion("Diagnostic (PDF)", f"diagnostic {de_(place)}", "elected_official", spans_years=True, asks=asked),
    )


def around_occupation(
    area: Area, word: str, question: Question, measure: Measure | None = None
) -> tuple[Suggestion, ...]:
    """Return the questions that go on from an answer on ``measure`` of the occupation of ``question``, ``word``."""
    about = replace(question, words=(word,))
    evolution = Suggestion(
        "Évolution",
        f"évolution : {word} {area.where}",
        "elected_official",
        spans_years=True,
        asks=asks(Topic.EVOLUTION, area, about),
    )
    difficulty = Suggestion(
        "Est-ce difficile ?",
        f"est-ce difficile de recruter : {word} {area.where} ?",
        "employer",
        asks=asks(Topic.FIGURES, area, about, measure=Measure.DIFFICULT, closed=True),
    )
    where, every = around_nothing(area, word, question)
    return (where, evolution, *((difficulty,) if measure is not Measure.DIFFICULT else ()), every)


def around_nothing(area: Area, word: str, question: Question) -> tuple[Suggestion, Suggestion]:
    """Return the questions that go on where the area has no project for ``word``: elsewhere, or other occupations."""
    at_home = any(f"{Level.REGION.value}:{unit.region}" == HOME_REGION for unit in area.units)
    among = "dans quels bassins" if at_home else "en France, dans quelles régions"  # elsewhere, no finer detail is held
    level, places = (Level.BASSIN, ()) if at_home else (Level.REGION, (FRANCE,))
    where = Question(Topic.WHERE, places, question.occupations[:1], words=(word,), level=level.value)
    every = asks(Topic.RECRUITING, area)
    return (
        Suggestion("Où recrute-t-on le plus ?", f"{among} cherche-t-on le plus : {word} ?", "job_seeker", asks=where),
        Suggestion(
            "Tous les métiers qui recrutent", f"quels métiers recrutent {area.where} ?", "job_seeker", asks=every
        ),
    )
