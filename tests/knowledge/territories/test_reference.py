"""How territories nest, and how the survey covers each."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.territories.model import Level
from knowledge.territories.reference import FRANCE, Territories, UnknownTerritoryError, territories
from tests.counting import calls

KNOWN = territories()
BASSINS_BY_DEPARTEMENT = {
    "18": {"2401", "2402", "2403", "2404"},
    "28": {"2405", "2406", "2407", "2408"},
    "36": {"2409", "2410", "2411"},
    "37": {"2412", "2413", "2414", "2415"},
    "41": {"2416", "2417", "2418"},
    "45": {"2419", "2420", "2421", "2422"},
}


@pytest.mark.parametrize(("departement", "bassins"), BASSINS_BY_DEPARTEMENT.items())
def test_bassins_of_each_departement_of_the_region(departement: str, bassins: set[str]) -> None:
    assert {bassin.code for bassin in KNOWN.bassins_of(KNOWN.get(f"departement:{departement}"))} == bassins


def test_the_region_has_22_bassins_6_departements_and_1754_communes() -> None:
    assert len(KNOWN.bassins_of(KNOWN.home)) == 22
    assert [each.code for each in KNOWN.departements_of(KNOWN.home)] == ["18", "28", "36", "37", "41", "45"]
    assert len(KNOWN.communes_of(KNOWN.home)) == 1754


def test_every_commune_of_the_region_has_a_bassin_of_the_region() -> None:
    bassins = {bassin.ref for bassin in KNOWN.bassins_of(KNOWN.home)}
    held = [KNOWN.bassin_of(commune) for commune in KNOWN.communes_of(KNOWN.home)]
    assert {bassin.ref for bassin in held if bassin} == bassins
    assert None not in held


def test_the_country_has_406_bassins_18_regions_and_101_departements() -> None:
    assert len(KNOWN.bassins_of(FRANCE)) == 406
    assert len(KNOWN.regions()) == 18
    assert len(KNOWN.departements_of(FRANCE)) == 101


def test_a_commune_is_answered_at_its_bassin() -> None:
    area = KNOWN.survey_area(KNOWN.get("commune:37281"))
    assert (area.asked.name, [unit.ref for unit in area.units], area.exact) == ("Vouvray", ["bassin:2415"], False)


def test_an_epci_is_answered_over_the_bassins_of_its_communes_the_most_inhabited_first() -> None:
    touraine_est = KNOWN.survey_area(KNOWN.get("epci:200073161"))
    assert ([unit.code for unit in touraine_est.units], touraine_est.exact) == (["2415"], False)
    dreux = KNOWN.survey_area(KNOWN.get("epci:200040277"))
    assert [unit.code for unit in dreux.units] == ["2406", "2811"]


@pytest.mark.parametrize("ref", ["bassin:2415", "departement:37", "region:24", "france:FR"])
def test_what_the_survey_knows_answers_for_itself(ref: str) -> None:
    area = KNOWN.survey_area(KNOWN.get(ref))
    assert ([unit.ref for unit in area.units], area.exact) == ([ref], True)


def test_a_commune_the_survey_does_not_cover_has_no_unit() -> None:
    papeete = KNOWN.get("commune:98735")
    assert KNOWN.bassin_of(papeete) is None
    assert KNOWN.survey_area(papeete).units == ()


def test_islands_follow_the_codes_of_the_2025_survey() -> None:
    assert KNOWN.bassin_of("commune:97112") == KNOWN.get("bassin:116")
    assert KNOWN.bassin_of("commune:97801") == KNOWN.get("bassin:113")


@pytest.mark.parametrize(
    ("ref", "parents"),
    [
        ("commune:37281", ["bassin:2415", "departement:37", "region:24", "france:FR"]),
        ("bassin:2415", ["departement:37", "region:24", "france:FR"]),
        ("bassin:5304", ["region:53", "france:FR"]),
        ("epci:243700754", ["departement:37", "region:24", "france:FR"]),
        ("epci:200040277", ["region:24", "france:FR"]),
        ("departement:45", ["region:24", "france:FR"]),
        ("region:24", ["france:FR"]),
        ("france:FR", []),
    ],
)
def test_parents_from_the_nearest(ref: str, parents: list[str]) -> None:
    assert [parent.ref for parent in KNOWN.parents(KNOWN.get(ref))] == parents


@pytest.mark.parametrize(
    ("level", "within", "count"),
    [
        (Level.BASSIN, "region:24", 22),
        (Level.BASSIN, "departement:36", 3),
        (Level.BASSIN, "bassin:2415", 1),
        (Level.DEPARTEMENT, "region:24", 6),
        (Level.DEPARTEMENT, "france:FR", 101),
        (Level.REGION, "france:FR", 18),
        (Level.COMMUNE, "epci:200073161", 10),
        (Level.FRANCE, "region:24", 1),
    ],
)
def test_units_of_a_ranking(level: Level, within: str, count: int) -> None:
    units = KNOWN.units(level, KNOWN.get(within))
    assert len(units) == count
    assert all(unit.level is level for unit in units)


def test_a_bassin_over_several_departements_belongs_to_each() -> None:
    carhaix = KNOWN.get("bassin:5304")
    assert [each.code for each in KNOWN.departements_of(carhaix)] == ["22", "29", "56"]
    assert all(carhaix in KNOWN.bassins_of(each) for each in KNOWN.departements_of(carhaix))


def test_a_bassin_that_is_no_longer_surveyed_is_known_but_not_ranked() -> None:
    former = KNOWN.get("bassin:304")
    assert former.name == "Matoury"
    assert former not in KNOWN.bassins_of(KNOWN.get("region:03"))


def test_postal_codes() -> None:
    assert [commune.name for commune in KNOWN.communes_of_postal_code("45000")] == ["Orléans"]
    served = KNOWN.communes_of_postal_code("37270")
    assert served[0].name == "Montlouis-sur-Loire"
    assert [commune.population for commune in served] == sorted((c.population for c in served), reverse=True)
    assert KNOWN.communes_of_postal_code("00000") == ()


def test_a_shared_position_finds_its_commune() -> None:
    near_chambord = KNOWN.nearest_commune(47.616, 1.517)
    assert near_chambord is not None
    assert near_chambord.name == "Chambord"
    assert KNOWN.nearest_commune(0.0, 0.0) is None


@pytest.mark.parametrize("ref", ["commune:99999", "", "tours", "bassin:", "pays:BE"])
def test_an_unknown_ref_is_said_in_french(ref: str) -> None:
    with pytest.raises(UnknownTerritoryError, match="Je ne connais pas le territoire"):
        KNOWN.get(ref)
    assert ref not in KNOWN


def test_a_missing_file_is_said_in_french(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="manque à la base"):
        Territories(tmp_path)


def test_loading_is_light() -> None:
    assert calls(Territories) < 2_000_000, "760,000 where it was written"
    tracemalloc.start()
    try:
        loaded = Territories()
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert loaded.home
    assert held < 60e6
