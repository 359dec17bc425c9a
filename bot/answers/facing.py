"""The hiring projects of the survey, set beside what comes from another source."""

from __future__ import annotations

from bot.answers.scope import Area, Chosen
from bot.answers.telling import says
from knowledge.library import Knowledge


def facing(place: Area, wanted: Chosen, knowledge: Knowledge) -> str:
    """Return « L'enquête BMO 2025 compte, dans le bassin…, 28 projets… », "" where its rows are not held."""
    year = knowledge.bmo.latest_year()
    units = list(place.units)
    if not units or any(knowledge.bmo.coverage(unit, year) != "rows" for unit in units):
        return ""
    figures = knowledge.bmo.figures(units, wanted.selection, year)
    if figures is None:
        return f"L'enquête BMO {year} ne compte aucun projet {place.where} pour {wanted.name}."
    return f"L'enquête BMO {year} compte, {place.where}, {says(figures)}, pour {wanted.name}."
