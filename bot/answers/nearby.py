"""Where a trade is wanted, when nobody wants it in the place that was asked: the bassins around, else what holds it."""

from __future__ import annotations

from bot.answers.asking import cell_of
from bot.answers.scope import Area
from bot.writing.french import NARROW, listed, plural
from bot.writing.values import count
from knowledge.bmo.model import Measure
from knowledge.figures.query import Query, Statistic
from knowledge.figures.sums import Figures
from knowledge.figures.values import number_of
from knowledge.library import Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_

AROUND_KM = 40
"""How far the bassins are looked at, from the town to their nearest commune."""
_MOST = 2


def nearby(query: Query, place: Area, knowledge: Knowledge) -> str:
    """« Tout près : 45 projets dans le bassin d'emploi de Chartres. », "" where nobody wants the trade."""
    around = knowledge.territories.bassins_near(place.asked, AROUND_KM) if _is_a_bassin(place) else ()
    found = [(one, figures) for one in around if (figures := _figures(query, one, knowledge)) is not None]
    if found:
        most = sorted(found, key=lambda each: -each[1].interval(Measure.PROJECTS).low)[:_MOST]
        return f"Tout près{NARROW}: {listed([_told(one, figures) for one, figures in most])}."
    for parent in knowledge.territories.parents(place.units[0]):
        if (figures := _figures(query, parent, knowledge)) is not None:
            return f"Au plus près{NARROW}: {_told(parent, figures)}."
    return ""


def _is_a_bassin(place: Area) -> bool:
    return len(place.units) == 1 and place.units[0].level is Level.BASSIN


def _figures(query: Query, place: Territory, knowledge: Knowledge) -> Figures | None:
    """Return what is published of a place, None where nobody recruits, all is secret or its rows are not held."""
    if knowledge.bmo.coverage(place, query.year) != "rows":
        return None
    cell = cell_of(
        query.but(places=(place.ref,), together=False, measure=Measure.PROJECTS, statistic=Statistic.NUMBER), knowledge
    )
    return cell.figures if cell.figures and not cell.figures.projects.is_masked else None


def _told(place: Territory, figures: Figures) -> str:
    value = number_of(figures, Measure.PROJECTS)
    return f"{count(value)} {plural(value.interval.high, 'projet')} {in_(place)}"
