"""One figure, several side by side, a series: what is certain is said, official totals come first.

Expected figures come from the base's own sums (``knowledge.bmo``), which have tests of their own, never typed here.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.answers.closed import moved_so
from bot.answers.registry import answer
from bot.question import Question, Topic
from bot.writing.french import number, percent, signed, signed_percent
from bot.writing.reply import Reply
from knowledge.bmo.model import Measure, PublishedTotal
from knowledge.figures.evaluate import evaluate
from knowledge.figures.interval import Interval
from knowledge.figures.query import Query, Statistic
from knowledge.figures.sums import NOBODY, Figures
from knowledge.library import Knowledge
from knowledge.occupations.model import Selection
from tests.answers.said import table_of, text_of

TOURS, JOUE, ORLEANS, BLOIS, REGION = "commune:37261", "commune:37122", "commune:45234", "commune:41018", "region:24"
LOIRET, TOURAINE, BLESOIS = "departement:45", "departement:37", "departement:41"
ROOFERS, WELDERS = "fap2021:B1X34 fap2009:B2Z44", "fap2021:D1X33 fap2009:D1Z41"
NURSES, COOKS = "fap2021:V1X80 fap2009:V1Z80", "fap2021:S1X40 fap2009:S1Z40"
SURVEYS = [2016, 2017, 2018, 2019, 2020, 2022, 2023, 2024, 2025]


def sums(knowledge: Knowledge, ref: str, value: str = "", year: int = 2025) -> Figures:
    units = knowledge.territories.survey_area(knowledge.territories.get(ref)).units
    return knowledge.bmo.figures(list(units), Selection.parse(value) if value else None, year) or NOBODY


def published(knowledge: Knowledge, ref: str = REGION) -> dict[int, PublishedTotal]:
    return {total.year: total for total in knowledge.bmo.published_totals(ref)}


def plain(reply: Reply) -> str:
    """Return the text with ordinary spaces."""
    return plain_text(text_of(reply))


def plain_text(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def told(value: float) -> str:
    return number(value).replace("\u202f", " ")


# Official totals first


@pytest.mark.parametrize("year", [2018, 2019, 2023, 2025])
def test_a_published_total_comes_before_the_sum_of_the_rows(knowledge: Knowledge, year: int) -> None:
    reply = answer(Question(Topic.TOTALS, (REGION,), years=(str(year),)), knowledge)
    total, rows = published(knowledge)[year], sums(knowledge, REGION, year=year).projects
    assert f"{number(total.projects)} projets de recrutement (total publié)" in reply.sentence
    assert f"Somme des métiers : {told(rows.published)} projets publiés" in plain(reply)
    assert f"entre {told(rows.low)} et {told(rows.high)}" in plain(reply)
    assert table_of(reply).rows[0].cells[1].value == total.projects
    assert table_of(reply).rows[0].totals["projects"].published == rows.published


def test_a_year_that_hides_nothing_is_told_by_its_rows(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.TOTALS, (REGION,), years=("2017",)), knowledge)
    assert number(sums(knowledge, REGION, year=2017).projects.published) in reply.sentence
    assert "total publié" not in reply.sentence


@pytest.mark.parametrize("year", [2012, 2015, 2021])
def test_a_year_without_survey_is_told_by_its_published_total(knowledge: Knowledge, year: int) -> None:
    reply = answer(Question(Topic.TOTALS, (REGION,), years=(str(year),)), knowledge)
    total = published(knowledge)[year]
    assert f"{number(total.projects)} projets de recrutement (total publié)" in reply.sentence
    assert ("environ" in reply.sentence) is total.approximate
    assert total.source in reply.source


def test_a_published_share_comes_before_that_of_the_rows(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.TOTALS, (REGION,), measure=Measure.DIFFICULT, share=True), knowledge)
    share = sums(knowledge, REGION).share(Measure.DIFFICULT)
    assert share is not None
    assert f"{number(published(knowledge)[2025].difficult_percent or 0, 1)}\u202f%" in reply.sentence
    assert "part publiée" in reply.sentence
    assert percent(share.value) in reply.notes[0]


@pytest.mark.parametrize(
    "question",
    [
        Question(Topic.TOTALS, (TOURS,), measure=Measure.DIFFICULT, share=True, closed=True),
        Question(Topic.COMPARISON, (TOURS, REGION), measure=Measure.DIFFICULT),
        Question(Topic.COMPARISON, (TOURS, REGION)),
        Question(Topic.COMPARISON, ("departement:41", "region:24", "region:53")),
        Question(Topic.TOTALS, (TOURS,)),
        Question(Topic.TOTALS, (REGION,)),
    ],
)
def test_the_share_of_a_place_is_the_same_in_every_clause(knowledge: Knowledge, question: Question) -> None:
    reply = answer(question, knowledge)
    share = sums(knowledge, REGION).share(Measure.DIFFICULT)
    assert share is not None
    clauses = [reply.sentence, *(note for note in reply.notes if not note.startswith("Somme des métiers"))]
    assert not any(percent(share.value) in clause for clause in clauses)


def test_the_number_and_the_growth_since_are_of_the_same_pair(knowledge: Knowledge) -> None:
    place = "departement:28"
    totals = published(knowledge, place)
    growth = signed_percent(totals[2025].projects / totals[2024].projects - 1)
    before = (
        f"Un an plus tôt\u202f: {number(totals[2024].projects)} projets de recrutement (total publié), soit {growth}"
    )
    assert any(note.startswith(before) for note in answer(Question(Topic.TOTALS, (place,)), knowledge).notes)
    by_rows = answer(Question(Topic.TOTALS, (REGION,)), knowledge).notes
    first, last = (sums(knowledge, REGION, year=year).projects for year in (2024, 2025))
    low, high = (signed_percent(bound) for bound in (last.low / first.high - 1, last.high / first.low - 1))
    told = f"au moins {number(first.published)} projets de recrutement, soit entre {low} et {high} sur la somme"
    assert any(told in note for note in by_rows)


def test_per_inhabitant_names_the_population_and_its_year(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.TOTALS, (LOIRET,), statistic="per_thousand"), knowledge)
    people, total = knowledge.territories.get(LOIRET).population, published(knowledge, LOIRET)[2025].projects
    assert f"{number(1000 * total / people, 1)} projets pour 1\u202f000 habitants" in reply.sentence
    assert number(people) in reply.sentence
    assert str(knowledge.territories.population_source()[0]) in text_of(reply)


# One figure


def test_what_is_mostly_hidden_is_told_by_its_bounds(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.TOTALS, (REGION,), measure=Measure.NON_SEASONAL), knowledge)
    bounds = sums(knowledge, REGION).interval(Measure.NON_SEASONAL)
    assert (
        f"entre {number(bounds.low)} et {number(bounds.high)} projets de recrutement non saisonniers" in reply.sentence
    )


def test_a_secret_sum_is_told_by_its_bounds(knowledge: Knowledge) -> None:
    places = [unit.ref for unit in knowledge.territories.bassins_of(knowledge.territories.get(REGION))]
    found = {ref: sums(knowledge, ref, WELDERS) for ref in places}
    hidden = [ref for ref, figures in found.items() if figures.projects.is_masked][:2]
    assert len(hidden) == 2
    reply = answer(Question(Topic.FIGURES, tuple(hidden), (WELDERS,), together=True), knowledge)
    assert "entre 2 et 8 projets de recrutement (secret statistique)" in reply.sentence
    assert "Le niveau publié le plus proche" in text_of(reply)


def test_places_and_occupations_are_summed_when_asked_together(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.TOTALS, (BLESOIS, TOURAINE), together=True), knowledge)
    both = sums(knowledge, BLESOIS) + sums(knowledge, TOURAINE)
    assert f"au moins {number(both.projects.published)}" in reply.sentence
    assert "dans le Loir-et-Cher et en Indre-et-Loire ensemble" in reply.sentence
    assert list(reply.facts.asked) == [BLESOIS, TOURAINE]
    trades = answer(Question(Topic.FIGURES, (TOURS,), (ROOFERS, WELDERS), together=True), knowledge)
    total = sums(knowledge, TOURS, ROOFERS) + sums(knowledge, TOURS, WELDERS)
    assert f" : {number(total.projects.published)} projets" in trades.sentence
    assert "Détail" in text_of(trades)


def test_what_is_left_out_of_a_sum_is_subtracted_once(knowledge: Knowledge) -> None:
    without = answer(Question(Topic.TOTALS, (REGION,), excluded=(LOIRET,)), knowledge)
    rest = sums(knowledge, REGION) - sums(knowledge, LOIRET)
    assert f"sans le Loiret, les employeurs annoncent au moins {number(rest.projects.published)}" in without.sentence
    assert "total publié" not in text_of(without)
    both = answer(Question(Topic.TOTALS, (REGION,), excluded=(ORLEANS, LOIRET, "domaine:S")), knowledge)
    kept = rest - (sums(knowledge, REGION, "domaine:S") - sums(knowledge, LOIRET, "domaine:S"))
    assert number(kept.projects.published) in both.sentence
    nothing = answer(Question(Topic.FIGURES, (REGION,), (WELDERS,), excluded=("domaine:S",)), knowledge)
    assert number(sums(knowledge, REGION, WELDERS).projects.published) in nothing.sentence
    assert "Rien n'est retiré" in text_of(nothing)


def test_the_weight_of_an_occupation_is_in_its_place(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.FIGURES, (TOURS,), ("domaine:V",), statistic="weight"), knowledge)
    part, whole = sums(knowledge, TOURS, "domaine:V").projects, sums(knowledge, TOURS).projects
    low, high = part.low / (part.low + whole.high - part.high), part.high / (part.high + whole.low - part.low)
    assert f"soit entre {percent(low)} et {percent(high)} de tous les projets" in reply.sentence


def test_how_many_values_are_secret_and_what_they_may_hide(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.TOTALS, (TOURS,), statistic="masked"), knowledge)
    total = sums(knowledge, TOURS).projects
    assert f"{total.masked} valeurs sur {total.cells} sont secrètes" in reply.sentence
    assert (
        f"de {total.masked} à {4 * total.masked} projets, soit {number(total.high)} en tout au plus" in reply.sentence
    )


def test_a_place_the_survey_before_has_not_keeps_its_figures(knowledge: Knowledge) -> None:
    monaco = knowledge.territories.get("bassin:9399")
    assert knowledge.bmo.coverage(monaco, 2025) != "none"
    assert knowledge.bmo.coverage(monaco, 2024) == "none"
    reply = answer(Question(Topic.TOTALS, (monaco.ref,)), knowledge)
    assert number(sums(knowledge, monaco.ref).projects.published) in reply.sentence
    assert "Un an plus tôt" not in text_of(reply)


# Closed questions


@pytest.mark.parametrize(
    ("threshold", "first"),
    [("gt:86000", "Oui : "), ("gt:86268", "Non : "), ("lt:80000", "Non : "), ("ge:40%", "Oui : ")],
)
def test_a_threshold_is_answered_yes_or_no(knowledge: Knowledge, threshold: str, first: str) -> None:
    reply = answer(Question(Topic.TOTALS, (REGION,), threshold=threshold, closed=True), knowledge)
    assert reply.sentence.startswith(first)


def test_what_the_bounds_do_not_settle_cannot_be_said(knowledge: Knowledge) -> None:
    bounds = sums(knowledge, TOURS).interval(Measure.PROJECTS)
    middle = int(bounds.middle)
    assert bounds.low < middle < bounds.high
    reply = answer(Question(Topic.TOTALS, (TOURS,), threshold=f"gt:{middle}", closed=True), knowledge)
    assert reply.sentence.startswith("En 2025, ")
    assert reply.sentence.endswith("Oui ou non ? On ne peut pas le dire avec certitude.")


def test_difficult_is_half_of_the_projects_or_more_than_in_the_region(knowledge: Knowledge) -> None:
    seen = set()
    average = published(knowledge)[2025].difficult_percent
    assert average is not None
    for value in (ROOFERS, WELDERS, NURSES, "fap2021:S2X61 fap2009:S2Z61", "fap2021:A0X40 fap2009:A0Z40"):
        share = sums(knowledge, REGION, value).share_interval(Measure.DIFFICULT)
        assert share is not None
        # the region itself is set against France; its bassins against it
        reply = answer(Question(Topic.FIGURES, (TOURS,), (value,), measure=Measure.DIFFICULT, closed=True), knowledge)
        mine = sums(knowledge, TOURS, value).share_interval(Measure.DIFFICULT)
        if mine is None:
            continue
        hard = mine.low >= 0.5 or mine.low > average / 100
        easy = mine.high < 0.5 and mine.high <= average / 100
        first = "Oui" if hard else "Non" if easy else "En 2025"
        assert reply.sentence.startswith(first), value
        seen.add(first)
    assert {"Oui", "Non"} <= seen


def test_the_first_place_is_compared_as_it_was_asked(knowledge: Knowledge) -> None:
    assert sums(knowledge, TOURS).interval(Measure.PROJECTS).is_above(sums(knowledge, BLOIS).interval(Measure.PROJECTS))
    for places, ascending, first in ((0, 1), False, "Oui"), ((1, 0), False, "Non"), ((1, 0), True, "Oui"):
        asked = tuple((TOURS, BLOIS)[place] for place in places)
        question = Question(Topic.COMPARISON, asked, closed=True, ascending=ascending)
        assert answer(question, knowledge).sentence.startswith(f"{first} : ")


# Comparisons


def test_a_comparison_says_which_is_larger_and_which_is_harder(knowledge: Knowledge) -> None:
    sentence = answer(Question(Topic.COMPARISON, (TOURS, BLOIS)), knowledge).sentence
    shares = {ref: sums(knowledge, ref).share(Measure.DIFFICULT) for ref in (TOURS, BLOIS)}
    assert "le bassin d'emploi de Tours compte plus de projets" in sentence
    assert "c'est plus difficile dans le bassin d'emploi de Blois" in sentence
    for share in shares.values():
        assert share is not None
        assert percent(share.value) in sentence


def test_the_gap_is_told_with_its_bounds(knowledge: Knowledge) -> None:
    bassin = answer(Question(Topic.COMPARISON, (TOURS, BLOIS), statistic="gap"), knowledge).sentence
    one, two = sums(knowledge, TOURS).projects, sums(knowledge, BLOIS).projects
    low, high = one.low - two.high, one.high - two.low
    shown = one.published - two.published
    assert f"{number(shown)} projets de plus" in bassin or f"{number(low)} à {number(high)} projets de plus" in bassin
    assert number(low) in bassin
    assert number(high) in bassin
    official = answer(Question(Topic.COMPARISON, (LOIRET, TOURAINE), statistic="gap"), knowledge).sentence
    totals = [published(knowledge, ref)[2025].projects for ref in (TOURAINE, LOIRET)]
    assert f"l'Indre-et-Loire a {number(totals[0] - totals[1])} projets de plus que le Loiret" in official


@pytest.mark.parametrize("topic", [Topic.COMPARISON, Topic.TOTALS])
def test_two_communes_of_one_bassin_are_one_place(knowledge: Knowledge, topic: Topic) -> None:
    reply = answer(Question(topic, (TOURS, JOUE)), knowledge)
    assert "Tours et Joué-lès-Tours sont tous deux dans le bassin d'emploi de Tours" in text_of(reply)
    assert [row.ref for row in reply.rows] == ["bassin:2415"]
    assert reply.topic == topic.value
    assert list(reply.facts.asked) == [TOURS, JOUE]


def test_a_part_has_tight_bounds_in_its_whole(knowledge: Knowledge) -> None:
    sentence = answer(Question(Topic.COMPARISON, (TOURS, REGION)), knowledge).sentence
    part, rest = sums(knowledge, TOURS).projects, (sums(knowledge, REGION) - sums(knowledge, TOURS)).projects
    low, high = part.low / (part.low + rest.high), part.high / (part.high + rest.low)
    assert f"entre {percent(low)} et {percent(high)} des projets" in sentence


def test_a_comparison_over_several_years_is_a_series_for_each_side(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.COMPARISON, (TOURS,), (ROOFERS, NURSES), years=("2024", "2025")), knowledge)
    assert reply.topic == "evolution"
    assert {row.year for row in reply.rows} == {2024, 2025}
    assert len(reply.rows) == 4


# Evolutions


def test_ten_years_with_the_hole_filled_by_its_total(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.EVOLUTION, (REGION,)), knowledge)
    assert [row.year for row in reply.rows] == list(range(2016, 2026))
    (hole,) = [row for row in reply.rows if row.published_total is not None]
    assert (hole.year, hole.published_total, hole.figures) == (2021, published(knowledge)[2021].projects, None)
    assert "2021 est un total publié" in text_of(reply)
    assert [row.year for row in answer(Question(Topic.EVOLUTION, (TOURS,)), knowledge).rows] == SURVEYS


def test_the_last_change_and_the_change_since_the_first_are_told(knowledge: Knowledge) -> None:
    sentence = answer(Question(Topic.EVOLUTION, (TOURS,)), knowledge).sentence
    first, before, last = (sums(knowledge, TOURS, year=year).projects for year in (2016, 2024, 2025))
    assert sentence.startswith("De 2024 à 2025")
    least, most = last.low - before.high, last.high - before.low
    assert f"entre {signed(least)} et {signed(most)} projets" in sentence
    assert (
        f"entre {signed_percent(last.low / before.high - 1)} et {signed_percent(last.high / before.low - 1)}"
        in sentence
    )
    assert "depuis 2016" in sentence
    assert signed(last.low - first.published) in sentence
    assert signed(last.high - first.published) in sentence


@pytest.mark.parametrize(
    ("years", "movement", "told"),
    [
        (("2025",), "down", [2024, 2025]),
        (("0",), "", [2024, 2025]),
        (("-1",), "down", [2024, 2025]),
        (("-1", "0"), "", [2024, 2025]),
        (("2023",), "up", [2022, 2023]),
        (("2023",), "", [2023, 2024, 2025]),
    ],
)
def test_one_year_is_set_against_another_survey(
    knowledge: Knowledge, years: tuple[str, ...], movement: str, told: list[int]
) -> None:
    reply = answer(Question(Topic.EVOLUTION, (TOURS,), years=years, movement=movement), knowledge)
    assert list(reply.facts.years) == told


def test_a_change_between_two_published_totals_is_computed_on_them(knowledge: Knowledge) -> None:
    totals = published(knowledge)
    for first, last in pairwise((2015, 2018, 2021, 2023, 2025)):
        sentence = answer(Question(Topic.EVOLUTION, (REGION,), years=(f"{first}..{last}",)), knowledge).sentence
        moved = totals[last].projects - totals[first].projects
        assert (
            f"{signed(moved)} projets ({signed_percent(moved / totals[first].projects)}) (totaux publiés)" in sentence
        )


def test_from_a_published_total_to_rows_only_bounds_are_known(knowledge: Knowledge) -> None:
    sentence = answer(Question(Topic.EVOLUTION, (REGION,), years=("2021..2022",)), knowledge).sentence
    rows, total = sums(knowledge, REGION, year=2022).projects, published(knowledge)[2021].projects
    assert sentence.startswith("De 2021 à 2022")
    assert f"entre {signed(rows.low - total)} et {signed(rows.high - total)} projets" in sentence


def test_a_direction_that_secrets_leave_open_is_not_said(knowledge: Knowledge) -> None:
    region = knowledge.territories.get(REGION)
    checked = 0
    for unit in knowledge.territories.bassins_of(region):
        before, after = (sums(knowledge, unit.ref, "domaine:S", year) for year in (2024, 2025))
        move = after.interval(Measure.DIFFICULT) - before.interval(Measure.DIFFICULT)
        asked = Question(Topic.EVOLUTION, (unit.ref,), ("domaine:S",), ("2024..2025",), Measure.DIFFICULT, closed=True)
        sentence = answer(asked, knowledge).sentence
        words = {1: "progressent de", 0: "rien ne dit de façon certaine", -1: "reculent"}
        assert words[move.direction].partition(" de")[0] in sentence, unit.ref
        assert sentence.startswith("De 2024 à 2025" if not move.direction else "Oui")
        checked += not move.direction
    assert checked


@pytest.mark.parametrize(("movement", "first"), [("down", "Oui : "), ("up", "Non : ")])
def test_does_it_fall_is_answered_yes_or_no(knowledge: Knowledge, movement: str, first: str) -> None:
    move = sums(knowledge, TOURS).interval(Measure.PROJECTS) - sums(knowledge, TOURS, year=2024).interval(
        Measure.PROJECTS
    )
    assert move.direction == -1
    reply = answer(Question(Topic.EVOLUTION, (TOURS,), movement=movement, closed=True), knowledge)
    assert reply.sentence.startswith(first)


@pytest.mark.parametrize(("direction", "first"), [("down", "Oui : "), ("up", "Non : "), ("steady", "Non : ")])
def test_yes_or_no_agrees_with_the_direction_asked(knowledge: Knowledge, direction: str, first: str) -> None:
    helpers = "fap2021:T2A60 fap2009:T2A60"
    fell = sums(knowledge, REGION, helpers, 2023).interval(Measure.PROJECTS)
    assert sums(knowledge, REGION, helpers, 2022).interval(Measure.PROJECTS).is_above(fell)
    years = ("2022..2023",)
    asked = Question(Topic.EVOLUTION, (REGION,), (helpers,), years, direction=direction, closed=True)
    assert answer(asked, knowledge).sentence.startswith(first)


@pytest.mark.parametrize("direction", ["up", "down", "steady"])
def test_a_direction_left_open_is_neither_yes_nor_no(direction: str) -> None:
    assert moved_so(direction, Interval(-3, 5)) is None
    assert moved_so(direction, Interval.exactly(0)) is (direction == "steady")


@pytest.mark.parametrize("topic", [Topic.EVOLUTION, Topic.TOTALS])
def test_a_false_premise_is_set_right_first(knowledge: Knowledge, topic: Topic) -> None:
    wrong = answer(Question(topic, (TOURS,), movement="up"), knowledge)
    right = answer(Question(topic, (TOURS,), movement="down"), knowledge)
    assert wrong.sentence.startswith("C'est une baisse, non une hausse : ")
    assert not right.sentence.startswith("C'est")


def test_an_occupation_is_never_followed_by_another_one(knowledge: Knowledge) -> None:
    site = "fap2021:B6X73 fap2009:B6Z73"
    reply = answer(Question(Topic.EVOLUTION, (REGION,), (site,)), knowledge)
    assert list(reply.facts.occupations) == ["fap2021:B6X73"]
    assert list(reply.facts.years) == [2024, 2025]


def test_an_occupation_that_only_goes_with_its_neighbour_says_so(knowledge: Knowledge) -> None:
    followed = knowledge.occupations.followed(Selection.parse("fap2021:J3X42"), SURVEYS)
    assert followed.added
    reply = answer(Question(Topic.EVOLUTION, (REGION,), ("fap2021:J3X42",)), knowledge)
    assert list(reply.facts.years) == SURVEYS
    assert "plus large que la question" in text_of(reply)
    for ref in followed.added:
        assert f"«\u00a0{knowledge.occupations.get(ref).label}\u00a0»" in text_of(reply)


def test_before_2024_an_occupation_has_one_nomenclature(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.EVOLUTION, (REGION,), ("fap2009:B2Z40",), years=("2016..2023",)), knowledge)
    assert list(reply.facts.years) == [year for year in SURVEYS if year < 2024]
    for row in reply.rows:
        assert row.figures == sums(knowledge, REGION, "fap2009:B2Z40", row.year)


def test_two_series_are_read_year_by_year(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.EVOLUTION, (TOURS, BLOIS)), knowledge)
    lines = [row.text for row in reply.rows if row.text]
    assert len(lines) == len(SURVEYS)
    assert all("Tours" in line and "Blois" in line for line in lines)


def test_a_change_never_stands_outside_its_bounds(knowledge: Knowledge) -> None:
    """From 2016, where nothing is hidden, to 2025 the published sums differ by less than the true ones may."""
    moved = evaluate(Query((TOURS,), (2016, 2025), statistic=Statistic.CHANGE), knowledge).cells[0].value
    assert moved is not None
    assert moved.published is not None
    assert moved.published not in moved.interval
    sentence = answer(Question(Topic.EVOLUTION, (TOURS,), years=("2016..2025",)), knowledge).sentence
    assert signed(moved.published) not in sentence
    assert isinstance(moved.interval, Interval)


def test_a_change_of_partly_masked_sums_is_told_by_what_is_certain(knowledge: Knowledge) -> None:
    """Building in the Cher: 725 then 487 are published, and the change is −300 to −201, not −238."""
    question = Question(Topic.EVOLUTION, ("departement:18",), ("domaine:B",), years=("2024", "2025"))
    sentence = answer(question, knowledge).sentence
    assert "entre −300 et −201 projets" in sentence
    assert "−238" not in sentence


def test_the_shares_of_a_comparison_follow_the_order_of_its_places(knowledge: Knowledge) -> None:
    named = {BLOIS: "60,7", "commune:41269": "52,1"}
    for asked in (tuple(named), tuple(reversed(named))):
        sentence = plain_text(answer(Question(Topic.COMPARISON, asked), knowledge).sentence)
        assert sentence.startswith("En 2025, le bassin d'emploi de Blois compte plus de projets")
        assert "part de difficiles : 60,7 % et 52,1 % respectivement, sans écart certain" in sentence


def test_of_three_places_each_share_is_told_with_its_place(knowledge: Knowledge) -> None:
    sentence = plain_text(answer(Question(Topic.COMPARISON, (TOURS, ORLEANS, BLOIS)), knowledge).sentence)
    for place in (TOURS, ORLEANS):
        share, area = sums(knowledge, place).share(Measure.DIFFICULT), knowledge.territories.get(place)
        assert share is not None
        told_share = plain_text(percent(share.value))
        name = "d'Orléans" if area.name == "Orléans" else f"de {area.name}"
        assert f"{told_share} dans le bassin d'emploi {name}" in sentence


def test_one_secret_value_is_told_in_the_singular(knowledge: Knowledge) -> None:
    held = knowledge.bmo.by_occupation([knowledge.territories.get(LOIRET)], 2025)
    one = next(code for code, figures in held.items() if figures.non_seasonal.masked == 1 < figures.non_seasonal.cells)
    question = Question(Topic.FIGURES, (LOIRET,), (f"fap2021:{one}",), measure=Measure.NON_SEASONAL)
    assert "s'y ajoute 1 valeur secrète" in plain(answer(question, knowledge))


@pytest.mark.parametrize(
    ("places", "trades", "lead"),
    [
        ((BLOIS, TOURS), (NURSES,), "Hausse dans le bassin d'emploi de Blois, baisse dans le bassin d'emploi de T"),
        ((BLOIS,), (ROOFERS, NURSES), "Hausse pour « Infirmiers et sages-femmes », baisse pour « Couvreurs ». "),
        ((BLOIS,), (ROOFERS, COOKS), "Baisse dans les deux cas, plus forte pour "),
    ],
)
def test_several_series_are_told_apart_before_their_figures(
    knowledge: Knowledge, places: tuple[str, ...], trades: tuple[str, ...], lead: str
) -> None:
    asked = Question(Topic.EVOLUTION, places, trades, direction="up")
    sentence = plain_text(answer(asked, knowledge).sentence)
    assert sentence.startswith(lead)
    assert "C'est une baisse" not in sentence
