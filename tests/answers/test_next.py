"""What follows an answer: buttons that lead somewhere in the same year, the rest of a list, another level."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.answers.fallback import not_understood
from bot.answers.registry import answer
from bot.answers.scale import rescaled
from bot.mentions import Mentions
from bot.question import MAX_ROWS, Question, Topic
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge
from tests.answers.said import text_of

TOURS, REGION, GIEN = "commune:37261", "region:24", "commune:45155"
ROOFERS = "fap2021:B1X34 fap2009:B2Z44"
SAILORS = "fap2021:A3X41 fap2009:A3Z41"


@pytest.mark.parametrize(
    "question",
    [
        Question(Topic.RECRUITING, (TOURS,), years=("2023",)),
        Question(Topic.TOTALS, (TOURS,), years=("2023",)),
        Question(Topic.FIGURES, (TOURS,), (ROOFERS,), ("-2",)),
        Question(Topic.WHERE, (), (ROOFERS,), ("2023",)),
        Question(Topic.RANKING, years=("2023",)),
        Question(Topic.COMPARISON, (TOURS, GIEN), years=("2023",)),
    ],
    ids=lambda question: question.topic.value,
)
def test_a_button_stays_in_the_year_of_the_answer(knowledge: Knowledge, question: Question) -> None:
    reply = answer(question, knowledge)
    assert reply.suggestions
    for each in reply.suggestions:
        assert each.spans_years or "en 2023" in each.question, each
    latest = answer(Question(question.topic, question.territories, question.occupations), knowledge)
    assert not [each for each in latest.suggestions if " en 20" in each.question]


def test_after_a_year_without_rows_buttons_go_to_the_latest_and_say_so(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.TOTALS, (REGION,), years=("2021",)), knowledge)
    dated = [each for each in reply.suggestions if not each.spans_years]
    assert dated
    assert all("2025" in each.title and "en 2025" in each.question for each in dated)


def test_a_list_goes_on_without_gap_to_its_end(knowledge: Knowledge) -> None:
    question = Question(Topic.WHERE, (), (ROOFERS,))
    refs: list[str] = []
    while rows := (reply := answer(question, knowledge)).rows:
        assert rows[0].text.startswith(f"{len(refs) + 1}. ")
        assert len(rows) <= MAX_ROWS
        refs.extend(row.ref for row in rows)
        question = Question(Topic.WHERE, (), (ROOFERS,), skip=len(refs))
    assert len(refs) == len(set(refs)) > MAX_ROWS
    assert "il n'y en a pas d'autre" in reply.sentence
    assert "la suite" not in [each.question for each in reply.suggestions]


def test_a_list_longer_than_asked_says_how_many_there_are(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RECRUITING, (TOURS,), limit=20), knowledge)
    assert len(reply.rows) == MAX_ROWS
    assert "voici les 10 premiers" in text_of(reply)
    assert reply.suggestions[0].question == "la suite"


def test_where_there_is_no_project_only_what_leads_somewhere_is_offered(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.FIGURES, (GIEN,), (SAILORS,)), knowledge)
    assert "aucun projet" in reply.sentence
    asked = [each.question for each in reply.suggestions]
    assert not [each for each in asked if "difficile" in each or "évolution" in each]
    assert any("dans le Loiret" in each for each in asked)


def test_an_evolution_of_difficult_projects_does_not_offer_itself(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.EVOLUTION, (TOURS,), measure=Measure.DIFFICULT), knowledge)
    assert not [each for each in reply.suggestions if "difficiles" in each.question]


def test_a_place_without_detail_offers_no_trades(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.TOTALS, ("commune:69123",)), knowledge)
    assert not [each for each in reply.suggestions if "métiers" in each.question]


@pytest.mark.parametrize(
    ("previous", "level", "expected"),
    [
        (Question(Topic.TOTALS, (TOURS,)), "departement", ("departement:37",)),
        (Question(Topic.TOTALS, (TOURS,)), "bassin", ("bassin:2415",)),
        (Question(Topic.TOTALS, (TOURS,)), "epci", ("epci:243700754",)),
        (Question(Topic.TOTALS, ("bassin:2415",)), "commune", (TOURS,)),
        (Question(Topic.TOTALS, ("departement:37",), before=("bassin:2415",)), "commune", (TOURS,)),
        (Question(Topic.COMPARISON, (TOURS, GIEN)), "departement", ("departement:37", "departement:45")),
        (Question(Topic.TOTALS, (REGION,)), "commune", ()),
    ],
)
def test_the_same_place_at_another_level(
    knowledge: Knowledge, previous: Question, level: str, expected: tuple[str, ...]
) -> None:
    assert rescaled(Mentions(scale=level), previous, knowledge).territories == expected


def test_the_bassins_of_the_departement_are_listed_there(knowledge: Knowledge) -> None:
    told = rescaled(Mentions(scale="departement", level="bassin"), Question(Topic.TOTALS, (TOURS,)), knowledge)
    assert (told.territories, told.level) == (("departement:37",), "bassin")


def test_a_level_without_a_place_before_is_a_ranking_at_that_level(knowledge: Knowledge) -> None:
    told = rescaled(Mentions(scale="bassin"), Question(Topic.RANKING), knowledge)
    assert told.level == "bassin"


def test_ten_messages_without_meaning_never_get_the_same_sentence_three_times(knowledge: Knowledge) -> None:
    said = Counter(not_understood(Mentions(), knowledge, again=count).sentence for count in range(10))
    assert max(said.values()) <= 2
