"""Names of use that stand for several départements or bassins, and the populations everything is divided by."""

from __future__ import annotations

import pytest

from knowledge.territories.groups import Group
from knowledge.territories.linking import link
from knowledge.territories.model import Level, Territory
from knowledge.territories.reference import FRANCE, territories
from knowledge.territories.wording import de_, in_, named, the_

KNOWN = territories()


@pytest.mark.parametrize("group", KNOWN.groups(), ids=lambda group: group.territory.code)
def test_a_group_is_the_sum_of_members_of_one_level(group: Group) -> None:
    area = KNOWN.survey_area(group.territory)
    assert [unit.ref for unit in area.units] == list(group.members)
    assert area.exact
    assert len({unit.level for unit in area.units}) == 1
    assert len(area.units) > 1
    assert KNOWN.get(group.territory.ref) == group.territory


def test_former_regions_share_out_the_departements_of_the_new_ones() -> None:
    new = ("75", "84", "28", "27", "44", "76", "32")
    former = [unit.ref for g in KNOWN.groups() if not g.why and g.territory.code != "berry" for unit in _units(g)]
    wanted = [d.ref for code in new for d in KNOWN.departements_of(KNOWN.get(f"region:{code}"))]
    assert sorted(former) == sorted(wanted)


def _units(group: Group) -> tuple[Territory, ...]:
    return KNOWN.survey_area(group.territory).units


@pytest.mark.parametrize(
    ("code", "place", "complement", "subject"),
    [
        ("alsace", "en Alsace", "de l'Alsace", "l'Alsace"),
        ("berry", "dans le Berry", "du Berry", "le Berry"),
        ("sologne", "en Sologne", "de la Sologne", "la Sologne"),
        ("boischaut", "dans le Boischaut", "du Boischaut", "le Boischaut"),
        ("midi-pyrenees", "en Midi-Pyrénées", "de Midi-Pyrénées", "Midi-Pyrénées"),
    ],
)
def test_wording(code: str, place: str, complement: str, subject: str) -> None:
    group = KNOWN.get(f"group:{code}")
    assert (in_(group), de_(group), the_(group)) == (place, complement, subject)
    assert named(group) == group.name


def test_what_a_group_holds() -> None:
    berry = KNOWN.get("group:berry")
    assert [each.code for each in KNOWN.departements_of(berry)] == ["18", "36"]
    assert {each.code for each in KNOWN.bassins_of(berry)} == {
        *("2401", "2402", "2403", "2404", "2409", "2410", "2411")
    }
    assert [parent.ref for parent in KNOWN.parents(berry)] == ["region:24", "france:FR"]
    assert [parent.ref for parent in KNOWN.parents(KNOWN.get("group:alsace"))] == ["region:44", "france:FR"]


def test_a_commune_told_with_its_country_is_the_commune() -> None:
    (place,) = link("je cherche en Sologne, à Salbris")
    assert place.refs == ("commune:41232",)


def test_every_population_is_the_sum_of_the_communes() -> None:
    levels = {Level.EPCI, Level.BASSIN, Level.DEPARTEMENT, Level.REGION, Level.GROUP}
    wrong = [
        place.ref
        for place in KNOWN
        if place.level in levels and place.population != sum(each.population for each in KNOWN.communes_of(place))
    ]
    assert wrong == []
    assert KNOWN.get(FRANCE.ref).population == sum(region.population for region in KNOWN.regions())


def test_the_population_has_a_year_and_a_source() -> None:
    year, source = KNOWN.population_source()
    assert year == 2023
    assert "INSEE" in source
