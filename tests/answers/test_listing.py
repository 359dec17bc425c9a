"""Lists: first places that bounds settle or not, secret rows in their place, every statistic, lists within each."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest

from bot.answers.export import whole_list
from bot.answers.registry import answer
from bot.charts import chart_of
from bot.exports import csv_bytes, xlsx_bytes
from bot.question import Question, Topic
from bot.writing.french import number, percent
from bot.writing.title import title_of
from knowledge.bmo.model import Measure
from knowledge.figures.evaluate import evaluate
from knowledge.figures.interval import Interval, part_of
from knowledge.figures.query import Dimension, Query
from knowledge.figures.sums import Figures
from knowledge.library import Knowledge
from knowledge.occupations.model import Selection
from knowledge.territories.reference import territories
from tests.answers.said import document_of, table_of, text_of

REGION, TOURS = "region:24", "bassin:2415"
ROOFERS = "fap2021:B1X34 fap2009:B2Z44"
BASSINS = [unit.ref for unit in territories().bassins_of(territories().home)]
STATES_A_FIRST = re.compile(
    r", (?:le métier|le bassin d'emploi) (?:qui|dont|où) [^:]* est (?:«|celui)[^:]* :(?! les valeurs)"
)


def bounds_of(figures: Figures, measure: Measure, share: bool) -> Interval:
    """Return what a row's figure may be."""
    bounds = figures.share_interval(measure) if share else figures.interval(measure)
    assert bounds is not None
    return bounds


def one_is_first(bounds: list[Interval], ascending: bool) -> bool:
    """Tell whether one figure is the only one that comes first, whatever the secret values are."""
    if ascending:
        return any(all(one.high <= each.low for each in bounds if each is not one) for one in bounds)
    return any(all(one.low >= each.high for each in bounds if each is not one) for one in bounds)


@pytest.mark.parametrize("place", BASSINS)
@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize("ascending", [False, True])
def test_a_first_place_is_stated_only_where_no_secret_can_change_it(
    knowledge: Knowledge, place: str, measure: Measure, ascending: bool
) -> None:
    share = ascending and measure is not Measure.PROJECTS
    held = knowledge.bmo.by_occupation([knowledge.territories.get(place)], 2025)
    kept = [one for one in held.values() if not share or one.projects.low >= 20]
    bounds = [bounds_of(one, measure, share) for one in kept]
    sentence = answer(Question(Topic.RECRUITING, (place,), measure=measure, ascending=ascending), knowledge).sentence
    stated = STATES_A_FIRST.search(sentence) is not None
    assert stated is one_is_first(bounds, ascending) or "à égalité" in sentence, sentence
    if not one_is_first(bounds, ascending):
        assert not stated, sentence
        assert re.search(r"trancher|on ne peut pas désigner|peuvent l'être|à égalité", sentence), sentence


def test_candidates_for_the_first_place_are_all_of_them(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RECRUITING, (TOURS,), ascending=True), knowledge)
    held = knowledge.bmo.by_occupation([knowledge.territories.get(TOURS)], 2025)
    secret = sum(one.projects.is_masked for one in held.values())
    assert f"{secret} ont un chiffre secret" in reply.sentence
    assert [row.figures is not None and row.figures.projects.is_masked for row in reply.rows] == [True] * 10
    assert all("moins de 5 projets" in row.text for row in reply.rows)


def test_a_share_that_secrecy_bounds_from_above_ranks_among_the_least(knowledge: Knowledge) -> None:
    question = Question(Topic.RECRUITING, (TOURS,), measure=Measure.DIFFICULT, ascending=True)
    rows = answer(question, knowledge).rows
    hidden = next(row for row in rows if row.figures and row.figures.difficult.is_masked)
    assert hidden.figures is not None
    high = 4 / hidden.figures.projects.published
    assert f"au plus {percent(high)} (moins de 5 projets difficiles" in hidden.text


def test_how_hard_is_a_share_and_offers_the_number(knowledge: Knowledge) -> None:
    question = Question(Topic.WHERE, (REGION,), (ROOFERS,), measure=Measure.DIFFICULT, degree=True)
    reply = answer(question, knowledge)
    assert "d'au moins 20 projets" in text_of(reply)
    assert "En nombre de projets" in [each.title for each in reply.suggestions]
    number_ = answer(Question(Topic.WHERE, (REGION,), (ROOFERS,), measure=Measure.DIFFICULT), knowledge)
    assert "compte le plus de projets difficiles" in number_.sentence


@pytest.mark.parametrize("level", ["bassin", "departement", "region"])
def test_per_inhabitant_divides_by_the_people_of_the_place(knowledge: Knowledge, level: str) -> None:
    place = "france:FR" if level == "region" else REGION
    reply = answer(Question(Topic.RANKING, (place,), level=level, statistic="per_thousand"), knowledge)
    for row in reply.rows:
        assert row.value is not None
        assert row.figures is not None
        people = knowledge.territories.get(row.ref).population
        assert number(people) in row.text
        if not row.value.official:
            assert row.value.interval.high == pytest.approx(row.figures.projects.high * 1000 / people)
    assert "Population municipale de l'INSEE" in text_of(reply)
    assert "par habitant" in reply.sentence or "possibles" in reply.sentence
    assert [column.key for column in table_of(reply).columns][:2] == ["label", "value"]


def test_a_composition_lists_the_sectors_and_their_weights(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RECRUITING, (TOURS,), grain="sector", statistic="weight", whole=True), knowledge)
    total = knowledge.bmo.figures([knowledge.territories.get(TOURS)], None, 2025)
    assert total is not None
    published = [row.value.published for row in reply.rows if row.value and row.value.published is not None]
    assert sum(published) == pytest.approx(1)
    for row in reply.rows:
        assert row.figures is not None
        assert row.value is not None
        rest = total - row.figures
        assert row.value.interval == part_of(*(each.interval(Measure.PROJECTS) for each in (row.figures, rest)))


def test_the_weight_of_a_sector_comes_first_then_the_list_where_it_is_marked(knowledge: Knowledge) -> None:
    question = Question(Topic.RECRUITING, (TOURS,), ("domaine:K",), statistic="weight", limit=5)
    reply = answer(question, knowledge)
    marked = [row for row in reply.rows if row.text.startswith("→")]
    assert [row.ref for row in marked] == ["domaine:K"]
    assert len(reply.rows) == 5
    part = knowledge.bmo.figures([knowledge.territories.get(TOURS)], Selection.parse("domaine:K"), 2025)
    total = knowledge.bmo.figures([knowledge.territories.get(TOURS)], None, 2025)
    assert part is not None
    assert total is not None
    assert percent(part.projects.published / total.projects.published) in reply.sentence
    assert f"{number(part.projects.published)} sur {number(total.projects.published)}" in reply.sentence


def test_contributions_say_what_the_change_is_made_of(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.PROGRESS, (REGION,), grain="sector", statistic="contribution"), knowledge)
    before, after = (knowledge.bmo.figures([knowledge.territories.get(REGION)], None, year) for year in (2024, 2025))
    assert before is not None
    assert after is not None
    falls = after.projects.published < before.projects.published
    assert ("contribue le plus à la baisse" in reply.sentence) is falls
    for row in reply.rows:
        assert row.before is not None
        assert row.figures is not None
        assert row.value is not None
        moved = row.figures.projects.published - row.before.projects.published
        assert row.value.published == pytest.approx(moved / before.projects.published)
    assert "En tout" in text_of(reply)


def test_a_specialisation_is_set_against_the_region(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.WHERE, (REGION,), (ROOFERS,), statistic="specialisation"), knowledge)
    assert "en Centre-Val de Loire" in text_of(reply)
    assert all(row.figures and row.figures.projects.low >= 20 for row in reply.rows)
    assert re.search(r"\d fois", reply.rows[0].text)


def test_secret_cells_are_counted_and_the_sum_bounded(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RANKING, (REGION,), statistic="masked"), knowledge)
    total = knowledge.bmo.figures([knowledge.territories.get(REGION)], None, 2025)
    assert total is not None
    assert f"{number(total.projects.masked)} valeurs sont secrètes" in reply.sentence
    assert f"entre {number(total.projects.low)} et {number(total.projects.high)} projets" in reply.sentence
    counts = [row.value.published for row in reply.rows if row.value]
    assert counts == sorted(counts, key=lambda count: -(count or 0))


def test_a_list_within_each_departement_has_a_title_for_each(knowledge: Knowledge) -> None:
    question = Question(Topic.RECRUITING, (REGION,), within="departement", limit=2)
    reply = answer(question, knowledge)
    groups = list(dict.fromkeys(row.group for row in reply.rows))
    assert groups == sorted(unit.name for unit in knowledge.territories.departements_of(knowledge.territories.home))
    for unit in knowledge.territories.departements_of(knowledge.territories.home):
        alone = answer(Question(Topic.RECRUITING, (unit.ref,), limit=2), knowledge)
        assert [row.ref for row in reply.rows if row.group == unit.name] == [row.ref for row in alone.rows]
        assert f"{unit.name}\u00a0:\n1. " in text_of(reply)
    whole = document_of(whole_list(Question(Topic.RECRUITING, (REGION,), within="departement"), reply, knowledge))
    lines = list(csv.DictReader(io.StringIO(csv_bytes(whole).decode("utf-8-sig")), delimiter=";"))
    assert {line["Territoire"] for line in lines} == set(groups)
    assert len(lines) == len((whole.table.whole or whole.table).rows) > len(reply.rows)
    assert xlsx_bytes(whole)
    assert chart_of(document_of(reply)) is not None


def test_a_list_for_each_year(knowledge: Knowledge) -> None:
    question = Question(Topic.RANKING, (REGION,), level="departement", within="year", years=("2022", "2025"))
    reply = answer(question, knowledge)
    assert [row.group for row in reply.rows] == ["2022"] * 6 + ["2025"] * 6
    assert [row.year for row in reply.rows] == [2022] * 6 + [2025] * 6
    table = table_of(reply)
    assert [column.label for column in table.columns][:2] == ["Année", "Département"]
    assert title_of(reply.facts) == (
        "Projets de recrutement par département chaque année, Centre-Val de Loire, 2022-2025"
    )


def test_several_places_are_summed_and_it_is_said(knowledge: Knowledge) -> None:
    places = ("departement:41", "departement:37")
    reply = answer(Question(Topic.RECRUITING, places, together=True), knowledge)
    query = Query(places, (2025,), together=True, by=Dimension.OCCUPATION, limit=10)
    assert [row.ref for row in reply.rows] == [cell.ref for cell in evaluate(query, knowledge).cells]
    assert "en Indre-et-Loire ensemble" in reply.sentence


def test_places_named_are_ranked_among_themselves(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RANKING, ("commune:37261", "commune:41018", "commune:45234")), knowledge)
    assert {row.label for row in reply.rows} == {"Tours", "Blois", "Orléans"}


def test_the_value_of_a_row_is_sent_with_its_bounds(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RECRUITING, (TOURS,), measure=Measure.DIFFICULT, whole=True), knowledge)
    for row, sent in zip(reply.rows, table_of(reply).rows, strict=True):
        assert row.value is not None
        assert sent.value is not None
        assert sent.value.dict() == {
            "statistic": "number",
            "published": row.value.published,
            "low": row.value.interval.low,
            "high": row.value.interval.high,
            "masked": row.value.masked,
        }


@pytest.mark.parametrize("measure", [Measure.PROJECTS, Measure.SEASONAL, Measure.DIFFICULT])
def test_whether_anyone_recruits_is_answered_before_the_list(knowledge: Knowledge, measure: Measure) -> None:
    listed = answer(Question(Topic.RECRUITING, (TOURS,), measure=measure), knowledge)
    asked = answer(Question(Topic.RECRUITING, (TOURS,), measure=measure, closed=True), knowledge)
    assert asked.sentence.startswith("Oui : en 2025, dans le bassin d'emploi de Tours, ")
    assert asked.rows == listed.rows
    assert asked.sentence.endswith(listed.sentence.partition("Tours, ")[2][1:])


@pytest.mark.parametrize(
    ("threshold", "first"), [("gt:500", "Oui : "), ("gt:1000000", "Non : "), ("ge:80%:difficult", "Oui : ")]
)
def test_whether_some_pass_a_condition_is_answered_first(knowledge: Knowledge, threshold: str, first: str) -> None:
    reply = answer(Question(Topic.RECRUITING, (TOURS,), threshold=threshold, closed=True), knowledge)
    assert reply.sentence.startswith(first)


def test_whether_some_fall_is_answered_first(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.PROGRESS, (TOURS,), movement="down", closed=True), knowledge)
    assert reply.sentence.startswith("Oui : de 2024 à 2025")


def test_the_rank_of_a_trade_is_told_among_places_and_among_trades(knowledge: Knowledge) -> None:
    asked = Question(Topic.WHERE, ("commune:45234",), ("fap2021:B1X34 fap2009:B2Z44",), rank=True)
    said = answer(asked, knowledge).sentence.replace("\N{NO-BREAK SPACE}", " ")
    cells = evaluate(Query(("bassin:2421",), (2025,), by=Dimension.OCCUPATION), knowledge).only.cells
    mine = next(cell for cell in cells if cell.ref == "fap2021:B1X34")
    above = sum(cell.bounds.is_above(mine.bounds) for cell in cells)
    assert "est 1er sur 21 bassins d'emploi" in said
    assert f"Dans le bassin d'emploi d'Orléans, ce métier est {above + 1}e sur {len(cells)} métiers" in said


@pytest.mark.parametrize("places", [("departement:45", REGION), (REGION, "departement:45")])
def test_a_place_and_the_one_that_holds_it_are_not_added(knowledge: Knowledge, places: tuple[str, ...]) -> None:
    alone = answer(Question(Topic.RECRUITING, ("departement:45",)), knowledge)
    both = answer(Question(Topic.RECRUITING, places), knowledge)
    assert [row.value for row in both.rows] == [row.value for row in alone.rows]
    assert "contient déjà ces projets" in text_of(both)
    assert "additionnés" not in text_of(both)


def test_which_of_a_set_is_asked_has_no_yes(knowledge: Knowledge) -> None:
    shown = "fap2021:T4X60+S2X61+V0X60"
    asked = Question(Topic.RECRUITING, (TOURS,), (shown,), measure=Measure.DIFFICULT, ascending=True, closed=True)
    assert answer(asked, knowledge).sentence.startswith("En 2025, ")


def test_the_whole_is_told_under_a_list_of_its_places(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.WHERE, (REGION,), (ROOFERS,), level="departement"), knowledge)
    whole = answer(Question(Topic.FIGURES, (REGION,), (ROOFERS,)), knowledge)
    told = re.search(r"[\d\u202f]+ projets", whole.sentence)
    assert told is not None
    assert f"En tout en Centre-Val de Loire : {told[0]}" in text_of(reply).replace("\u00a0", " ")


def test_a_trade_is_ranked_in_the_sector_listed_where_it_is_of_it(knowledge: Knowledge) -> None:
    asked = Question(Topic.RECRUITING, ("commune:45234",), ("fap2021:B1X34 fap2009:B2Z44",), rank=True)
    among_all, of_building, of_health = (
        int(re.findall(r"sur (\d+)", answer(replace(asked, among=among), knowledge).sentence)[0])
        for among in ((), ("domaine:B",), ("domaine:V",))
    )
    assert of_building < among_all == of_health
