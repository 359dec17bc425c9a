"""Every figure of a diagnostic, computed again from the raw workbooks."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from bot.diagnostic import Diagnostic, diagnostic_of
from knowledge.bmo.model import Measure
from knowledge.figures.result import Cell, Listing
from knowledge.figures.sums import Figures, Sum
from knowledge.library import Knowledge
from tests.questions.raw_survey import Sources, answered_areas

PLACES = ["bassin:2415", "bassin:2408", "epci:200069953", "departement:18"]
COLUMNS = {Measure.PROJECTS: "met", Measure.DIFFICULT: "xmet", Measure.SEASONAL: "smet"}
LATEST, BEFORE, FLOOR, SHOWN, MOVED, MOST_HIDDEN = 2025, 2024, 20, 10, 6, 4


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> str:
    """Return a bassin, a small one, an EPCI over two bassins, a département."""
    return str(request.param)


@pytest.fixture
def made(place: str, knowledge: Knowledge) -> Diagnostic:
    """Return the diagnostic of the place."""
    return diagnostic_of(place, knowledge)


def rows_of(raw: Sources, place: str, year: int) -> pd.DataFrame:
    """Return the raw rows of a place and year."""
    survey = raw.survey[raw.survey.year == year]
    if place == "france:FR":
        return survey
    areas = answered_areas(raw, place)
    return survey[survey[areas[0].partition(":")[0]].isin(areas)]


def check(told: Sum, cells: pd.Series[float]) -> None:
    """The sum of the published cells, and how many are secret."""
    assert (told.masked, told.cells) == (int(cells.isna().sum()), len(cells))
    assert told.published == pytest.approx(cells.sum())  # the surveys of 2016 to 2018 hold decimals


def check_all(told: Figures | None, rows: pd.DataFrame) -> None:
    assert told is not None
    for measure, column in COLUMNS.items():
        check(told.of(measure), rows[column])


def by(rows: pd.DataFrame, key: pd.Series[str] | str) -> pd.DataFrame:
    """Return the sums by métier or sector, NaN where every cell is secret."""
    return rows.groupby(key)[list(COLUMNS.values())].sum(min_count=1)


def check_ranking(told: tuple[Cell, ...], values: pd.Series[float], shown: int | None = SHOWN) -> None:
    """The rows are those of the greatest published values, in order."""
    best = values.dropna().sort_values(ascending=False)
    found = [values[row.ref] for row in told]
    assert found == pytest.approx(list(best[:shown]))


def test_each_year_is_the_sum_of_its_rows(made: Diagnostic, place: str, raw: Sources, knowledge: Knowledge) -> None:
    told = {each.year: each.figures for each in made.years}
    assert list(told) == list(knowledge.bmo.years())
    for year in sorted(set(raw.survey.year)):
        check_all(told[year], rows_of(raw, place, year))


def rankings(made: Diagnostic) -> Iterator[tuple[Listing, Measure]]:
    yield made.occupations, Measure.PROJECTS
    yield made.difficult, Measure.DIFFICULT
    yield made.seasonal, Measure.SEASONAL


def test_the_first_occupations_are_those_of_the_workbook(made: Diagnostic, place: str, raw: Sources) -> None:
    rows = rows_of(raw, place, LATEST)
    sums = by(rows, "fap")
    for ranking, measure in rankings(made):
        values = sums[COLUMNS[measure]]
        check_ranking(ranking.cells, values[values > 0])
        assert ranking.secret == int(values.isna().sum())
        for row in ranking.cells:
            check_all(row.figures, rows[rows.fap == row.ref])


def test_the_highest_shares_are_over_enough_projects(made: Diagnostic, place: str, raw: Sources) -> None:
    sums = by(rows_of(raw, place, LATEST), "fap")
    enough = sums[(sums.met >= FLOOR) & sums.xmet.notna()]
    assert made.floor == FLOOR
    assert made.difficult_share.cells
    check_ranking(made.difficult_share.cells, (enough.xmet / enough.met).clip(upper=1))


def test_sectors_are_sums_of_their_occupations(made: Diagnostic, place: str, raw: Sources) -> None:
    rows = rows_of(raw, place, LATEST)
    domains = rows.fap.map(raw.domain_of_fap)
    least = rows.met.fillna(1).groupby(domains).sum()  # a secret number of projects is one at least
    assert {row.ref for row in made.sectors.cells} == set(by(rows, domains).met.dropna().index)
    lows = [least[row.ref] for row in made.sectors.cells]
    assert lows == sorted(lows, reverse=True)
    for row in made.sectors.cells:
        check_all(row.figures, rows[domains == row.ref])


def test_what_moved_did_whatever_the_secret_values_are(made: Diagnostic, place: str, raw: Sources) -> None:
    before, after = (rows_of(raw, place, year) for year in (BEFORE, LATEST))
    sums = pd.DataFrame({"before": by(before, "fap").met, "after": by(after, "fap").met})
    secret = {
        name: rows.assign(hidden=rows.met.isna()).groupby("fap").hidden.sum().reindex(sums.index).fillna(0)
        for name, rows in (("before", before), ("after", after))
    }
    known = sums.fillna(0)
    change = known.after - known.before
    least = change + secret["after"] - MOST_HIDDEN * secret["before"]
    most = change + MOST_HIDDEN * secret["after"] - secret["before"]
    assert made.movements is not None
    counts = made.movements.rising
    certain = (int((least > 0).sum()), int((most < 0).sum()))
    assert (counts.rises, counts.falls) == certain
    assert counts.unsure == int(((least <= 0) & (most >= 0) & (least < most)).sum())
    for listing, sign in ((made.movements.rising, 1), (made.movements.falling, -1)):
        moved = [(sign * least[each.ref], sign * most[each.ref]) for each in listing.cells]
        assert len(moved) == min(MOVED, certain[sign < 0])
        assert all(min(ends) > 0 for ends in moved)
        left = change.index.difference([each.ref for each in listing.cells])
        # Nothing left out is certainly a greater move than what is shown.
        assert max(min(sign * least[ref], sign * most[ref]) for ref in left) <= min(max(ends) for ends in moved)
        for each in listing.cells:
            assert each.value is not None
            assert (each.value.interval.low, each.value.interval.high) == (least[each.ref], most[each.ref])
            if each.value.published is not None:
                assert each.value.published == change[each.ref]


def test_places_around_and_inside_are_summed_too(made: Diagnostic, raw: Sources) -> None:
    peers = (*made.wider, *made.inside)
    assert {peer.territory.level.value for peer in made.wider} >= {"region", "france"}
    for peer in peers:
        check_all(peer.figures, rows_of(raw, peer.territory.ref, LATEST))
        assert peer.before is not None
        check_all(peer.before, rows_of(raw, peer.territory.ref, BEFORE))


def test_the_rank_is_that_of_the_sums(made: Diagnostic, place: str, raw: Sources) -> None:
    if made.rank is None:
        assert place.startswith("epci")
        return
    level = place.partition(":")[0]
    region = rows_of(raw, made.rank.within.ref, LATEST)
    sums = by(region, level)
    sums["share"] = sums.xmet / sums.met
    for rank, values in ((made.rank.projects, sums.met), (made.rank.difficult_share, sums.share)):
        assert rank is not None
        assert rank.low <= int((values > values[place]).sum()) + 1 <= rank.high
    assert made.rank.of == len(sums)
