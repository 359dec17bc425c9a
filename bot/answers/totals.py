"""Key figures of an area, all occupations together: projects, difficult, seasonal, published total."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.figures import intervals, says
from bot.answers.published import published_reply
from bot.answers.scope import Area, areas, facts, source_line, year_of
from bot.answers.suggestions import around_area, diagnosed, trades
from bot.answers.tables import plain_row, secret_cells
from bot.answers.uncovered import check_covered
from bot.question import Question
from bot.writing.french import NARROW, capitalised, number, projects, signed_percent
from bot.writing.reply import Reply, Row, Suggestion
from knowledge.bmo.model import Figures, Measure
from knowledge.library import Knowledge


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the totals of the area asked; a year without rows is answered from the published totals."""
    place = areas(question, knowledge)[0]
    year = year_of(question, knowledge)
    if year not in knowledge.bmo.years():
        return published_reply(question, place, year, knowledge)
    check_covered([place], year, knowledge, totals_enough=True)
    figures = knowledge.bmo.figures(list(place.units), None, year)
    if figures is None:
        return published_reply(question, place, year, knowledge)
    return Reply(
        sentence=f"En {year}, {place.where}, {_lead(question)}{says(figures, question)}.",
        rows=(_row(place, figures, question, year),),
        notes=_notes(place, figures, question, year, knowledge),
        source=source_line(year, [place.name], secret_cells(figures, question.measure or Measure.PROJECTS)),
        suggestions=_suggestions(place, year, knowledge),
        facts=facts(question, "totals", year=year, areas_=[place]),
    )


def _lead(question: Question) -> str:
    """A count is announced by employers; a part of it (« 7 509 sur 17 146 sont jugés difficiles ») stands alone."""
    is_count = question.measure in {None, Measure.PROJECTS, Measure.NON_SEASONAL} or question.share
    return "les employeurs annoncent " if is_count else ""


def _row(place: Area, figures: Figures, question: Question, year: int) -> Row:
    measure = question.measure or Measure.PROJECTS
    row = plain_row(capitalised(place.name), place.units[0].ref, year, figures, measure, share=question.share)
    return replace(row, text="", territory=place.units[0].ref)


def _notes(place: Area, figures: Figures, question: Question, year: int, knowledge: Knowledge) -> tuple[str, ...]:
    notes = [place.note] if place.note else []
    notes.extend(intervals(figures, question))
    notes.extend(_published(place, year, knowledge))
    change = _change(place, figures, question.measure, year, knowledge)
    return (*notes, change) if change else tuple(notes)


def _published(place: Area, year: int, knowledge: Knowledge) -> list[str]:
    """The total that press or administrations published for the same year, when there is one."""
    if len(place.units) != 1:
        return []
    return [
        f"Total publié{NARROW}: {number(total.projects)} projets"
        + (f", dont {number(total.difficult_percent, 1)}{NARROW}% difficiles" if total.difficult_percent else "")
        + "."
        for total in knowledge.bmo.published_totals(place.units[0].ref)
        if total.year == year
    ]


def _change(place: Area, figures: Figures, measure: Measure | None, year: int, knowledge: Knowledge) -> str:
    """How the total moved since the survey before, "" when that one is not held, or a part of the total is asked."""
    if year - 1 not in knowledge.bmo.years() or measure not in {None, Measure.PROJECTS}:
        return ""
    before = knowledge.bmo.figures(list(place.units), None, year - 1)
    if before is None or not before.projects.published:
        return ""
    ratio = figures.projects.published / before.projects.published - 1
    return f"Un an plus tôt{NARROW}: {projects(before.projects.published)} publiés ({signed_percent(ratio)})."


def _suggestions(place: Area, year: int, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    recruiting = trades(place, year, knowledge)
    tension = Suggestion("Les métiers en tension", f"métiers en tension {place.where}")
    home = Suggestion("Chiffres clés de la région", "chiffres clés de la région Centre-Val de Loire")
    return (*recruiting, tension if recruiting else home, around_area(place)[1], *diagnosed(place, knowledge))
