"""Every place, as people write it: all the communes of the region, all the divisions and bassins of France."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest

from knowledge.paths import EMBEDDED
from knowledge.territories.linking import link
from knowledge.territories.model import Level, Territory
from knowledge.territories.reference import FRANCE
from knowledge.territories.wording import de_, in_, named, the_
from tests.knowledge.territories.exhaustive import (
    DIVISIONS,
    HOME,
    KNOWN,
    bassins_with_their_town,
    departement_of,
    is_exactly_read,
    is_read,
    mistyped,
    plain,
    rate,
    twins,
)

Writing = Callable[[Territory], str]

HOME_FORMS: dict[str, Writing] = {
    "the name": lambda place: place.name,
    "small letters, no accents": lambda place: plain(place.name),
    "a sentence": lambda place: f"quels métiers recrutent {in_(place)} ?",
    "a sentence in small letters": lambda place: plain(f"combien de projets {in_(place)} en 2024"),
}


@pytest.mark.parametrize("form", HOME_FORMS)
def test_every_commune_of_the_region(form: str) -> None:
    write = HOME_FORMS[form]
    assert rate(form, ((write(place), is_read(write(place), place)) for place in HOME)) >= 0.99


def test_every_commune_of_the_region_with_one_mistake() -> None:
    texts = [(f"quels métiers recrutent à {name} ?", place) for name, place in mistyped()]
    assert rate("one mistake", ((text, is_read(text, place)) for text, place in texts)) >= 0.95


TOLD_BESIDE: dict[str, Writing] = {
    "X (Cher)": lambda place: f"combien de projets à {place.name} ({departement_of(place).name}) ?",
    "X (18)": lambda place: f"{place.name} ({place.departement})",
    "X dans le Cher": lambda place: f"combien de projets à {place.name} {in_(departement_of(place))} ?",
    "X, Cher": lambda place: f"{place.name}, {departement_of(place).name}",
}


@pytest.mark.parametrize("form", TOLD_BESIDE)
def test_a_departement_said_beside_chooses_the_commune(form: str) -> None:
    write = TOLD_BESIDE[form]
    assert rate(form, ((write(place), is_exactly_read(write(place), place.ref)) for place in HOME)) == 1


def test_every_postal_code_of_the_region() -> None:
    def is_served(text: str, communes: set[str]) -> bool:
        found = link(text)
        bassins = [{KNOWN.bassin_of(ref) for ref in refs} for refs in (communes, *(each.refs for each in found))]
        return len(found) == 1 and set(found[0].refs) <= communes and bassins[0] == bassins[1]

    codes = {code: set(refs) for code, refs in KNOWN.postal_codes().items() if {*refs} & {place.ref for place in HOME}}
    texts = [(text, refs) for code, refs in codes.items() for text in (code, f"combien de projets à {code} ?")]
    assert rate("postal codes", ((text, is_served(text, refs)) for text, refs in texts)) >= 0.99


def test_every_intercommunality_of_the_region() -> None:
    with (EMBEDDED / "territories" / "epci.csv").open(encoding="utf-8", newline="") as file:
        official = {f"epci:{row['code']}": row["official_name"] for row in csv.DictReader(file, delimiter=";")}
    home = sorted(filter(None, {KNOWN.epci_of(place) for place in HOME}), key=lambda epci: epci.code)
    assert len(home) == 82
    tried = [
        (text, is_exactly_read(text, epci.ref))
        for epci in home
        for text in (official[epci.ref], f"combien de projets dans {the_(epci)} ?", epci.name)
    ]
    assert rate("EPCI", tried) >= 0.99


DIVISION_FORMS: tuple[Writing, ...] = (
    lambda place: place.name,
    the_,
    lambda place: f"quels métiers recrutent {in_(place)} ?",
    lambda place: plain(f"combien de projets {in_(place)} en 2024"),
    lambda place: f"chiffres clés {de_(place)}",
    lambda place: f"évolution : {place.name}",
    lambda place: f"et {in_(place)} ?",
)


def test_every_departement_and_region_of_france() -> None:
    def is_right(text: str, division: Territory) -> bool:
        if division.name == "Saint-Martin":  # five communes of the region bear the name: it is asked with them
            return "region:978" in link(text)[0].refs
        return is_exactly_read(text, *twins(division))

    texts = [(write(place), place) for place in DIVISIONS for write in DIVISION_FORMS]
    assert rate("divisions", ((text, is_right(text, place)) for text, place in texts)) == 1


def test_every_name_of_use() -> None:
    groups = [group.territory for group in KNOWN.groups()]
    texts = [(write(group), group) for group in groups for write in DIVISION_FORMS]
    texts += [(f"la région {group.name}", group) for group in groups]
    assert rate("groups", ((text, is_exactly_read(text, group.ref)) for text, group in texts)) == 1


def test_the_largest_commune_of_every_bassin() -> None:
    towns = [(f"combien de projets {in_(town)} ?", town) for _, town in bassins_with_their_town()]
    assert rate("largest communes", ((text, is_read(text, town)) for text, town in towns)) >= 0.99


def test_every_bassin_is_read_back_as_it_is_shown() -> None:
    texts = [(text, b) for b in KNOWN.bassins_of(FRANCE) for text in (named(b), f"combien de projets {in_(b)} ?")]
    assert rate("bassins", ((text, is_exactly_read(text, bassin.ref)) for text, bassin in texts)) == 1


def test_communes_elsewhere() -> None:
    """A sample of one in ten: most share their name with none, the others are told by their département."""
    elsewhere = [place for place in KNOWN.communes_of(FRANCE) if place.region != KNOWN.home.region][::10]
    beside = [(f"combien de projets {in_(place)} ({departement_of(place).name}) ?", place) for place in elsewhere]
    assert rate("elsewhere, told", ((text, is_exactly_read(text, place.ref)) for text, place in beside)) >= 0.99


def test_collectivities_outside_the_survey_have_no_figures() -> None:
    outside = [place for place in DIVISIONS if not KNOWN.survey_area(place).units]
    assert {place.code for place in outside} == {"975", "984", "986", "987", "988", "989"}
    assert all(place.level in {Level.DEPARTEMENT, Level.REGION} for place in outside)
