"""Regenerate ``knowledge/embedded/territories`` from the raw published files."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.paths import EMBEDDED
from knowledge.territories import bassin_names, epci_names, naming
from knowledge.territories.forms import folded_name
from knowledge.territories.sources import decoupage, laposte, zonage
from knowledge.territories.sources.decoupage import Commune, Division, Epci, FormerCommune

FOLDER = EMBEDDED / "territories"

_WITHOUT_COMMUNE = {
    "7549": ("AIGUILLON", "47", "75"),
    "9399": ("MONACO", "06", "93"),
    "103": ("BASSIN MARIE-GALANTE", "971", "01"),
    "104": ("BASSIN ILES DU NORD", "971", "01"),
    "304": ("MATOURY", "973", "03"),
}
"""Bassins of the survey that the zoning gives no commune: code → label, département, région."""

_LAST_SURVEY = {"103": "2024", "104": "2024", "304": "2024"}
"""Bassins the 2025 survey no longer has."""

_OVERSEAS_IN_GUADELOUPE = {"977": ("971", "01"), "978": ("971", "01")}
"""The survey counts Saint-Barthélemy and Saint-Martin in département 971."""

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class _Raw:
    """What the raw files say, read once."""

    communes: list[Commune]
    former: list[FormerCommune]
    epci: list[Epci]
    departements: list[Division]
    regions: list[Division]
    zoning: zonage.Zoning
    names_of_2019: dict[str, str]
    positions: dict[str, laposte.Position]
    postal_names: list[tuple[str, str]]


def embed(raw: Path) -> list[Path]:
    """Write the embedded files from ``raw`` (the folder that holds ``territoires/``) and return their paths."""
    data = _read(raw / "territoires")
    FOLDER.mkdir(parents=True, exist_ok=True)
    return [
        _write("communes.csv", _COMMUNE_HEADER, _commune_rows(data)),
        _write("former_communes.csv", ("code", "name", "commune"), _former_rows(data)),
        _write("epci.csv", _EPCI_HEADER, _epci_rows(data)),
        _write("bassins.csv", _BASSIN_HEADER, _bassin_rows(data)),
        _write("departements.csv", _DEPARTEMENT_HEADER, _departement_rows(data)),
        _write("regions.csv", _REGION_HEADER, _region_rows(data)),
        embed_names(),
    ]


def embed_names() -> Path:
    """Write ``names.csv`` from the other embedded files and ``lexicon.yml``, and return its path."""
    return _write("names.csv", naming.HEADER, naming.rows(FOLDER))


def _read(folder: Path) -> _Raw:
    recent, older = zonage.recent(folder), zonage.of_2019(folder)
    return _Raw(
        communes=decoupage.communes(folder),
        former=decoupage.former_communes(folder),
        epci=decoupage.epci(folder),
        departements=decoupage.departements(folder),
        regions=decoupage.regions(folder),
        zoning=zonage.Zoning({**older.bassins, **recent.bassins}, {**older.labels, **recent.labels}),
        names_of_2019=zonage.names_of_2019(folder),
        positions=laposte.positions(folder),
        postal_names=laposte.names(folder),
    )


_COMMUNE_HEADER = (
    *("code", "name", "liaison", "departement", "region", "bassin", "epci"),
    *("population", "postal_codes", "latitude", "longitude"),
)


def _commune_rows(data: _Raw) -> Iterable[Row]:
    epci_of = {member: epci.code for epci in data.epci for member in epci.members}
    for commune in data.communes:
        known = (data.positions.get(code) for code in (commune.code, *commune.old_codes))
        latitude, longitude = next((position for position in known if position), ("", ""))
        yield (
            *(commune.code, commune.name, commune.liaison, commune.departement, commune.region),
            *(data.zoning.bassins.get(commune.code, ""), epci_of.get(commune.code, "")),
            *(commune.population, " ".join(sorted(commune.postal_codes)), latitude, longitude),
        )


def _former_rows(data: _Raw) -> Iterable[Row]:
    """Yield the other names of each commune: those it had, those of its parts, and those letters are sent to."""
    current = {commune.code: commune for commune in data.communes}
    now = {code: commune.code for commune in data.communes for code in (*commune.old_codes, commune.code)}
    now |= {row.code: row.commune for row in data.former if row.commune in current and row.code not in now}
    known = {(commune.code, folded_name(commune.name)) for commune in data.communes}
    official = [(row.code, row.name, row.commune) for row in data.former if row.commune in current]
    of_2019 = [(code, data.names_of_2019.get(code, ""), now[code]) for code in now if code not in current]
    postal = [(code, name, now[code]) for code, name in data.postal_names if code in now]
    for code, name, commune in (*official, *of_2019, *postal):
        key = (commune, folded_name(name))
        if name and key not in known:
            known.add(key)
            yield code, name, commune


_EPCI_HEADER = ("code", "name", "liaison", "kind", "official_name", "departement", "region", "population")


def _epci_rows(data: _Raw) -> Iterable[Row]:
    current = {commune.code: commune for commune in data.communes}
    for epci in data.epci:
        members = [current[code] for code in epci.members]
        departements = {commune.departement for commune in members}
        name, liaison = epci_names.proper_name(epci)
        yield (
            *(epci.code, name, liaison, epci.kind, epci.name),
            *(departements.pop() if len(departements) == 1 else "", _main_region(members)),
            sum(commune.population for commune in members),
        )


def _main_region(communes: Iterable[Commune]) -> str:
    people: Counter[str] = Counter()
    for commune in communes:
        people[commune.region] += commune.population
    return people.most_common(1)[0][0]


_BASSIN_HEADER = ("code", "name", "liaison", "label", "departements", "region", "population", "last_survey")


def _bassin_rows(data: _Raw) -> Iterable[Row]:
    held: dict[str, list[Commune]] = defaultdict(list)
    for commune in data.communes:
        if commune.code in data.zoning.bassins:
            held[data.zoning.bassins[commune.code]].append(commune)
    for code, communes in held.items():
        label = data.zoning.labels[code]
        name, liaison = bassin_names.proper_name(code, label, communes)
        places = {_OVERSEAS_IN_GUADELOUPE.get(c.departement, (c.departement, c.region)) for c in communes}
        departements = " ".join(sorted({departement for departement, _ in places}))
        region = _main_region(communes) if len({region for _, region in places}) > 1 else next(iter(places))[1]
        yield code, name, liaison, label, departements, region, sum(c.population for c in communes), ""
    for code, (label, departement, region) in _WITHOUT_COMMUNE.items():
        name, liaison = bassin_names.WRITTEN[code]
        yield code, name, liaison, label, departement, region, 0, _LAST_SURVEY.get(code, "")


_DEPARTEMENT_HEADER = ("code", "name", "liaison", "region", "zone", "population")


def _departement_rows(data: _Raw) -> Iterable[Row]:
    people: Counter[str] = Counter()
    for commune in data.communes:
        people[commune.departement] += commune.population
    for row in data.departements:
        yield row.code, row.name, row.liaison, row.parent, row.zone, people[row.code]


_REGION_HEADER = ("code", "name", "liaison", "zone", "population")


def _region_rows(data: _Raw) -> Iterable[Row]:
    people: Counter[str] = Counter()
    for commune in data.communes:
        people[commune.region] += commune.population
    for row in data.regions:
        yield row.code, row.name, row.liaison, row.zone, people[row.code]


def _write(name: str, header: Sequence[str], rows: Iterable[Row]) -> Path:
    path = FOLDER / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        cells = sorted([str(value) for value in row] for row in rows)
        writer.writerows(cells)
    return path
