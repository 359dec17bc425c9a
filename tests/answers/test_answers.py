"""Each topic's answer on the embedded base: the sentence, the rows, what is said of secrecy and of level.

Figures are never typed here: they come from the queries, which have tests of their own.
"""

from __future__ import annotations

import logging
from itertools import combinations

import pytest

from bot.answers.message import message_of
from bot.answers.registry import answer
from bot.answers.scope import areas
from bot.question import MAX_ROWS, Question, Topic
from bot.writing.french import number, percent
from knowledge.bmo.model import Measure
from knowledge.figures.sums import Figures
from knowledge.library import Knowledge
from knowledge.occupations.model import Nomenclature, Selection
from tests.answers.said import choices_of, table_of, text_of

TOURS, VOUVRAY, REGION = "commune:37261", "commune:37281", "region:24"
ROOFERS = "fap2021:B1X34 fap2009:B2Z44"
CARERS = "fap2021:V0X60 fap2009:V0Z60"
SOURCES = {
    Topic.JOB_SEEKERS: "France Travail, statistiques du marché du travail",
    Topic.PORTRAIT: "Dares",
    Topic.NEAR: "ROME",
}
"""Where what stands beside the survey comes from."""


def figures(knowledge: Knowledge, ref: str, value: str | None = None, year: int = 2025) -> Figures:
    found = knowledge.bmo.figures([knowledge.territories.get(ref)], Selection.parse(value) if value else None, year)
    assert found is not None
    return found


def test_a_commune_is_answered_at_its_bassin_and_says_so(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RECRUITING, (VOUVRAY,)), knowledge)
    assert "Vouvray fait partie du bassin d'emploi de Tours" in text_of(reply)
    assert list(reply.facts.territories) == ["bassin:2415"]
    assert list(reply.facts.asked) == [VOUVRAY]


@pytest.mark.parametrize("measure", list(Measure))
def test_rankings_are_in_order_and_never_longer_than_ten(knowledge: Knowledge, measure: Measure) -> None:
    reply = answer(Question(Topic.RECRUITING, (REGION,), measure=measure), knowledge)
    values = [row.figures.interval(measure).low for row in reply.rows if row.figures]
    assert values == sorted(values, reverse=True)
    assert 0 < len(reply.rows) <= MAX_ROWS
    first = reply.rows[0].figures
    assert first is not None
    assert number(values[0] if measure is Measure.NON_SEASONAL else first.of(measure).published) in reply.sentence


def test_a_share_is_asked_and_given_as_a_share(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.TOTALS, (TOURS,), measure=Measure.DIFFICULT, share=True), knowledge)
    share = figures(knowledge, "bassin:2415").share(Measure.DIFFICULT)
    assert share is not None
    assert percent(share.value) in reply.sentence
    assert "Part entre" in text_of(reply)


def test_a_total_with_secret_cells_is_a_minimum_with_its_interval(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.TOTALS, (TOURS,)), knowledge)
    total = figures(knowledge, "bassin:2415").projects
    assert f"au moins {number(total.published)}" in reply.sentence
    assert number(total.low) in text_of(reply)
    assert number(total.high) in text_of(reply)


def test_a_masked_figure_is_said_secret_and_the_nearest_published_is_given(knowledge: Knowledge) -> None:
    place = knowledge.territories.get("bassin:2403")
    occupation = next(
        each.ref
        for each in knowledge.occupations.all(Nomenclature.FAP2021)
        if (found := knowledge.bmo.figures([place], Selection.parse(each.ref), 2025)) and found.projects.is_masked
    )
    reply = answer(Question(Topic.FIGURES, (place.ref,), (occupation,)), knowledge)
    assert "secret statistique" in reply.sentence
    assert "Le niveau publié le plus proche" in text_of(reply)
    assert table_of(reply).rows[0].totals["projects"].masked == 1


def test_a_year_without_rows_is_answered_from_the_published_totals(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.TOTALS, (REGION,), years=("2021",)), knowledge)
    published = {total.year: total for total in knowledge.bmo.published_totals(REGION)}
    assert number(published[2021].projects) in reply.sentence
    assert "total publié" in reply.sentence


def test_a_year_nobody_holds_gives_the_years_held(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.TOTALS, (REGION,), years=("1998",)), knowledge)
    assert "1998" in reply.sentence
    assert all(str(year) in text_of(reply) for year in knowledge.bmo.years())
    assert not reply.rows


def test_published_totals_are_compared_with_each_other_only(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.EVOLUTION, (REGION,), years=("2017..2018",)), knowledge)
    assert "totaux publiés" in reply.sentence
    assert "%" in reply.sentence


def test_an_occupation_is_followed_across_nomenclatures_only_when_it_keeps_its_meaning(knowledge: Knowledge) -> None:
    followed = answer(Question(Topic.EVOLUTION, (REGION,), ("fap2021:V1X80 fap2009:V1Z80",)), knowledge)
    assert list(followed.facts.years) == list(knowledge.bmo.years())
    broken = answer(Question(Topic.EVOLUTION, (REGION,), ("fap2021:B1X30+B1X31 fap2009:B2Z40",)), knowledge)
    assert list(broken.facts.years) == [2024, 2025]
    assert "nomenclature" in text_of(broken)


def test_two_places_are_set_side_by_side(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.COMPARISON, ("bassin:2407", "bassin:2408")), knowledge)
    assert [row.ref for row in reply.rows] == ["bassin:2407", "bassin:2408"]
    assert "contre" in reply.sentence


def test_the_home_region_answers_when_no_place_is_named(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.WHERE, (), (CARERS,)), knowledge)
    assert list(reply.facts.territories) == [REGION]
    assert all(row.ref.startswith("bassin:24") for row in reply.rows)


def test_a_threshold_filters_the_ranking(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RECRUITING, (REGION,), threshold="gt:2000"), knowledge)
    assert reply.rows
    assert all(row.figures and row.figures.projects.published > 2000 for row in reply.rows)


@pytest.mark.parametrize("topic", [Topic.RECRUITING, Topic.DIAGNOSTIC])
def test_what_concerns_the_operator_is_logged_and_not_shown(
    knowledge: Knowledge, topic: Topic, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="bot"):
        reply = answer(Question(topic, ("commune:69123",)), knowledge)
    assert "import-bmo" in caplog.text
    assert "import-bmo" not in f"{text_of(reply)} {message_of(reply)}"
    assert "administre" not in f"{text_of(reply)} {message_of(reply)}"


def test_a_list_of_a_place_outside_the_figures_is_its_regions_with_its_own_total(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RECRUITING, ("commune:69123",)), knowledge)
    assert "voici celui de sa région" in reply.sentence
    assert list(reply.facts.territories) == ["region:84"]
    assert reply.notes[0].startswith("Tous métiers confondus, dans le bassin d'emploi de Lyon Centre : ")


def test_an_ambiguous_place_is_asked_with_departement_and_bassin(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RECRUITING, ("commune:36202|commune:28353",)), knowledge)
    assert reply.topic == "clarification"
    assert len(choices_of(reply)) == 2
    assert all("bassin d'emploi" in button.title for button in choices_of(reply))
    assert not any(button.says.startswith("/") for button in choices_of(reply))


def test_every_figure_has_its_source_and_its_next_questions(knowledge: Knowledge) -> None:
    for topic in Topic:
        of_a_metier = {Topic.FIGURES, Topic.WHERE, Topic.PORTRAIT, Topic.NEAR}
        occupations = (ROOFERS,) if topic in of_a_metier else ()
        places = ("bassin:2415", "bassin:2421") if topic is Topic.COMPARISON else ("departement:45",)
        reply = answer(Question(topic, places, occupations), knowledge)
        producer = SOURCES.get(topic, "France Travail, enquête")
        if not topic.is_live:  # nothing is connected: there is no figure of it
            assert reply.source.startswith(f"Source : {producer}"), topic
        assert 1 <= len(choices_of(reply)) <= 4, topic
        assert all(button.says for button in choices_of(reply))


def test_sectors_are_ranked_on_the_sums_of_their_occupations(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RECRUITING, (TOURS,), grain="sector"), knowledge)
    assert [row.ref.partition(":")[0] for row in reply.rows] == ["domaine"] * len(reply.rows)
    for row in reply.rows:
        assert row.figures == figures(knowledge, "bassin:2415", row.ref)
    values = [row.figures.projects.published for row in reply.rows if row.figures]
    assert values == sorted(values, reverse=True)
    assert "le secteur qui recrute le plus" in reply.sentence


def test_what_is_left_out_is_not_ranked_and_is_said(knowledge: Knowledge) -> None:
    whole = answer(Question(Topic.RANKING, (REGION,), level="bassin"), knowledge)
    without = answer(Question(Topic.RANKING, (REGION,), level="bassin", excluded=("commune:45234",)), knowledge)
    assert whole.rows[0].label == "Orléans"
    assert [row.ref for row in without.rows[:9]] == [row.ref for row in whole.rows[1:]]
    assert "Sans\u00a0: Orléans" in text_of(without)


def test_a_sector_is_left_out_with_all_its_occupations(knowledge: Knowledge) -> None:
    codes = knowledge.occupations.codes_in_sector("domaine:S", Nomenclature.FAP2021)
    reply = answer(Question(Topic.RECRUITING, (REGION,), excluded=("domaine:S",)), knowledge)
    assert not {f"fap2021:{code}" for code in codes} & {row.ref for row in reply.rows}
    assert len(reply.rows) == MAX_ROWS


def test_a_place_knows_its_rank(knowledge: Knowledge) -> None:
    order = answer(Question(Topic.RANKING, (REGION,), level="bassin"), knowledge).rows
    for rank, row in enumerate(order[:3], start=1):
        reply = answer(Question(Topic.RANKING, (row.ref,), rank=True), knowledge)
        assert reply.facts.rank == rank
        assert f"{'1er' if rank == 1 else f'{rank}e'} sur {reply.facts.of}" in reply.sentence


def test_a_part_is_weighed_in_its_whole_instead_of_being_called_smaller(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.COMPARISON, (TOURS, REGION)), knowledge)
    part, whole = figures(knowledge, "bassin:2415"), figures(knowledge, REGION)
    assert percent(part.projects.published / whole.projects.published) in reply.sentence
    assert f"secret statistique : {whole.projects.masked} valeurs" in text_of(reply).replace("\u00a0", " ")


def test_a_count_is_of_all_projects_even_among_the_difficult_ones(knowledge: Knowledge) -> None:
    question = Question(Topic.WHERE, (REGION,), (CARERS,), measure=Measure.DIFFICULT, threshold="ge:50&le:100")
    for row in answer(question, knowledge).rows:
        assert row.figures is not None
        assert 50 <= row.figures.projects.published <= 100


def test_what_is_left_out_of_a_list_is_out_of_its_rows_or_said_not_to_be(knowledge: Knowledge) -> None:
    elsewhere = answer(Question(Topic.RANKING, ("departement:45",), excluded=(TOURS,)), knowledge)
    assert "Je ne peux pas retirer de cette liste\u00a0: Tours" in text_of(elsewhere)
    reply = answer(Question(Topic.RANKING, (REGION,), level="departement", excluded=(TOURS,)), knowledge)
    assert "Sans\u00a0: Tours" in text_of(reply)
    row = next(row for row in reply.rows if row.ref == "departement:37")
    assert row.figures == figures(knowledge, "departement:37") - figures(knowledge, "bassin:2415")
    without = answer(Question(Topic.RANKING, (REGION,), level="bassin", excluded=("departement:36",)), knowledge)
    held = {unit.ref for unit in knowledge.territories.bassins_of(knowledge.territories.get("departement:36"))}
    assert held.isdisjoint(row.ref for row in without.rows)


def test_an_order_that_secrets_leave_unknown_is_said(knowledge: Knowledge) -> None:
    region = knowledge.territories.get(REGION)
    bassins = [unit.ref for unit in knowledge.territories.bassins_of(region) if unit.ref != "bassin:2421"]
    bounds = {ref: figures(knowledge, ref).interval(Measure.PROJECTS) for ref in bassins}
    unsettled = 0
    for first, second in combinations(bassins, 2):
        overlap = not (bounds[first].is_above(bounds[second]) or bounds[second].is_above(bounds[first]))
        unsettled += overlap
        if overlap or first == bassins[0]:
            sentence = answer(Question(Topic.COMPARISON, (first, second)), knowledge).sentence
            assert ("l'ordre n'est pas certain" in sentence) is overlap
            assert ("compte plus de projets" in sentence) is not overlap
    assert unsettled


def test_a_place_over_several_bassins_has_a_rank_for_each(knowledge: Knowledge) -> None:
    places = ("commune:37261", "commune:41018")
    reply = answer(Question(Topic.RANKING, places, rank=True), knowledge)
    assert "Tours" in reply.sentence
    assert "Blois" in reply.sentence


def test_a_part_of_the_total_is_not_set_beside_the_total_of_the_year_before(knowledge: Knowledge) -> None:
    assert "Un an plus tôt" in text_of(answer(Question(Topic.TOTALS, (TOURS,)), knowledge))
    part = answer(Question(Topic.TOTALS, (TOURS,), measure=Measure.DIFFICULT), knowledge)
    assert "Un an plus tôt" not in text_of(part)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("bassin:2415", "bassin:2416"), ""),
        ((TOURS, "bassin:2416"), ""),
        (
            ("commune:37050", "bassin:2416"),
            "Chambray-lès-Tours : l'enquête répond sur les bassins d'emploi de Tours et",
        ),
        (("commune:37050", TOURS), "Chambray-lès-Tours et Tours sont tous deux dans le bassin d'emploi de Tours"),
    ],
)
def test_a_sum_of_bassins_says_no_more_than_what_was_asked(
    asked: tuple[str, ...], told: str, knowledge: Knowledge
) -> None:
    (place,) = areas(Question(Topic.TOTALS, asked, together=True), knowledge)
    assert place.note.startswith(told)
    assert bool(place.note) == bool(told)
