"""Where, which métiers and when a query is about: its refs resolved into the survey's own units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.figures.query import CHANGES, Dimension, Query
from knowledge.figures.statements import Wanted
from knowledge.occupations.model import Nomenclature, Selection, nomenclature_of
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import named

if TYPE_CHECKING:
    from knowledge.library import Knowledge

JOINED = " + "
_OCCUPATION = ("fap2021:", "fap2009:", "domaine:", "famille:")


@dataclass(frozen=True, slots=True)
class Place:
    """An area as the survey knows it: ``units`` are summed, none of them inside another.

    ``asked``: what was named, one territory, or several that are summed.
    """

    asked: tuple[Territory, ...]
    units: tuple[Territory, ...]

    @property
    def ref(self) -> str:
        """The ref of the unit that answers, of what was asked when several do; joined by « + » when summed."""
        if len(self.units) == 1:
            return self.units[0].ref
        return JOINED.join(territory.ref for territory in self.asked)

    @property
    def label(self) -> str:
        """« bassin d'emploi de Tours », « Loiret », « Cher + Indre »."""
        if len(self.units) == 1:
            return named(self.units[0])
        return JOINED.join(named(territory) for territory in self.asked)

    @property
    def population(self) -> int:
        """The inhabitants of the survey's own units, 0 when one of them is unknown."""
        people = [unit.population for unit in self.units]
        return sum(people) if all(people) else 0

    def by_level(self) -> dict[str, list[str]]:
        """Return the codes of the units, by level."""
        codes: dict[str, list[str]] = {}
        for unit in self.units:
            codes.setdefault(unit.level.value, []).append(unit.code)
        return codes


@dataclass(frozen=True, slots=True)
class OccupationSet:
    """Métiers asked about: those of ``values`` (``Selection.value``) are summed; none stands for every métier."""

    values: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """The values, joined by « + » when they are summed, "" for every métier."""
        return JOINED.join(self.values)

    def wanted(self, year: int, knowledge: Knowledge) -> Wanted | None:
        """Return which sums of the base to add up for ``year``; None when the survey of that year has no code.

        A sector alone is a sum of its own; with others, its métiers are, each once.
        """
        if not self.values:
            return "total", ("",)
        selections = [Selection.parse(value) for value in self.values]
        if len(selections) == 1 and selections[0].sector:
            return selections[0].sector.partition(":")[0], (selections[0].sector,)
        nomenclature = nomenclature_of(year)
        codes: set[str] = set()
        for selection in selections:
            codes.update(selection.codes(nomenclature))
            if selection.sector:
                codes.update(knowledge.occupations.codes_in_sector(selection.sector, nomenclature))
        return ("fap", tuple(sorted(codes))) if codes else None


EVERY_OCCUPATION = OccupationSet()


@dataclass(frozen=True, slots=True)
class Frame:
    """What one listing is about: a place, and the year (the last one of a change)."""

    place: Place
    year: int


def places_of(query: Query, knowledge: Knowledge) -> list[Place]:
    """Return the places asked, each apart or all of them as one; two that the survey does not tell apart are one."""
    apart = [place_of(ref, knowledge) for ref in query.places]
    apart = list({place.units: place for place in apart}.values())
    if not query.together or len(apart) == 1:
        return apart
    units = _outermost([unit for place in apart for unit in place.units], knowledge)
    return [Place(tuple(territory for place in apart for territory in place.asked), units)]


def place_of(ref: str, knowledge: Knowledge) -> Place:
    """Return the survey's own area for one territory."""
    area = knowledge.territories.survey_area(knowledge.territories.get(ref))
    return Place((area.asked,), area.units)


def unit_place(unit: Territory) -> Place:
    """Return a unit of the survey as a place."""
    return Place((unit,), (unit,))


def frames_of(query: Query, knowledge: Knowledge) -> list[Frame]:
    """Return what each listing is about: places apart, the units ``within`` asks for, and each year of a breakdown."""
    places = places_of(query, knowledge)
    if query.within and query.within.is_territory:
        places = [unit_place(unit) for place in places for unit in units_inside(place, query.within, knowledge)]
    elif query.by in {None, Dimension.YEAR}:
        places = places[:1]  # rows of one listing: the places themselves
    broken_down = query.by not in {None, Dimension.YEAR} or query.within is Dimension.YEAR
    years = query.years if broken_down and query.statistic not in CHANGES else (query.year,)
    return [Frame(place, year) for year in years for place in places]


def units_inside(place: Place, dimension: Dimension, knowledge: Knowledge) -> tuple[Territory, ...]:
    """Return the units of a level inside a place, by name: its bassins, départements or régions."""
    level = Level(dimension.value)
    found = {unit.ref: unit for holder in place.units for unit in knowledge.territories.units(level, holder)}
    return tuple(sorted(found.values(), key=lambda unit: (unit.name, unit.code)))


def occupations_of(query: Query) -> list[OccupationSet]:
    """Return the métiers asked, each apart or all of them as one; one that stands for all when none is named."""
    if any(Selection.parse(value).ambiguous for value in query.occupations):
        raise ValueError(f"an ambiguous word has no figures: {query.occupations}")
    if not query.occupations or query.summed:
        return [OccupationSet(query.occupations)]
    return [OccupationSet((value,)) for value in query.occupations]


def counts_occupations(query: Query) -> bool:
    """Return whether a query needs the figures of some métiers, to count them or to leave them out of a sum."""
    is_sum = query.by in {None, Dimension.YEAR}
    return bool(query.occupations) or (is_sum and any(value.startswith(_OCCUPATION) for value in query.excluded))


def codes_kept(query: Query, year: int, knowledge: Knowledge) -> set[str] | None:
    """Return the métiers a breakdown is limited to in ``year`` (a sector's, those named), None for all."""
    if not query.occupations:
        return None
    return _codes(map(Selection.parse, query.occupations), nomenclature_of(year), knowledge)


def excluded_place(query: Query, place: Place, knowledge: Knowledge) -> Place:
    """Return the parts of a place that a sum leaves out, each once; without unit when there is none."""
    mine = {unit.ref for unit in place.units}
    named_out = [place_of(value, knowledge) for value in query.excluded if not value.startswith(_OCCUPATION)]
    inside = [
        unit
        for out in named_out
        for unit in out.units
        if mine & {unit.ref, *(parent.ref for parent in knowledge.territories.parents(unit))}
    ]
    return Place((), _outermost(inside, knowledge))


def excluded_occupations(query: Query, counted: OccupationSet, knowledge: Knowledge) -> OccupationSet | None:
    """Return the métiers that a sum over ``counted`` leaves out, each once, None when there is none."""
    out = [Selection.parse(value) for value in query.excluded if value.startswith(_OCCUPATION)]
    kept = [Selection.parse(value) for value in counted.values]
    codes = {}
    for nomenclature in Nomenclature:
        gone = _codes(out, nomenclature, knowledge)
        codes[nomenclature] = tuple(sorted(gone & _codes(kept, nomenclature, knowledge) if kept else gone))
    value = Selection(codes[Nomenclature.FAP2021], codes[Nomenclature.FAP2009]).value
    return OccupationSet((value,)) if value else None


def _codes(selections: Iterable[Selection], nomenclature: Nomenclature, knowledge: Knowledge) -> set[str]:
    """Return the codes of some métiers and sectors."""
    return {
        code
        for one in selections
        for code in (
            knowledge.occupations.codes_in_sector(one.sector, nomenclature) if one.sector else one.codes(nomenclature)
        )
    }


def excluded_refs(query: Query, knowledge: Knowledge) -> dict[str, set[str]]:
    """Return, for each exclusion, the refs of the rows it takes out: a département's bassins, a sector's métiers."""
    return {value: _refs(value, knowledge) for value in query.excluded}


def _refs(value: str, knowledge: Knowledge) -> set[str]:
    if not value.startswith(_OCCUPATION):
        place = knowledge.territories.get(value.split("|", maxsplit=1)[0])
        inside = _finer(place, knowledge)
        return {place.ref, *(unit.ref for unit in (*knowledge.territories.survey_area(place).units, *inside))}
    selection = Selection.parse(value)
    refs = {value}
    for nomenclature in Nomenclature:
        sector = selection.sector
        inside_sector = knowledge.occupations.codes_in_sector(sector, nomenclature) if sector else ()
        refs.update(f"{nomenclature.value}:{code}" for code in (*inside_sector, *selection.codes(nomenclature)))
    return refs


def _finer(place: Territory, knowledge: Knowledge) -> Iterable[Territory]:
    """Return the survey's units that a département or a région holds whole."""
    levels = {Level.DEPARTEMENT: [Level.BASSIN], Level.REGION: [Level.BASSIN, Level.DEPARTEMENT]}.get(place.level, [])
    return [unit for level in levels for unit in knowledge.territories.units(level, place)]


def _outermost(units: Sequence[Territory], knowledge: Knowledge) -> tuple[Territory, ...]:
    """Return the units without those that another one holds: their sum would count them twice."""
    named_refs = {unit.ref for unit in units}
    kept = [
        unit
        for unit in {unit.ref: unit for unit in units}.values()
        if not any(parent.ref in named_refs for parent in knowledge.territories.parents(unit))
    ]
    return tuple(kept)
