"""Asks ``knowledge.figures`` for everything a diagnostic shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answers.asking import MIN_PROJECTS
from bot.answers.breakdown import towards
from bot.answers.scope import Area
from bot.diagnostic.model import LEVELS, Diagnostic, Movements, NoDiagnosticError, Peer, Rank, YearFigures
from knowledge.bmo.model import Measure
from knowledge.figures.evaluate import evaluate
from knowledge.figures.interval import Interval, rank_of
from knowledge.figures.query import Dimension, Query, Statistic
from knowledge.figures.result import Cell, Listing
from knowledge.library import Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import named

_ROWS = 10
_MOVED = 6


def diagnostic_of(ref: str, knowledge: Knowledge) -> Diagnostic:
    """Return the diagnostic of ``bassin:2415`` (or an EPCI, a département, a région), in the latest survey.

    NoDiagnosticError, whose message is a French sentence, when the place is unknown, of another level, or when its
    figures per métier are not held. BaseUnavailableError when the base cannot be read.
    """
    area = _area(ref, knowledge)
    year = knowledge.bmo.latest_year()
    if any(knowledge.bmo.coverage(unit, year) != "rows" for unit in area.units):
        raise NoDiagnosticError(f"Je n'ai pas le détail des chiffres {year} pour {named(area.asked)}.")
    every = knowledge.bmo.years()
    cells = evaluate(Query((ref,), every, by=Dimension.YEAR), knowledge).cells
    found = {cell.year: cell for cell in cells if cell.figures}
    if year not in found:
        raise NoDiagnosticError(f"L'enquête {year} ne recense aucun projet de recrutement {area.where}.")
    lists = _Lists(ref, year, knowledge)
    return Diagnostic(
        area=area,
        years=tuple(YearFigures(each, cell.figures) for each, cell in sorted(found.items()) if cell.figures),
        published=found[year].official,
        occupations=lists.occupations(Measure.PROJECTS),
        difficult=lists.occupations(Measure.DIFFICULT),
        difficult_share=lists.occupations(Measure.DIFFICULT, Statistic.SHARE),
        seasonal=lists.occupations(Measure.SEASONAL),
        sectors=lists.sectors(),
        movements=_movements(area, year, knowledge),
        wider=_peers(_around(area, knowledge), year, knowledge),
        inside=_by_projects(_peers(_inside(area, knowledge), year, knowledge)),
        rank=_rank(area, year, knowledge),
        source=knowledge.bmo.source(year),
        floor=MIN_PROJECTS,
        made_on=date.today(),
    )


def _area(ref: str, knowledge: Knowledge) -> Area:
    if ref.partition(":")[0] not in {level.value for level in LEVELS} or ref not in knowledge.territories:
        raise NoDiagnosticError(
            "Un diagnostic porte sur un bassin d'emploi, une intercommunalité, un département ou une région connus."
        )
    area = Area(knowledge.territories.survey_area(knowledge.territories.get(ref)))
    if not area.units:
        raise NoDiagnosticError(f"L'enquête ne couvre pas {named(area.asked)}.")
    return area


class _Lists:
    """The lists of one place and year."""

    def __init__(self, ref: str, year: int, knowledge: Knowledge) -> None:
        self._query = Query((ref,), (year,), floor=MIN_PROJECTS)
        self._knowledge = knowledge

    def occupations(self, measure: Measure, statistic: Statistic = Statistic.NUMBER) -> Listing:
        """Return the métiers with most projects of ``measure``, or its greatest share; none without any."""
        return self._told(measure=measure, statistic=statistic, by=Dimension.OCCUPATION, limit=_ROWS)

    def sectors(self) -> Listing:
        """Return every professional domain by number of projects."""
        return self._told(by=Dimension.SECTOR)

    def _told(self, **asked: object) -> Listing:
        found = evaluate(self._query.but(**asked), self._knowledge).only
        return replace(found, cells=tuple(cell for cell in found.cells if cell.value and cell.value.published))


def _movements(area: Area, year: int, knowledge: Knowledge) -> Movements | None:
    """What moved since the survey of the year before, None when that one is not held there per métier."""
    first = year - 1
    if first not in knowledge.bmo.years() or any(knowledge.bmo.coverage(u, first) != "rows" for u in area.units):
        return None
    query = Query((area.asked.ref,), (first, year), statistic=Statistic.CHANGE, by=Dimension.OCCUPATION, limit=_MOVED)
    rising, falling = (
        evaluate(query.but(conditions=towards(query, query.statistic, falling=falling), ascending=falling), knowledge)
        for falling in (False, True)
    )
    return Movements(first, year, rising.only, falling.only, rising.lost)


def _around(area: Area, knowledge: Knowledge) -> list[Territory]:
    """Return the département(s), the région and the country that hold the place, from the nearest."""
    places: list[Territory] = []
    if area.asked.level in {Level.BASSIN, Level.EPCI}:
        places.extend(knowledge.territories.departements_of(area.asked))
    if area.asked.level is not Level.REGION:
        places.extend(p for p in knowledge.territories.parents(area.asked) if p.level is Level.REGION)
    return [*places, *(p for p in knowledge.territories.parents(area.asked) if p.level is Level.FRANCE)]


def _inside(area: Area, knowledge: Knowledge) -> list[Territory]:
    if area.asked.level is Level.DEPARTEMENT:
        return list(knowledge.territories.bassins_of(area.asked))
    if area.asked.level is Level.REGION:
        return list(knowledge.territories.departements_of(area.asked))
    return list(area.units) if len(area.units) > 1 else []


def _peers(places: list[Territory], year: int, knowledge: Knowledge) -> tuple[Peer, ...]:
    """Return the figures of the places whose total is held."""
    if not places:
        return ()
    query = Query(tuple(place.ref for place in places), (year - 1, year), by=Dimension.YEAR)
    found = {(cell.ref, cell.year): cell.figures for cell in evaluate(query, knowledge).cells}
    held = ((place, found.get((place.ref, year))) for place in places)
    return tuple(Peer(place, now, found.get((place.ref, year - 1))) for place, now in held if now is not None)


def _by_projects(peers: tuple[Peer, ...]) -> tuple[Peer, ...]:
    return tuple(sorted(peers, key=lambda peer: (-peer.figures.projects.published, peer.territory.name)))


def _rank(area: Area, year: int, knowledge: Knowledge) -> Rank | None:
    """Where a bassin or a département stands in its région."""
    place = area.asked
    if place.level not in {Level.BASSIN, Level.DEPARTEMENT}:
        return None
    within = next((p for p in knowledge.territories.parents(place) if p.level is Level.REGION), None)
    if within is None:
        return None
    peers = knowledge.territories.units(place.level, within)
    query = Query((within.ref,), (year,), by=Dimension(place.level.value))
    by_number = evaluate(query, knowledge).cells
    if len(by_number) < len(peers):
        return None
    by_share = evaluate(query.but(measure=Measure.DIFFICULT, statistic=Statistic.SHARE), knowledge).cells
    return Rank(_position(by_number, place), _position(by_share, place), len(by_number), within)


def _position(cells: Sequence[Cell], place: Territory) -> Interval | None:
    mine = next((cell for cell in cells if cell.ref == place.ref and cell.value), None)
    if mine is None:
        return None
    return rank_of(mine.bounds, [cell.bounds for cell in cells if cell.value and cell is not mine])
