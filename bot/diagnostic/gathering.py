"""Asks ``knowledge.bmo`` for everything a diagnostic shows."""

from __future__ import annotations

from datetime import date

from bot.answers.asking import MIN_PROJECTS
from bot.answers.changes import occupation_changes
from bot.answers.scope import Area
from bot.diagnostic.model import LEVELS, Diagnostic, Movements, NoDiagnosticError, Peer, Rank, YearFigures, possible
from knowledge.bmo.change import rank_changes
from knowledge.bmo.model import Figures, Measure, PublishedTotal, Ranking
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
    units = list(area.units)
    found = knowledge.bmo.figures_by_year(units, None, knowledge.bmo.years())
    if year not in found:
        raise NoDiagnosticError(f"L'enquête {year} ne recense aucun projet de recrutement {area.where}.")
    top = _Top(units, year, knowledge)
    return Diagnostic(
        area=area,
        years=tuple(YearFigures(*each) for each in sorted(found.items())),
        published=_published(area, year, knowledge),
        occupations=top.by_number(Measure.PROJECTS),
        difficult=top.by_number(Measure.DIFFICULT),
        difficult_share=top.by_share(Measure.DIFFICULT),
        seasonal=top.by_number(Measure.SEASONAL),
        sectors=top.sectors(),
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


class _Top:
    """The rankings of one place and year."""

    def __init__(self, units: list[Territory], year: int, knowledge: Knowledge) -> None:
        self._units, self._year, self._knowledge = units, year, knowledge

    def by_number(self, measure: Measure) -> Ranking:
        """Return the métiers with most projects of ``measure``; one that has none is not shown."""
        ranking = self._knowledge.bmo.top_occupations(self._units, self._year, measure, limit=_ROWS)
        rows = tuple(row for row in ranking.rows if row.figures.of(measure).published)
        return Ranking(rows, ranking.masked, ranking.total)

    def by_share(self, measure: Measure) -> Ranking:
        """Return the métiers with the greatest share of ``measure``, of those with projects enough."""
        return self._knowledge.bmo.top_occupations(
            self._units, self._year, measure, by_share=True, limit=_ROWS, min_projects=MIN_PROJECTS
        )

    def sectors(self) -> Ranking:
        """Return every professional domain by number of projects."""
        labels = self._knowledge.occupations.domain_labels()
        return self._knowledge.bmo.top_sectors(self._units, self._year, Measure.PROJECTS, labels, limit=None)


def _published(area: Area, year: int, knowledge: Knowledge) -> PublishedTotal | None:
    if len(area.units) != 1:
        return None
    totals = knowledge.bmo.published_totals(area.units[0].ref)
    return next((total for total in totals if total.year == year), None)


def _movements(area: Area, year: int, knowledge: Knowledge) -> Movements | None:
    """What moved since the survey of the year before, None when that one is not held there per métier."""
    first = year - 1
    if first not in knowledge.bmo.years() or any(knowledge.bmo.coverage(u, first) != "rows" for u in area.units):
        return None
    changes, lost = occupation_changes(list(area.units), first, year, knowledge)
    rising = rank_changes(changes, Measure.PROJECTS)
    falling = rank_changes(changes, Measure.PROJECTS, falling=True)
    up = tuple(change for change in rising.rows if possible(change)[0] > 0)
    down = tuple(change for change in falling.rows if possible(change)[1] < 0)
    return Movements(first, year, up[:_MOVED], down[:_MOVED], rising, lost)


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
    peers = []
    for place in places:
        figures = _total(place, year, knowledge)
        if figures is not None:
            peers.append(Peer(place, figures, _total(place, year - 1, knowledge)))
    return tuple(peers)


def _by_projects(peers: tuple[Peer, ...]) -> tuple[Peer, ...]:
    return tuple(sorted(peers, key=lambda peer: (-peer.figures.projects.published, peer.territory.name)))


def _total(place: Territory, year: int, knowledge: Knowledge) -> Figures | None:
    return knowledge.bmo.figures_by_year([place], None, [year]).get(year)


def _rank(area: Area, year: int, knowledge: Knowledge) -> Rank | None:
    """Where a bassin or a département stands in its région."""
    place = area.asked
    if place.level not in {Level.BASSIN, Level.DEPARTEMENT}:
        return None
    within = next((p for p in knowledge.territories.parents(place) if p.level is Level.REGION), None)
    if within is None:
        return None
    peers = knowledge.territories.units(place.level, within)
    if any(knowledge.bmo.coverage(peer, year) == "none" for peer in peers):
        return None
    by_number = knowledge.bmo.rank_territories(peers, None, year, Measure.PROJECTS, limit=None)
    by_share = knowledge.bmo.rank_territories(peers, None, year, Measure.DIFFICULT, by_share=True, limit=None)
    return Rank(_position(by_number, place), _position(by_share, place), len(by_number.rows), within)


def _position(ranking: Ranking, place: Territory) -> int:
    return next((rank for rank, row in enumerate(ranking.rows, start=1) if row.ref == place.ref), 0)
