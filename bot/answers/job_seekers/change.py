"""How the number of people registered with France Travail moved: the same month of each year, so that seasons agree."""

from __future__ import annotations

from bot.answers.closed import answered, moved_so
from bot.answers.job_seekers import shared
from bot.answers.scope import years_said
from bot.question import Question
from bot.writing.french import capitalised, number, signed_percent
from bot.writing.reply import OtherFigure, Reply, Row
from bot.writing.reply_topics import ReplyTopic
from knowledge.figures.interval import Interval
from knowledge.jobseekers.reference import Registered
from knowledge.library import Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_, named

_MOST_PLACES = 3
_ROUNDING = 10
"""Each number is rounded to ten: so much may the difference of two be away from the true one."""


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the change between the first and last years asked, the same month of each, and every year between."""
    asked = shared.places_asked(question, knowledge)[:_MOST_PLACES]
    found = [(each, _held(each, knowledge)) for each in asked]
    held = [each for _, each in found if each is not None]
    months = _months(question, knowledge)
    notes = [shared.not_published(place) for place, each in found if each is None or each.territory != place]
    span = f"{shared.month_name(months[0])} à {shared.month_name(months[-1])}"
    places = [each.territory for each in held]
    return Reply(
        sentence=" ".join(_answered(each, months, question, knowledge) for each in held),
        rows=tuple(row for each in held for row in _rows(each, months, knowledge, several=len(held) > 1)),
        notes=(*notes, *(_extremes(each, knowledge) for each in held[:1]), *_minima(held), shared.ROUNDED),
        source=shared.source([named(place) for place in places], span),
        suggestions=shared.next_questions(places[0])[1:],
        facts=shared.facts(ReplyTopic.JOB_SEEKERS_CHANGE, places, span),
        origins=shared.origins(span),
    )


def _held(place: Territory, knowledge: Knowledge) -> Registered | None:
    """Return the series of the place, else of its département or région."""
    around = [one for one in knowledge.territories.parents(place) if one.level is not Level.BASSIN]
    return next((found for one in (place, *around) if (found := knowledge.job_seekers.of(one))), None)


def _months(question: Question, knowledge: Knowledge) -> list[str]:
    """Return the months shown: the same one of each year asked, two at least; every year when none is asked.

    « a-t-il augmenté ? » is asked of the last year.
    """
    held = knowledge.job_seekers.months
    month = question.month or held[-1][-2:]
    every = [one for one in held if one.endswith(f"-{month}")]
    years = years_said(question.years, int(held[-1][:4]))
    if question.closed and not years:
        years = [int(held[-1][:4])]
    if len(years) == 1:
        years = [years[0] - 1, years[0]]
    shown = [one for one in every if not years or years[0] <= int(one[:4]) <= years[-1]]
    return shown if len(shown) > 1 else every


def _at(found: Registered, month: str, knowledge: Knowledge) -> int:
    return found.counts[knowledge.job_seekers.months.index(month)]


def _answered(found: Registered, months: list[str], question: Question, knowledge: Knowledge) -> str:
    """Return the sentence, after yes or no where the way the number went is asked."""
    sentence = _sentence(found, months, knowledge)
    if not question.closed:
        return sentence
    first, last = (_at(found, month, knowledge) for month in (months[0], months[-1]))
    rounding = _ROUNDING * max(1, len(found.parts))
    bounds = Interval(last - first - rounding, last - first + rounding)
    return answered(None if found.is_minimum else moved_so(question.direction, bounds), sentence)


def _sentence(found: Registered, months: list[str], knowledge: Knowledge) -> str:
    first, last = (_at(found, month, knowledge) for month in (months[0], months[-1]))
    where = capitalised(in_(found.territory))
    spans = f"de {number(first)} en {shared.month_name(months[0])} à {number(last)} en {shared.month_name(months[-1])}"
    moved = "est resté stable" if first == last else f"est passé {spans}, soit {signed_percent(last / first - 1)}"
    steady = f" ({number(last)})" if first == last else ""
    recent = ""
    if len(months) > 2:
        before = _at(found, months[-2], knowledge)
        recent = f" ; sur la dernière année, {signed_percent(last / before - 1)}"
    return f"{where}, le nombre d'inscrits à France Travail {moved}{steady}{recent}."


def _rows(found: Registered, months: list[str], knowledge: Knowledge, *, several: bool) -> list[Row]:
    rows: list[Row] = []
    before: int | None = None
    for month in months:
        count = _at(found, month, knowledge)
        moved = count / before - 1 if before else None
        name = capitalised(shared.month_name(month))
        label = f"{capitalised(named(found.territory))}, {shared.month_name(month)}" if several else name
        change = f" ({signed_percent(moved)})" if moved is not None else ""
        values = (
            OtherFigure("registered", "Inscrits", "number", count, number(count)),
            OtherFigure(
                *("change", "Sur un an", "ratio"),
                None if moved is None else round(moved, 6),
                "" if moved is None else signed_percent(moved),
            ),
        )
        text = f"• {label} : {number(count)} inscrits{change}"
        rows.append(Row(label, f"month:{month}", int(month[:4]), text, territory=found.territory.ref, values=values))
        before = count
    return rows


def _extremes(found: Registered, knowledge: Knowledge) -> str:
    """« Le plus haut de la série : … ; le plus bas : … »."""
    months = knowledge.job_seekers.months
    high, low = max(found.counts), min(found.counts)
    said = [f"{number(count)} en {shared.month_name(months[found.counts.index(count)])}" for count in (high, low)]
    return f"Sur les 60 mois de 2020 à 2024, le plus haut : {said[0]} ; le plus bas : {said[1]}."


def _minima(held: list[Registered]) -> list[str]:
    if not any(each.is_minimum for each in held):
        return []
    return ["À ce niveau, seules les communes de plus de 5 000 habitants sont publiées et additionnées."]
