"""Two or more territories, or occupations, side by side: one row each, and what the rows show."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answers.french import NARROW, adjective, capitalised, listed, number, percent, projects, quoted
from bot.answers.reply import Reply, Row, Suggestion
from bot.answers.scope import Area, Chosen, areas, chosen, facts, held_year, source_line
from bot.answers.suggestions import trades
from bot.answers.tables import plain_row
from bot.answers.uncovered import check_covered
from bot.question import Question
from knowledge.bmo.model import Figures, Measure
from knowledge.library import Knowledge
from knowledge.territories.wording import the_


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a comparison: how it is called at the start and inside a sentence, and its figures."""

    name: str
    subject: str
    ref: str
    place: Area
    figures: Figures | None


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the figures of each side, most first, and one sentence that says what they show."""
    year = held_year(question, knowledge)
    places = _places(question, knowledge)
    check_covered(places, year, knowledge, totals_enough=not question.occupations)
    wanted = [chosen(value, year, knowledge) for value in question.occupations]
    sides = _sides(places, wanted, year, knowledge)
    measure = question.measure or Measure.PROJECTS
    told = sorted(filter(_has_figures, sides), key=lambda s: _rank(s, measure, question.share), reverse=True)
    masked = sum(side.figures.projects.masked for side in sides if side.figures)
    part = _part_of_the_whole(places, sides, question, knowledge)
    return Reply(
        sentence=f"En {year}, {part}." if part else _sentence(told, sides, wanted, question, year),
        rows=tuple(_row(side, year, measure, question.share) for side in sides),
        notes=tuple(dict.fromkeys(place.note for place in places if place.note)),
        source=source_line(year, list(dict.fromkeys(side.place.name for side in sides)), masked),
        suggestions=_suggestions(places, year, knowledge),
        facts=facts(
            question, "comparison", year=year, areas_=places, occupations=[ref for each in wanted for ref in each.refs]
        ),
    )


def _part_of_the_whole(places: list[Area], sides: list[_Side], question: Question, knowledge: Knowledge) -> str:
    """« le Loiret représente 27,2 % des projets publiés (23 024 sur 84 515) », when one place holds the other."""
    if not question.share or question.measure is not None or len(places) != 2 or len(sides) != 2:
        return ""
    for small, whole in (sides, sides[::-1]):
        holders = {parent.ref for parent in knowledge.territories.parents(small.place.units[0])}
        if whole.place.asked.ref in holders and small.figures and whole.figures:
            part, total = small.figures.projects.published, whole.figures.projects.published
            if total:
                detail = f"{number(part)} sur {number(total)}, {whole.place.where}"
                return f"{small.subject} représente {percent(part / total)} des projets publiés ({detail})"
    return ""


def _places(question: Question, knowledge: Knowledge) -> list[Area]:
    """A place compared to nothing is compared to its département (or region) and to the region."""
    places = areas(question, knowledge)
    if len(places) > 1 or len(question.occupations) > 1:
        return places
    wider = [p for p in knowledge.territories.parents(places[0].units[0]) if p.level.value in {"departement", "region"}]
    return [*places, *(Area(knowledge.territories.survey_area(parent)) for parent in wider)]


def _sides(places: list[Area], wanted: list[Chosen], year: int, knowledge: Knowledge) -> list[_Side]:
    sides = []
    choices: list[Chosen | None] = [*wanted] or [None]
    for place in places:
        for each in choices:
            figures = knowledge.bmo.figures(list(place.units), each.selection if each else None, year)
            if each is not None and len(wanted) > 1:
                name = " et ".join(each.labels) + (f", {place.name}" if len(places) > 1 else "")
                kind = "secteur" if each.is_sector else "métier"
                subject = f"le {kind} {each.name}" if len(each.labels) == 1 else each.name
                sides.append(_Side(name, subject, each.refs[0], place, figures))
            else:
                subject = the_(place.units[0]) if len(place.units) == 1 else f"les {place.name}"
                sides.append(_Side(capitalised(place.name), subject, place.units[0].ref, place, figures))
    return sides


def _has_figures(side: _Side) -> bool:
    return side.figures is not None


def _rank(side: _Side, measure: Measure, share: bool) -> float:
    if side.figures is None:
        return -1.0
    ratio = side.figures.share(measure)
    if share and measure is not Measure.PROJECTS:
        return ratio.value if ratio else -1.0
    return float(side.figures.of(measure).published)


def _sentence(told: list[_Side], sides: list[_Side], wanted: list[Chosen], question: Question, year: int) -> str:
    measure = question.measure or Measure.PROJECTS
    about = f", pour {wanted[0].name}" if len(wanted) == 1 else ""
    where = f", {sides[0].place.where}" if len(wanted) > 1 else ""
    opening = f"En {year}{where}{about}, "
    if len(told) < 2:
        return f"{opening}l'enquête ne permet pas de comparer : {_absent(sides)}."
    by_share = question.share and measure is not Measure.PROJECTS
    values = [_value(side, measure, by_share) for side in told]
    best, rest = told[0], told[1:]
    against = listed([f"{value} pour {side.subject}" for value, side in zip(values[1:], rest, strict=True)])
    if values[0] == values[1] and len(told) == 2:
        return f"{opening}{listed([side.subject for side in told])} font jeu égal : {values[0]}."
    what = _what(measure, by_share, "plus" if len(told) == 2 else "le plus")
    return f"{opening}{best.subject} {what} : {values[0]}, contre {against}."


def _what(measure: Measure, by_share: bool, most: str) -> str:
    if by_share:
        return f"a la part de projets{adjective(measure, 2)} la plus forte"
    return f"compte {most} de projets{adjective(measure, 2)}"


def _value(side: _Side, measure: Measure, by_share: bool) -> str:
    if side.figures is None:
        return "aucun projet recensé"
    total = side.figures.of(measure)
    if by_share:
        ratio = side.figures.share(measure)
        return percent(ratio.value) if ratio else "part secrète"
    return f"moins de 5{NARROW}projets" if total.is_masked else number(total.published)


def _absent(sides: list[_Side]) -> str:
    missing = [side.subject for side in sides if side.figures is None]
    return f"aucun projet recensé pour {listed(missing)}" if missing else "les chiffres sont secrets"


def _row(side: _Side, year: int, measure: Measure, share: bool) -> Row:
    if side.figures is None:
        text = f"• {side.name} : {projects(0)}"
        return Row(side.name, side.ref, year, text, territory=side.place.units[0].ref)
    row = plain_row(side.name, side.ref, year, side.figures, measure, share=share)
    return Row(row.label, row.ref, year, row.text, side.figures, territory=side.place.units[0].ref)


def _suggestions(places: list[Area], year: int, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    return tuple(
        replace(each, title=f"Métiers qui recrutent : {quoted(place.name)}")
        for place in places[:2]
        for each in trades(place, year, knowledge)
    )
