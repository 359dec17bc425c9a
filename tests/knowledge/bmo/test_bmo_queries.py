"""What the survey answers, on the figures Bémo ships; reference values were checked on the raw workbooks."""

from __future__ import annotations

import csv
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from knowledge.bmo.model import Measure
from knowledge.bmo.rows import BmoRow
from knowledge.bmo.workbook import read_workbook
from knowledge.database import open_engine
from knowledge.errors import BaseUnavailableError, KnowledgeError
from knowledge.figures.survey import Bmo
from knowledge.occupations.model import Selection
from knowledge.territories.model import Level, Territory
from tests.knowledge.bmo.oracle import YEARS

REGION = Territory(Level.REGION, "24", "Centre-Val de Loire")
FRANCE = Territory(Level.FRANCE, "FR", "France")
TOURS = Territory(Level.BASSIN, "2415", "Tours")
BLOIS = Territory(Level.BASSIN, "2416", "Blois")
NANTES = Territory(Level.BASSIN, "5211", "Nantes")
LOIRE_ATLANTIQUE = Territory(Level.DEPARTEMENT, "44", "Loire-Atlantique")
COOKS = Selection(fap2021=("S1X40",), fap2009=("S1Z40",))


@pytest.fixture
def bmo(shipped: Engine) -> Bmo:
    """The survey as shipped."""
    return Bmo(shipped)


@pytest.fixture(scope="module")
def rows_2025(raw_folder: Path) -> list[BmoRow]:
    """The rows of the home region in the official workbook of 2025."""
    book = read_workbook(raw_folder / "bmo" / "Base_open_data_BMO_2025.xlsx")
    return [row for row in book.rows if row.region == "24"]


def test_years(bmo: Bmo) -> None:
    assert bmo.years() == YEARS
    assert bmo.latest_year() == 2025


def test_the_interval_and_the_share_of_2025(bmo: Bmo) -> None:
    figures = bmo.figures([REGION], None, 2025)
    assert figures is not None
    assert (figures.projects.low, figures.projects.high) == (85_150, 87_055)
    share = figures.share(Measure.DIFFICULT)
    assert share is not None
    assert round(100 * share.value, 1) == 49.4
    assert share.low < 0.501 < share.high


def test_bassins_departements_and_region_agree(bmo: Bmo) -> None:
    for year in YEARS:
        bassins = [Territory(Level.BASSIN, code, code) for code in bmo.bassins_held(year)]
        departements = [Territory(Level.DEPARTEMENT, code, code) for code in ("18", "28", "36", "37", "41", "45")]
        assert len(bassins) == 22
        assert bmo.figures(bassins, None, year) == bmo.figures([REGION], None, year)
        assert bmo.figures(departements, None, year) == bmo.figures([REGION], None, year)


def test_sectors_add_up_to_the_total(bmo: Bmo) -> None:
    total = bmo.figures([REGION], None, 2025)
    for sectors in ([f"domaine:{letter}" for letter in "ABCDEFGHJKLMNPQRSTUVWX"], [f"famille:{x}" for x in "ACIOSTVZ"]):
        parts = [found for name in sectors if (found := bmo.figures([REGION], Selection(sector=name), 2025))]
        added = parts[0]
        for part in parts[1:]:
            added += part
        assert added == total


def test_one_occupation_is_the_sum_of_its_rows(bmo: Bmo, rows_2025: list[BmoRow]) -> None:
    for fap in ("S1X40", "A0X40", "QAX01", "T4X60"):
        for codes in (["2415"], ["2415", "2416", "2401"]):
            rows = [row for row in rows_2025 if row.fap == fap and row.bassin in codes]
            units = [Territory(Level.BASSIN, code, code) for code in codes]
            figures = bmo.figures(units, Selection(fap2021=(fap,)), 2025)
            if not rows:
                assert figures is None
                continue
            assert figures is not None
            for found, values in (
                (figures.projects, [row.projects for row in rows]),
                (figures.difficult, [row.difficult for row in rows]),
                (figures.seasonal, [row.seasonal for row in rows]),
            ):
                assert found.published == sum(value or 0 for value in values)
                assert (found.masked, found.cells) == (values.count(None), len(rows))
            both = [(r.projects, r.seasonal) for r in rows if r.projects is not None and r.seasonal is not None]
            assert figures.non_seasonal.published == sum(met - smet for met, smet in both)
            assert figures.non_seasonal.masked == len(rows) - len(both)


def test_several_codes_are_added(bmo: Bmo) -> None:
    one, two = Selection(fap2021=("B1X30",)), Selection(fap2021=("B1X31",))
    first, second = bmo.figures([REGION], one, 2025), bmo.figures([REGION], two, 2025)
    assert first is not None
    assert second is not None
    assert bmo.figures([REGION], Selection(fap2021=("B1X30", "B1X31")), 2025) == first + second


def test_absent_masked_and_published_are_told_apart(bmo: Bmo, rows_2025: list[BmoRow]) -> None:
    held = {row.fap for row in rows_2025 if row.bassin == "2415"}
    absent = next(fap for fap in bmo.occupations_held(2025) if fap not in held)
    masked = next(row for row in rows_2025 if row.projects is None)
    unit = Territory(Level.BASSIN, masked.bassin, masked.bassin_label)
    assert bmo.figures([TOURS], Selection(fap2021=(absent,)), 2025) is None
    figures = bmo.figures([unit], Selection(fap2021=(masked.fap,)), 2025)
    assert figures is not None
    assert figures.projects.is_masked
    assert figures.share(Measure.DIFFICULT) is None


def test_a_code_is_read_in_the_nomenclature_of_the_year(bmo: Bmo) -> None:
    assert bmo.figures([REGION], COOKS, 2023) == bmo.figures([REGION], Selection(fap2009=("S1Z40",)), 2023)
    with pytest.raises(KnowledgeError, match="nomenclature de l'enquête BMO 2022"):
        bmo.figures([REGION], Selection(fap2021=("S1X40",)), 2022)


def test_an_ambiguous_word_has_no_figures(bmo: Bmo) -> None:
    with pytest.raises(ValueError, match="ambiguous"):
        bmo.figures([REGION], Selection(ambiguous="conducteur"), 2025)


def test_what_is_not_held_is_said(bmo: Bmo) -> None:
    assert bmo.coverage(TOURS, 2025) == "rows"
    assert bmo.coverage(FRANCE, 2025) == "rows"
    assert bmo.coverage(LOIRE_ATLANTIQUE, 2025) == "reference"
    assert bmo.coverage(NANTES, 2025) == "reference"
    assert bmo.coverage(REGION, 2021) == "none"
    assert bmo.coverage(Territory(Level.COMMUNE, "37261", "Tours"), 2025) == "none"
    assert bmo.figures([LOIRE_ATLANTIQUE], None, 2025) is not None
    with pytest.raises(KnowledgeError, match="que le total pour Loire-Atlantique"):
        bmo.figures([LOIRE_ATLANTIQUE], COOKS, 2025)
    with pytest.raises(KnowledgeError, match="que le total pour Nantes"):
        bmo.by_occupation([TOURS, NANTES], 2025)
    with pytest.raises(KnowledgeError, match=r"BMO 2021 ; années disponibles : 2016, .* 2020, 2022, 2023, 2024, 2025"):
        bmo.figures([REGION], None, 2021)


def test_units_of_two_levels_are_a_mistake(bmo: Bmo) -> None:
    with pytest.raises(ValueError, match="one level"):
        bmo.figures([REGION, TOURS], None, 2025)


def test_the_sums_by_metier_follow_the_rows(bmo: Bmo, rows_2025: list[BmoRow]) -> None:
    sums: dict[str, float] = {}
    for row in rows_2025:
        if row.bassin in {"2415", "2416"}:
            sums[row.fap] = sums.get(row.fap, 0) + (row.difficult or 0)
    found = bmo.by_occupation([TOURS, BLOIS], 2025)
    assert {fap: figures.difficult.published for fap, figures in found.items()} == sums


def test_labels_are_those_of_the_year(bmo: Bmo) -> None:
    held = bmo.occupations_held(2023)
    assert len(held) == 199
    assert held["A0Z40"] == "Agriculteurs salariés"
    assert len(bmo.occupations_held(2025)) == 217


def test_years_without_figures_are_left_out(bmo: Bmo) -> None:
    assert list(bmo.figures_by_year([REGION], None, range(2012, 2026))) == list(YEARS)
    assert list(bmo.figures_by_year([REGION], Selection(fap2021=("S1X40",)), YEARS)) == [2024, 2025]
    by_year = bmo.figures_by_year([TOURS, BLOIS], COOKS, YEARS)
    assert by_year == {year: bmo.figures([TOURS, BLOIS], COOKS, year) for year in YEARS}
    assert bmo.figures_by_year([LOIRE_ATLANTIQUE], COOKS, YEARS) == {}
    assert list(bmo.figures_by_year([LOIRE_ATLANTIQUE], None, YEARS)) == list(YEARS)


def test_published_totals_fall_inside_the_interval(bmo: Bmo) -> None:
    published = {total.year: total for total in bmo.published_totals("region:24")}
    assert sorted(published) == [2012, 2015, 2017, 2018, 2019, 2021, 2023, 2025]
    assert published[2012].approximate
    assert not published[2025].approximate
    assert (published[2025].projects, published[2025].difficult_percent) == (86_268, 50.1)
    assert published[2017].seasonal_percent == 37.4
    assert (published[2015].projects, published[2021].projects) == (53_256, 82_216)
    for year in (2017, 2018, 2019, 2023, 2025):
        figures = bmo.figures([REGION], None, year)
        assert figures is not None
        assert round(figures.projects.low) <= published[year].projects <= figures.projects.high


def test_the_source_of_a_total_is_who_counted_it(bmo: Bmo) -> None:
    """A page that only repeats a figure is said to repeat it; what the rows add up to is the survey's own."""
    places = ["region:24", "bassin:2421", *(f"departement:{code}" for code in ("28", "36", "37", "41", "45"))]
    totals = {(place, total.year): total for place in places for total in bmo.published_totals(place)}
    assert len(totals) == 19
    for total in totals.values():
        assert total.source.startswith(("Pôle emploi", "France Travail", "DREETS")), total
        assert f"enquête BMO {total.year}" in total.source
        assert "http" not in total.source
        assert ("repris par" in total.source) == bool(re.search(r"\w\.(fr|com|net)\b", total.source)), total
    indre = Territory(Level.DEPARTEMENT, "36", "Indre")
    for place in (REGION, indre):
        figures = bmo.figures([place], None, 2017)
        assert figures is not None
        assert round(figures.projects.published) == totals[place.ref, 2017].projects
        assert totals[place.ref, 2017].source == "Pôle emploi, enquête BMO 2017"


def test_published_totals_of_other_territories(bmo: Bmo) -> None:
    assert [total.projects for total in bmo.published_totals("bassin:2421")] == [17_216]
    assert [total.year for total in bmo.published_totals("departement:37")] == [2019, 2023, 2025]
    assert bmo.published_totals("departement:36")[0].projects == 3493
    assert [total.year for total in bmo.published_totals("france:FR")] == [2014, 2015, 2016, 2017, 2018]
    assert bmo.published_totals("departement:99") == ()


def test_every_year_has_a_source(bmo: Bmo) -> None:
    for year in YEARS:
        assert bmo.source(year).producer == "France Travail"
        # 2016 has no sheet of description; that of 2018 names an address that is no longer the survey's.
        assert bmo.source(year).url.endswith("/bmo" if year in (2016, 2018) else f"methode_{year}")
    with pytest.raises(KnowledgeError, match="2021"):
        bmo.source(2021)


def test_domaines_are_the_22_professional_domains(raw_folder: Path) -> None:
    with (raw_folder / "nomenclatures" / "intitules_fap2021.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    assert all(line["Code_FAP228"][0] == line["Code_FAP22"] for line in lines)


def test_one_reader_serves_several_threads(bmo: Bmo) -> None:
    expected = bmo.by_occupation([TOURS], 2025)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: bmo.by_occupation([TOURS], 2025), range(200)))
    assert all(answer == expected for answer in answers)


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/bemo.sqlite", "postgresql://bemo:secret@127.0.0.1:1/bemo?connect_timeout=1"]
)
def test_an_unreachable_base_is_said_in_french(url: str) -> None:
    with pytest.raises(BaseUnavailableError, match="La base de chiffres ne répond pas") as error:
        Bmo(open_engine(url)).years()
    assert "secret" not in str(error.value)


def test_an_empty_base_is_said_in_french(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite").touch()
    with pytest.raises(BaseUnavailableError, match="python -m knowledge build"):
        Bmo(open_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")).years()
