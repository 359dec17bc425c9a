"""The territories of the country, how they nest, and how the survey covers each."""

from __future__ import annotations

import csv
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.errors import KnowledgeError
from knowledge.paths import EMBEDDED
from knowledge.territories.groups import Group, groups
from knowledge.territories.model import Level, SurveyArea, Territory

HOME_REGION = "24"
"""Centre-Val de Loire: the region Bémo serves; it answers when a question names no place."""

FRANCE = Territory(Level.FRANCE, "FR", "France", liaison=3)

_SURVEYED_ZONES = {"metro", "drom"}
_KM_PER_DEGREE = 111.2


class UnknownTerritoryError(KnowledgeError):
    """A code that stands for no territory held here."""


class Territories:
    """Every territory of the embedded files; build it once with :func:`territories`."""

    def __init__(self, folder: Path = EMBEDDED / "territories") -> None:
        self._folder = folder
        self._by_ref: dict[str, Territory] = {FRANCE.ref: FRANCE}
        self._groups: dict[str, Group] = {}
        self._outside: set[str] = set()
        self._bassin_of: dict[str, str] = {}
        self._epci_of: dict[str, str] = {}
        self._postal: dict[str, list[str]] = defaultdict(list)
        self._members: dict[str, list[Territory]] = defaultdict(list)
        self._bassin_departements: dict[str, tuple[str, ...]] = {}
        self._located: list[str] = []
        self._latitudes, self._longitudes = array("f"), array("f")
        self._load_regions(folder)
        self._load_departements(folder)
        self._load_bassins(folder)
        self._load_epci(folder)
        self._load_communes(folder)
        for members in self._members.values():
            members.sort(key=_by_size)
        self._by_ref[FRANCE.ref] = replace(FRANCE, population=sum(region.population for region in self.regions()))
        for group in groups(self._by_ref):
            self._groups[group.territory.ref] = group
            self._by_ref[group.territory.ref] = group.territory

    def __contains__(self, ref: str) -> bool:
        return ref in self._by_ref

    def __iter__(self) -> Iterator[Territory]:
        return iter(self._by_ref.values())

    def get(self, ref: str) -> Territory:
        """Return the territory of ``ref`` (``"commune:37261"``); UnknownTerritoryError when there is none."""
        try:
            return self._by_ref[ref]
        except KeyError:
            raise UnknownTerritoryError(f"Je ne connais pas le territoire « {ref} ».") from None

    @property
    def home(self) -> Territory:
        """The home region."""
        return self.get(f"region:{HOME_REGION}")

    def bassin_of(self, commune: Territory | str) -> Territory | None:
        """Return the bassin d'emploi that holds ``commune``, None where the survey has none (Polynésie…)."""
        code = self._bassin_of.get(_ref(commune))
        return self._by_ref[f"bassin:{code}"] if code else None

    def epci_of(self, commune: Territory | str) -> Territory | None:
        """Return the intercommunality of ``commune``, None for the few communes that have none."""
        code = self._epci_of.get(_ref(commune))
        return self._by_ref[f"epci:{code}"] if code else None

    def communes_of_postal_code(self, code: str) -> tuple[Territory, ...]:
        """Return the communes a postal code serves, most populous first (empty when unknown)."""
        communes = [self._by_ref[ref] for ref in self._postal.get(code, ())]
        return tuple(sorted(communes, key=_by_size))

    def groups(self) -> tuple[Group, ...]:
        """Return the names of use that stand for several départements or bassins."""
        return tuple(self._groups.values())

    def population_source(self) -> tuple[int, str]:
        """Return (year, source) of every population: INSEE's municipal population, summed from the communes."""
        written = yaml.safe_load((self._folder / "sources.yml").read_text(encoding="utf-8"))
        said = next(each["population"] for each in written if "population" in each)
        return int(said["year"]), str(said["source"])

    def postal_codes(self) -> Mapping[str, list[str]]:
        """Return postal code → commune refs."""
        return self._postal

    def survey_area(self, territory: Territory) -> SurveyArea:
        """Return the units of the survey that answer for ``territory``.

        A commune is answered at its bassin, an EPCI over the bassins that hold its communes (the one that holds
        most of its inhabitants first), a group by its members, anything else by itself. An overseas collectivity,
        which the survey does not count apart, is answered as an EPCI is. ``units`` is empty where the survey has
        none (Polynésie…).
        """
        if territory.level is Level.COMMUNE:
            bassin = self.bassin_of(territory)
            return SurveyArea(territory, (bassin,) if bassin else (), exact=False)
        if territory.level is Level.EPCI:
            return SurveyArea(territory, self._bassins_of_communes(self.communes_of(territory)), exact=False)
        if territory.level is Level.GROUP:
            group = self._groups[territory.ref]
            return SurveyArea(territory, self._members_of(territory), exact=True, why=group.why)
        if territory.ref in self._outside:
            return SurveyArea(territory, self._bassins_of_communes(self.communes_of(territory)), exact=False)
        return SurveyArea(territory, (territory,), exact=True)

    def communes_of(self, territory: Territory) -> tuple[Territory, ...]:
        """Return the communes of a bassin, EPCI, group, département, région or France, most populous first."""
        return self._inside(territory, Level.COMMUNE)

    def bassins_of(self, territory: Territory) -> tuple[Territory, ...]:
        """Return the current bassins of a département, région, EPCI, group or France, most populous first.

        A bassin that spans several départements belongs to each of them.
        """
        if territory.level in {Level.COMMUNE, Level.EPCI, Level.BASSIN}:
            return self.survey_area(territory).units
        return self._inside(territory, Level.BASSIN)

    def departements_of(self, territory: Territory) -> tuple[Territory, ...]:
        """Return the surveyed départements of a région or France, or those a bassin, EPCI or group touches, by code."""
        if territory.level is Level.BASSIN:
            codes: Iterable[str] = self._bassin_departements[territory.code]
        elif territory.level in {Level.REGION, Level.FRANCE}:
            codes = [departement.code for departement in self._inside(territory, Level.DEPARTEMENT)]
        elif territory.level is Level.DEPARTEMENT:
            codes = [territory.code]
        else:
            codes = {commune.departement for commune in self.communes_of(territory)} or {territory.departement}
        return tuple(self._by_ref[f"departement:{code}"] for code in sorted(codes))

    def regions(self) -> tuple[Territory, ...]:
        """Return the 18 surveyed régions, by code."""
        return tuple(sorted(self._inside(FRANCE, Level.REGION), key=lambda region: region.code))

    def parents(self, territory: Territory) -> tuple[Territory, ...]:
        """Return what holds ``territory``, from the nearest: bassin (of a commune), département, région, France.

        A level where it has no single parent is left out (the département of a bassin that spans two).
        """
        bassin = self.bassin_of(territory) if territory.level is Level.COMMUNE else None
        refs = [
            f"departement:{territory.departement}" if territory.level is not Level.DEPARTEMENT else "",
            f"region:{territory.region}" if territory.level is not Level.REGION else "",
            FRANCE.ref if territory.level is not Level.FRANCE else "",
        ]
        found = [self._by_ref[ref] for ref in refs if ref in self._by_ref]
        return (bassin, *found) if bassin else tuple(found)

    def units(self, level: Level, within: Territory) -> tuple[Territory, ...]:
        """Return the territories of ``level`` inside ``within``: what a ranking compares, in no promised order."""
        if level is Level.FRANCE:
            return (FRANCE,)
        if level is within.level:
            return (within,)
        if level is Level.BASSIN:
            return self.bassins_of(within)
        if level is Level.DEPARTEMENT:
            return self.departements_of(within)
        return self._inside(within, level)

    def nearest_commune(self, latitude: float, longitude: float, within_km: float = 30.0) -> Territory | None:
        """Return the commune whose centre is nearest to a position in degrees, None beyond ``within_km``."""
        distance, index = min((km, index) for index, km in enumerate(self._distances(latitude, longitude)))
        if distance > within_km:
            return None
        return self._by_ref[self._located[index]]

    def bassins_near(self, place: Territory, within_km: float) -> tuple[Territory, ...]:
        """Return the other bassins with a commune within ``within_km`` of a place, that of the nearest seat first.

        A bassin or an EPCI stands where its largest commune is; empty for a place that is nowhere.
        """
        seat = self._seat(place)
        if seat not in self._located:
            return ()
        here = self._located.index(seat)
        distances = self._distances(self._latitudes[here], self._longitudes[here])
        near = {ref for ref, km in zip(self._located, distances, strict=True) if km <= within_km}
        own = {unit.ref for unit in self.survey_area(place).units}
        found = {bassin for ref in near if (bassin := self.bassin_of(ref)) and bassin.ref not in own}
        away = dict(zip(self._located, distances, strict=True))
        return tuple(sorted(found, key=lambda bassin: away.get(self._seat(bassin), math.inf)))

    def _seat(self, place: Territory) -> str:
        """Return the ref of the largest commune of a place, of a commune itself; "" for a place without communes."""
        communes = (place,) if place.level is Level.COMMUNE else self.communes_of(place)
        return communes[0].ref if communes else ""

    def _distances(self, latitude: float, longitude: float) -> list[float]:
        """Return how far each located commune is from a position, in km."""
        east = math.cos(math.radians(latitude))
        return [
            math.hypot(lat - latitude, (lon - longitude) * east) * _KM_PER_DEGREE
            for lat, lon in zip(self._latitudes, self._longitudes, strict=True)
        ]

    def _inside(self, territory: Territory, level: Level) -> tuple[Territory, ...]:
        if territory.level is Level.GROUP:
            members = self._members_of(territory)
            inside = {each for member in members for each in self.units(level, member)}
            return tuple(sorted(inside, key=_by_size))
        return tuple(self._members.get(f"{territory.ref}/{level.value}", ()))

    def _members_of(self, group: Territory) -> tuple[Territory, ...]:
        return tuple(self._by_ref[ref] for ref in self._groups[group.ref].members)

    def _bassins_of_communes(self, communes: Iterable[Territory]) -> tuple[Territory, ...]:
        people: dict[Territory, int] = defaultdict(int)
        for commune in communes:
            bassin = self.bassin_of(commune)
            if bassin:
                people[bassin] += commune.population
        return tuple(sorted(people, key=lambda bassin: (-people[bassin], bassin.code)))

    def _add(self, territory: Territory, kind: str, *holders: str) -> None:
        """Record ``territory`` and the refs that hold it; ``kind`` is its level, as text: an enum is slow here."""
        self._by_ref[f"{kind}:{territory.code}"] = territory
        for holder in holders:
            self._members[f"{holder}/{kind}"].append(territory)

    def _country(self, division: Territory, zone: str) -> tuple[str, ...]:
        if zone in _SURVEYED_ZONES:
            return (FRANCE.ref,)
        self._outside.add(division.ref)
        return ()

    def _load_regions(self, folder: Path) -> None:
        for code, name, liaison, zone, population in _rows(folder / "regions.csv"):
            region = Territory(Level.REGION, code, name, int(liaison), "", code, int(population))
            self._add(region, "region", *self._country(region, zone))

    def _load_departements(self, folder: Path) -> None:
        for code, name, liaison, region, zone, people in _rows(folder / "departements.csv"):
            departement = Territory(Level.DEPARTEMENT, code, name, int(liaison), code, region, int(people))
            self._add(departement, "departement", f"region:{region}", *self._country(departement, zone))

    def _load_bassins(self, folder: Path) -> None:
        for code, name, liaison, _label, codes, region, people, last_survey in _rows(folder / "bassins.csv"):
            departements = tuple(codes.split())
            only = departements[0] if len(departements) == 1 else ""
            bassin = Territory(Level.BASSIN, code, name, int(liaison), only, region, int(people))
            self._bassin_departements[code] = departements
            holders = [*(f"departement:{parent}" for parent in departements), f"region:{region}", FRANCE.ref]
            self._add(bassin, "bassin", *([] if last_survey else holders))

    def _load_epci(self, folder: Path) -> None:
        for code, name, liaison, _kind, _official, departement, region, people in _rows(folder / "epci.csv"):
            epci = Territory(Level.EPCI, code, name, int(liaison), departement, region, int(people))
            self._add(epci, "epci", f"departement:{departement}", f"region:{region}", FRANCE.ref)

    def _load_communes(self, folder: Path) -> None:
        for row in _rows(folder / "communes.csv"):
            code, name, liaison, departement, region, bassin, epci, people, postal, latitude, longitude = row
            ref = f"commune:{code}"
            if bassin:
                self._bassin_of[ref] = bassin
            if epci:
                self._epci_of[ref] = epci
            for postal_code in postal.split():
                self._postal[postal_code].append(ref)
            if latitude:
                self._located.append(ref)
                self._latitudes.append(float(latitude))
                self._longitudes.append(float(longitude))
            self._add(
                Territory(Level.COMMUNE, code, name, int(liaison), departement, region, int(people)),
                *("commune", f"bassin:{bassin}", f"epci:{epci}", f"departement:{departement}"),
                *(f"region:{region}", FRANCE.ref),
            )


@lru_cache(maxsize=1)
def territories() -> Territories:
    """Return the territories of the embedded files, loaded once per process."""
    return Territories()


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, delimiter=";")
            next(reader)
            yield from reader
    except OSError as error:
        raise KnowledgeError(f"Le fichier {path.name} manque à la base de connaissances.") from error


def _ref(territory: Territory | str) -> str:
    return territory if isinstance(territory, str) else territory.ref


def _by_size(territory: Territory) -> tuple[int, str]:
    return -territory.population, territory.code
