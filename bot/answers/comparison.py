"""Two or more territories, or occupations, side by side: one row each, and what the rows show."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answers.scope import Area, Chosen, areas, chosen, facts, held_year, source_line
from bot.answers.suggestions import trades
from bot.answers.tables import plain_row, secret_cells
from bot.answers.uncovered import check_covered
from bot.question import Question
from bot.writing.french import NARROW, adjective, capitalised, listed, number, percent, projects, quoted
from bot.writing.reply import Reply, Row, Suggestion
from knowledge.bmo.model import Figures, Measure
from knowledge.library import Knowledge
from knowledge.territories.model import Level
from knowledge.territories.wording import the_


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a comparison: how it is called at the start and inside a sentence, and its figures."""

    name: str
    subject: str
    ref: str
    place: Area
    figures: Figures | None
    several: bool = False
    """True when the subject is plural: « les bassins d'emploi de A et B », several métiers."""


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the figures of each side, most first, and one sentence that says what they show."""
    year = held_year(question, knowledge)
    places = _places(question, knowledge)
    check_covered(places, year, knowledge, totals_enough=not question.occupations)
    wanted = [chosen(value, year, knowledge) for value in question.occupations]
    sides = _sides(places, wanted, year, knowledge)
    if len(places) > 1 and question.measure is not None and any(_is_inside(p, places, knowledge) for p in places):
        question = replace(question, share=True)  # a part always has fewer projects than its whole
    measure = question.measure or Measure.PROJECTS
    told = sorted(filter(_has_figures, sides), key=lambda s: _rank(s, measure, question.share), reverse=True)
    whole = [side for side in sides if not _is_inside(side.place, places, knowledge)]  # a secret cell counts once
    masked = sum(secret_cells(side.figures, measure) for side in whole if side.figures)
    part = _part_of_the_whole(places, sides, question, knowledge)
    return Reply(
        sentence=f"En {year}{_about(wanted)}, {part}." if part else _sentence(told, sides, wanted, question, year),
        rows=tuple(_row(side, year, measure, question.share) for side in sides),
        notes=tuple(filter(None, dict.fromkeys((*(place.note for place in places), _doubt(told, measure, question)))))
        if not part
        else tuple(filter(None, dict.fromkeys(place.note for place in places))),
        source=source_line(year, list(dict.fromkeys(side.place.name for side in sides)), masked),
        suggestions=_suggestions(places, year, knowledge),
        facts=facts(
            question,
            "comparison",
            year=year,
            areas_=places,
            wanted=wanted,
        ),
    )


def _part_of_the_whole(places: list[Area], sides: list[_Side], question: Question, knowledge: Knowledge) -> str:
    """« le Loiret représente 27,2 % des projets publiés (23 024 sur 84 515) », when one place holds the other.

    Numbers of a whole and of its part say nothing side by side: their shares of difficult projects do.
    """
    if question.measure not in {None, Measure.PROJECTS} or len(places) != 2 or len(sides) != 2:
        return ""
    for small, whole in (sides, sides[::-1]):
        if _is_inside(small.place, [whole.place], knowledge) and small.figures and whole.figures:
            part, total = small.figures.projects.published, whole.figures.projects.published
            if total:
                detail = f"{number(part)} sur {number(total)}, {whole.place.where}"
                verb = "représentent" if small.several else "représente"
                said = f"{small.subject} {verb} {percent(part / total)} des projets publiés ({detail})"
                return said + ("" if question.share else _difficulty(small, whole))
    return ""


def _difficulty(small: _Side, whole: _Side) -> str:
    """« ; 51,1 % y sont difficiles, contre 49,4 % »"""
    shares = [side.figures.share(Measure.DIFFICULT) if side.figures else None for side in (small, whole)]
    if shares[0] is None or shares[1] is None:
        return ""
    return f"{NARROW}; {percent(shares[0].value)} y sont difficiles, contre {percent(shares[1].value)}"


def _about(wanted: list[Chosen]) -> str:
    return f", pour {wanted[0].name}" if len(wanted) == 1 else ""


def _places(question: Question, knowledge: Knowledge) -> list[Area]:
    """A place compared to nothing is compared to its département (or region) and to the region."""
    places = list({tuple(area.refs): area for area in areas(question, knowledge)}.values())
    if len(places) > 1 or len(question.occupations) > 1:
        return places
    parents = knowledge.territories.parents(places[0].units[0])
    wider = [p for p in parents if p.level in {Level.DEPARTEMENT, Level.REGION}] or parents[:1]
    return [*places, *(Area(knowledge.territories.survey_area(parent)) for parent in wider)]


def _is_inside(place: Area, places: list[Area], knowledge: Knowledge) -> bool:
    """Tell whether one of ``places`` holds every unit of ``place``."""
    held_by = [{parent.ref for parent in knowledge.territories.parents(unit)} for unit in place.units]
    return any(all(other.asked.ref in holders for holders in held_by) for other in places)


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
                located = f"{subject} {place.where}" if len(places) > 1 else subject
                sides.append(_Side(name, located, each.refs[0], place, figures, several=len(each.labels) > 1))
            else:
                subject = f"les {place.name}" if len(place.units) > 1 else the_(place.units[0])
                several = subject.startswith("les ")
                sides.append(_Side(capitalised(place.name), subject, place.units[0].ref, place, figures, several))
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
    about = _about(wanted)
    one_place = len({side.place.name for side in sides}) == 1
    where = f", {sides[0].place.where}" if len(wanted) > 1 and one_place else ""
    opening = f"En {year}{where}{about}, "
    secret = [side for side in told if side.figures and side.figures.of(measure).is_masked]
    if len(told) < 2 or len(secret) == len(told):
        return f"{opening}l'enquête ne permet pas de comparer : {_why_not(sides, secret)}."
    by_share = question.share and measure is not Measure.PROJECTS
    values = [_value(side, measure, by_share) for side in told]
    best, rest = told[0], told[1:]
    against = listed([f"{value} pour {side.subject}" for value, side in zip(values[1:], rest, strict=True)])
    if values[0] == values[1] and len(told) == 2:
        return f"{opening}{listed([side.subject for side in told])} font jeu égal : {values[0]}."
    what = _what(best, measure, by_share, "plus" if len(told) == 2 else "le plus")
    return f"{opening}{best.subject} {what} : {values[0]}, contre {against}."


def _what(best: _Side, measure: Measure, by_share: bool, most: str) -> str:
    if by_share:
        return f"{'ont' if best.several else 'a'} la part de projets{adjective(measure, 2)} la plus forte"
    return f"{'comptent' if best.several else 'compte'} {most} de projets{adjective(measure, 2)}"


def _value(side: _Side, measure: Measure, by_share: bool) -> str:
    if side.figures is None:
        return "aucun projet recensé"
    total = side.figures.of(measure)
    if by_share:
        ratio = side.figures.share(measure)
        return percent(ratio.value) if ratio else "part secrète"
    if total.is_masked:
        return f"moins de 5{NARROW}projets" if total.masked == 1 else "un nombre secret"
    return f"au moins {number(total.published)}" if total.masked else number(total.published)


def _why_not(sides: list[_Side], secret: list[_Side]) -> str:
    """« aucun projet recensé pour Tours, chiffre secret pour Blois »."""
    missing = [side.subject for side in sides if side.figures is None]
    reasons = [f"aucun projet recensé pour {listed(missing)}"] if missing else []
    if secret:
        reasons.append(f"chiffre secret pour {listed([side.subject for side in secret])}")
    return ", ".join(reasons) or "un seul territoire a des chiffres"


def _doubt(told: list[_Side], measure: Measure, question: Question) -> str:
    """Say that values under secrecy leave the order of the first two unknown, with their intervals."""
    intervals = [_interval(side, measure, question.share) for side in told[:2]]
    if len(intervals) < 2 or intervals[0][0] > intervals[1][1] or intervals[0][0] == intervals[0][1]:
        return ""
    write = percent if question.share and measure is not Measure.PROJECTS else number
    said = [
        f"entre {write(low)} et {write(high)} pour {side.subject}"
        for (low, high), side in zip(intervals, told, strict=False)
    ]
    return f"Avec les valeurs secrètes, l'ordre n'est pas certain : {listed(said)}."


def _interval(side: _Side, measure: Measure, share: bool) -> tuple[float, float]:
    if side.figures is None:
        return 0.0, 0.0
    ratio = side.figures.share(measure) if share and measure is not Measure.PROJECTS else None
    if ratio is not None:
        return ratio.low, ratio.high
    bounds = side.figures.interval(measure)
    return bounds.low, bounds.high


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
