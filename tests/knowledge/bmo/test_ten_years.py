"""Nine surveys, 2016 to 2025: every figure of the région is that of its workbook, decimals and secrets included."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from knowledge.bmo.model import Measure
from knowledge.database import reading, survey_row
from knowledge.errors import KnowledgeError
from knowledge.figures.survey import Bmo
from knowledge.territories.model import Level, Territory
from knowledge.territories.reference import territories
from tests.knowledge.bmo.oracle import HOME, YEARS, home, official_rows

REGION = Territory(Level.REGION, "24", "Centre-Val de Loire")
FRANCE = Territory(Level.FRANCE, "FR", "France")
_KEYS = ["fap", "bassin", "departement"]


@pytest.mark.parametrize("year", YEARS)
def test_every_row_of_the_region_is_that_of_the_workbook(shipped: Engine, raw_folder: Path, year: int) -> None:
    row = survey_row.c
    with reading(shipped) as connection:
        found = connection.execute(
            select(row.fap, row.bassin, row.departement, row.projects, row.difficult, row.seasonal).where(
                row.year == year, row.region == "24"
            )
        )
        held = {tuple(line[:3]): tuple(line[3:]) for line in found}
    expected = home(raw_folder, year)
    assert len(expected) == len(held) == HOME[year][0]
    for line in expected.itertuples():
        values = (line.met, line.xmet, line.smet)
        assert held[line.fap, line.bassin, line.departement] == tuple(None if math.isnan(v) else v for v in values)


@pytest.mark.parametrize("year", YEARS)
def test_the_region_adds_up_to_its_documented_total(shipped: Engine, year: int) -> None:
    figures = Bmo(shipped).figures([REGION], None, year)
    assert figures is not None
    projects = figures.projects
    assert (projects.cells, round(projects.published, 1), projects.masked) == HOME[year]


@pytest.mark.parametrize("year", YEARS)
def test_sums_by_metier_and_by_bassin_are_those_of_the_workbook(shipped: Engine, raw_folder: Path, year: int) -> None:
    bmo, rows = Bmo(shipped), home(raw_folder, year)
    bassins = [Territory(Level.BASSIN, code, code) for code in sorted(bmo.bassins_held(year))]
    assert len(bassins) == 22
    for key, found in (
        ("fap", bmo.by_occupation([REGION], year)),
        ("bassin", bmo.by_territory(bassins, None, year)),
    ):
        assert found.keys() == set(rows[key])
        for code, group in rows.groupby(key):
            figures = found[str(code)]
            for column, measure in (("met", Measure.PROJECTS), ("xmet", Measure.DIFFICULT), ("smet", Measure.SEASONAL)):
                assert figures.of(measure).published == pytest.approx(group[column].sum(), abs=1e-6)
                assert figures.of(measure).masked == group[column].isna().sum()
            assert figures.non_seasonal.published == pytest.approx((group["met"] - group["smet"]).sum(), abs=1e-6)


def test_2017_is_the_published_total_once_rounded(shipped: Engine) -> None:
    bmo = Bmo(shipped)
    figures = bmo.figures([REGION], None, 2017)
    assert figures is not None
    difficult, seasonal = figures.share(Measure.DIFFICULT), figures.share(Measure.SEASONAL)
    assert difficult is not None
    assert seasonal is not None
    (published,) = [total for total in bmo.published_totals(REGION.ref) if total.year == 2017]
    assert round(figures.projects.published) == published.projects == 58_087
    assert round(100 * difficult.value, 1) == published.difficult_percent == 43.1
    assert round(100 * seasonal.value, 1) == published.seasonal_percent == 37.4


def test_a_whole_sum_is_an_int_and_a_decimal_one_a_float(shipped: Engine) -> None:
    bmo = Bmo(shipped)
    for year, kind in ((2016, float), (2017, float), (2018, float), (2019, int), (2025, int)):
        figures = bmo.figures([REGION], None, year)
        assert figures is not None
        assert all(type(figures.of(measure).published) is kind for measure in Measure), year


@pytest.mark.parametrize("year", [year for year in YEARS if year != 2019])
def test_france_adds_up_to_its_workbook(france: Engine, shipped: Engine, raw_folder: Path, year: int) -> None:
    rows = official_rows(raw_folder, year).drop_duplicates([*_KEYS, "met", "xmet", "smet"])
    for engine in (france, shipped):
        figures = Bmo(engine).figures([FRANCE], None, year)
        assert figures is not None
        assert (figures.projects.cells, figures.projects.masked) == (len(rows), rows["met"].isna().sum())
        assert figures.projects.published == pytest.approx(rows["met"].sum(), abs=1e-5)
        assert figures.difficult.published == pytest.approx(rows["xmet"].sum(), abs=1e-5)
        assert figures.seasonal.published == pytest.approx(rows["smet"].sum(), abs=1e-5)


def test_a_region_of_2016_is_the_sum_of_its_departements(france: Engine, shipped: Engine, raw_folder: Path) -> None:
    """The workbook names Alsace, Lorraine and Champagne-Ardenne; Grand Est is what its départements add up to."""
    rows = official_rows(raw_folder, 2016)
    grand_est = rows[rows["departement"].isin(["08", "10", "51", "52", "54", "55", "57", "67", "68", "88"])]
    assert set(grand_est["region"]) == {"21", "41", "42"}
    for engine in (france, shipped):
        figures = Bmo(engine).figures([Territory(Level.REGION, "44", "Grand Est")], None, 2016)
        assert figures is not None
        assert figures.projects.cells == len(grand_est)
        assert figures.projects.published == pytest.approx(grand_est["met"].sum(), abs=1e-6)


def test_a_sum_that_lacks_a_bassin_is_not_given(france: Engine, shipped: Engine, raw_folder: Path) -> None:
    """In 2019 Saint-Yrieix (87, Nouvelle-Aquitaine) and Agde-Pézenas (34, Occitanie) contradict themselves."""
    for bmo in (Bmo(france), Bmo(shipped)):
        _lacks_what_is_set_aside(bmo)
        rows = official_rows(raw_folder, 2019)
        for level, column, code in ((Level.DEPARTEMENT, "departement", "33"), (Level.REGION, "region", "53")):
            figures = bmo.figures([Territory(level, code, code)], None, 2019)
            assert figures is not None
            assert figures.projects.published == rows.loc[rows[column] == code, "met"].sum()


def _lacks_what_is_set_aside(bmo: Bmo) -> None:
    for level, code in (
        (Level.FRANCE, "FR"),
        (Level.REGION, "75"),
        (Level.REGION, "76"),
        (Level.REGION, "01"),
        (Level.DEPARTEMENT, "87"),
        (Level.DEPARTEMENT, "34"),
        (Level.BASSIN, "7548"),
        (Level.BASSIN, "7649"),
    ):
        place = Territory(level, code, code)
        assert bmo.coverage(place, 2019) == "none"
        with pytest.raises(KnowledgeError, match="2019"):
            bmo.figures([place], None, 2019)
        assert bmo.coverage(place, 2020) != "none"


def test_what_is_set_aside_is_told(france: Engine, shipped: Engine) -> None:
    for engine in (france, shipped):
        told = {held.year: held.set_aside for held in Bmo(engine).status().years}
        assert [(each.bassin, each.departement, each.region, each.rows) for each in told.pop(2019)] == [
            ("", "977", "01", 47),
            ("", "978", "01", 62),
            ("", "99", "00", 117),
            ("7548", "87", "75", 89),
            ("7649", "34", "76", 102),
        ]
        assert not any(told.values())


@pytest.mark.parametrize(
    ("year", "code"), [(2016, "405"), (2018, "405"), (2019, "405"), (2020, "601"), (2022, "601"), (2025, "601")]
)
def test_mayotte_counts_once_under_one_code(france: Engine, raw_folder: Path, year: int, code: str) -> None:
    rows = official_rows(raw_folder, year)
    expected = rows[rows["bassin"] == code].drop_duplicates([*_KEYS, "met", "xmet", "smet"])
    bmo = Bmo(france)
    for place in (Territory(Level.BASSIN, "601", "Mayotte"), Territory(Level.REGION, "06", "Mayotte")):
        figures = bmo.figures([place], None, year)
        assert figures is not None
        assert figures.projects.cells == len(expected)
        assert figures.projects.published == pytest.approx(expected["met"].sum(), abs=1e-6)


@pytest.mark.parametrize(
    ("commune", "bassin"),
    [("97209", "201"), ("97302", "301"), ("97608", "601"), ("97120", "105"), ("97415", "401"), ("97112", "116")],
)
@pytest.mark.parametrize("year", [2018, 2022, 2023, 2025])
def test_overseas_communes_have_the_figures_of_their_bassin(
    france: Engine, shipped: Engine, commune: str, bassin: str, year: int
) -> None:
    """Fort-de-France, Cayenne, Mamoudzou, Pointe-à-Pitre, Saint-Paul, Grand-Bourg: padded or not, renumbered or not."""
    found = territories().bassin_of(f"commune:{commune}")
    assert found is not None
    assert found.code == bassin
    assert Bmo(france).coverage(found, year) == "rows"
    assert Bmo(shipped).coverage(found, year) == "reference"
    assert Bmo(france).figures([found], None, year) == Bmo(shipped).figures([found], None, year)


@pytest.mark.parametrize(
    ("year", "code", "label"),
    [
        (2016, "101", "SAINTE-ROSE"),
        (2017, "102", "BASSE-TERRE"),
        (2017, "105", "BOUILLANTE"),
        (2018, "104", "SAINT-MARTIN"),
        (2020, "104", "BASSIN SAINT-MARTIN"),
        (2017, "5313", "REDON (partiel)"),
    ],
)
def test_a_code_that_named_another_place_answers_for_none(france: Engine, year: int, code: str, label: str) -> None:
    bmo = Bmo(france)
    assert bmo.bassin_labels(year)[f"F{code}"] == label
    for today in (code, {"104": "113"}.get(code, code)):
        assert bmo.coverage(Territory(Level.BASSIN, today, ""), year) == "none"


def test_the_metiers_of_2016_to_2023_are_one_nomenclature(shipped: Engine, raw_folder: Path) -> None:
    """Labels grow shorter, codes and families stay: only V5Z00 comes (2018) and goes (2023)."""
    bmo = Bmo(shipped)
    held = {year: set(bmo.occupations_held(year)) for year in YEARS if year < 2024}
    assert all(codes ^ held[2016] <= {"V5Z00"} for codes in held.values())
    assert [year for year, codes in held.items() if "V5Z00" in codes] == [2018, 2019, 2020, 2022]
    families = {
        year: dict(zip(official_rows(raw_folder, year)["fap"], official_rows(raw_folder, year)["family"], strict=True))
        for year in held
    }
    assert all(of_year.items() <= families[2022].items() for of_year in families.values())


def test_labels_are_those_of_their_year(shipped: Engine) -> None:
    bmo = Bmo(shipped)
    assert bmo.occupations_held(2016)["T4Z60"] == "Agents d'entretien de locaux (y compris ATSEM)"
    assert bmo.occupations_held(2019)["T4Z60"] == "Agents d'entretien de locaux"
