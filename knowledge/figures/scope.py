"""Where, which métiers and when a query is about: its refs resolved into the survey's own units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from knowledge.errors import KnowledgeError
from knowledge.figures.query import CHANGES, Dimension, Query
from knowledge.figures.statements import Wanted
from knowledge.occupations.model import Nomenclature, Selection, nomenclature_of
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import named

if TYPE_CHECKING:
    from knowledge.library import Knowledge
    from knowledge.territories.reference import Territories

JOINED = " + "
_OCCUPATION = ("fap2021:", "fap2009:", "domaine:", "famille:")


@dataclass(frozen=True)
class Place:
    """An area as the survey knows it: ``units`` are summed, none of them inside another.

    ``asked``: what was named, one territory, or several that are summed.
    """

    asked: tuple[Territory, ...]
    units: tuple[Territory, ...]

    @cached_property
    def ref(self) -> str:
        """The ref of the unit that answers, of what was asked when several do; joined by « + » when summed."""
        if len(self.units) == 1:
            return self.units[0].ref
        return JOINED.join(territory.ref for territory in self.asked)

    @cached_property
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
        places = [inner for place in places for inner in places_inside(place, query.within, knowledge)]
    elif query.by in {None, Dimension.YEAR}:
        places = places[:1]  # rows of one listing: the places themselves
    broken_down = query.by not in {None, Dimension.YEAR} or query.within is Dimension.YEAR
    years = query.years if broken_down and query.statistic not in CHANGES else (query.year,)
    return [Frame(place, year) for year in years for place in places]


def units_inside(place: Place, dimension: Dimension, knowledge: Knowledge) -> tuple[Territory, ...]:
    """Return the units of a level inside a place, by name: its bassins, départements or régions."""
    return tuple(inner.units[0] for inner in places_inside(place, dimension, knowledge))


def places_inside(place: Place, dimension: Dimension, knowledge: Knowledge) -> tuple[Place, ...]:
    """Return the same, each as a place."""
    return _places_inside(place.units, Level(dimension.value), knowledge.territories)


@lru_cache(maxsize=512)
def _places_inside(holders: tuple[Territory, ...], level: Level, known: Territories) -> tuple[Place, ...]:
    found = {unit.ref: unit for holder in holders for unit in known.units(level, holder)}
    return tuple(map(unit_place, sorted(found.values(), key=lambda unit: (unit.name, unit.code))))


def occupations_of(query: Query) -> list[OccupationSet]:
    """Return the métiers asked, each apart or all of them as one; one that stands for all when none is named."""
    if any(Selection.parse(value).ambiguous for value in query.occupations):
        raise ValueError(f"an ambiguous word has no figures: {query.occupations}")
    if not query.occupations or query.summed:
        return [OccupationSet(query.occupations)]
    return [OccupationSet((value,)) for value in query.occupations]


def is_occupation(value: str) -> bool:
    """Return whether an exclusion names métiers or a sector, and not a place."""
    return value.startswith(_OCCUPATION)


def counts_occupations(query: Query) -> bool:
    """Return whether a query needs the figures of some métiers, to count them or to leave them out."""
    return bool(query.occupations) or any(map(is_occupation, query.excluded))


def overlap(one: Place, two: Place, knowledge: Knowledge) -> Place:
    """Return what two places share, each unit once; KnowledgeError for a bassin that is partly in a département."""
    shared = [
        unit for inner, outer in ((one, two), (two, one)) for unit in inner.units if _holds(outer, unit, knowledge)
    ]
    return Place((), _outermost(shared, knowledge))


def _holds(place: Place, unit: Territory, knowledge: Knowledge) -> bool:
    refs, known = {each.ref for each in place.units}, knowledge.territories
    if unit.ref in refs or any(parent.ref in refs for parent in known.parents(unit)):
        return True
    if unit.level is Level.BASSIN and any(part.ref in refs for part in known.departements_of(unit)):
        raise KnowledgeError(
            f"Le {named(unit)} s'étend sur plusieurs départements : je n'ai pas ce qui revient à chacun."
        )
    return False


def holds(outer: Place, inner: Place, knowledge: Knowledge) -> bool:
    """Return whether a place lies whole inside another."""
    return all(_holds(outer, unit, knowledge) for unit in inner.units)


def excluded_place(query: Query, place: Place, knowledge: Knowledge) -> Place:
    """Return the parts of a place that a query leaves out, each once; without unit when there is none."""
    named_out = [place_of(value, knowledge) for value in query.excluded if not is_occupation(value)]
    units = [unit for out in named_out for unit in overlap(place, out, knowledge).units]
    return Place((), _outermost(units, knowledge))


def excluded_occupations(query: Query, counted: OccupationSet, knowledge: Knowledge) -> OccupationSet | None:
    """Return the métiers that a sum over ``counted`` leaves out, each once, None when there is none."""
    out = tuple(value for value in query.excluded if is_occupation(value))
    return common_occupations(OccupationSet(out), counted, knowledge) if out else None


def common_occupations(one: OccupationSet, two: OccupationSet, knowledge: Knowledge) -> OccupationSet | None:
    """Return the métiers that two sums share, each once, None when there is none."""
    if one == two or not (one.values and two.values):
        return one if one.values else two
    codes = {
        each: tuple(sorted(codes_in(one.values, each, knowledge) & codes_in(two.values, each, knowledge)))
        for each in Nomenclature
    }
    value = Selection(codes[Nomenclature.FAP2021], codes[Nomenclature.FAP2009]).value
    return OccupationSet((value,)) if value else None


def excluded_codes(query: Query, nomenclature: Nomenclature, knowledge: Knowledge) -> set[str]:
    """Return the codes of the métiers that a query leaves out."""
    return codes_in(filter(is_occupation, query.excluded), nomenclature, knowledge)


def codes_in(values: Iterable[str], nomenclature: Nomenclature, knowledge: Knowledge) -> set[str]:
    """Return the codes of some métiers and sectors."""
    return {
        code
        for one in map(Selection.parse, values)
        for code in (
            knowledge.occupations.codes_in_sector(one.sector, nomenclature) if one.sector else one.codes(nomenclature)
        )
    }


def _outermost(units: Sequence[Territory], knowledge: Knowledge) -> tuple[Territory, ...]:
    """Return the units without those that another one holds: their sum would count them twice."""
    named_refs = {unit.ref for unit in units}
    kept = [
        unit
        for unit in {unit.ref: unit for unit in units}.values()
        if not any(parent.ref in named_refs for parent in knowledge.territories.parents(unit))
    ]
    return tuple(kept)
