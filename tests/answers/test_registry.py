"""Of several places, one that is not held hides none of the others."""

from __future__ import annotations

import pytest

from bot.answers.registry import answer
from bot.question import Question, Topic
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge

VIERZON, BLOIS, LIMOGES, NIORT = "commune:18279", "commune:41018", "commune:87085", "commune:79191"
CARERS = "fap2021:V0X60 fap2009:V0Z60"


@pytest.mark.parametrize("places", [(LIMOGES, VIERZON), (VIERZON, LIMOGES), (LIMOGES, VIERZON, NIORT)])
def test_the_place_that_is_held_is_answered_and_the_other_said(places: tuple[str, ...], knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.COMPARISON, places, (CARERS,)), knowledge)
    assert reply.topic == "figures"
    assert "Vierzon" in reply.sentence
    assert any("Limoges" in note for note in reply.notes)


def test_places_are_compared_by_their_totals(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.COMPARISON, (VIERZON, LIMOGES, BLOIS)), knowledge)
    assert reply.topic == "comparison"
    assert any("Limoges" in row.label for row in reply.rows)


LENS, STRASBOURG, BREST, POLYNESIA = "commune:62498", "commune:67482", "commune:29019", "departement:987"
COOKS = "fap2021:S1X40 fap2009:S1Z40"
NORTH, EAST, BRITTANY = "region:32", "region:44", "region:53"


@pytest.mark.parametrize(
    ("asked", "topic", "given"),
    [
        (Question(Topic.FIGURES, (LENS,), (CARERS,)), "figures", [NORTH]),
        (Question(Topic.RECRUITING, (LENS,)), "recruiting", [NORTH]),
        (Question(Topic.RECRUITING, (BREST,), grain="sector"), "recruiting", [BRITTANY]),
        (Question(Topic.PROGRESS, (STRASBOURG,), movement="up"), "progress", [EAST]),
        (Question(Topic.EVOLUTION, (STRASBOURG,), (CARERS,)), "evolution", [EAST]),
        (Question(Topic.TOTALS, (LENS,), excluded=("domaine:A",)), "totals", [NORTH]),
        (Question(Topic.COMPARISON, (LENS,), (CARERS, COOKS)), "comparison", [NORTH]),
        (Question(Topic.COMPARISON, (LENS, STRASBOURG), (CARERS,)), "comparison", [NORTH, EAST]),
        (Question(Topic.COMPARISON, (LENS, "commune:59350"), (CARERS,)), "figures", [NORTH]),
        (Question(Topic.SUMMARY, (LENS,), (CARERS,)), "summary", [NORTH]),
        (Question(Topic.FIGURES, (LENS,), (CARERS,), years=("2018",)), "figures", [NORTH]),
    ],
)
def test_what_a_town_lacks_is_answered_for_its_region(
    asked: Question, topic: str, given: list[str], knowledge: Knowledge
) -> None:
    reply = answer(asked, knowledge)
    assert (reply.topic.value, list(reply.facts.territories)) == (topic, given)
    assert reply.sentence.startswith("Je n'ai pas le détail par métier de ")
    assert reply.source
    assert not set(given) & set(reply.facts.lacking)


def test_the_limit_is_a_note_once_the_place_was_asked(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.FIGURES, (LENS,), (CARERS,), inherited=("territories",)), knowledge)
    assert reply.sentence.startswith("En 2025, dans les Hauts-de-France")
    assert reply.notes[0] == "Chiffres des Hauts-de-France : je n'ai pas le détail par métier de Lens."


@pytest.mark.parametrize("topic", [Topic.SUMMARY, Topic.TOTALS, Topic.EVOLUTION])
def test_totals_are_the_towns_own(topic: Topic, knowledge: Knowledge) -> None:
    reply = answer(Question(topic, (LENS,)), knowledge)
    assert reply.facts.territories == ("bassin:3227",)
    assert not reply.facts.lacking


@pytest.mark.parametrize(
    ("asked", "topic", "says"),
    [
        (Question(Topic.WHERE, (BRITTANY,), (CARERS,)), "figures", "ni par bassin ni par département en Bretagne"),
        (Question(Topic.WHERE, (BREST,), (CARERS,), level="departement"), "figures", "ni par bassin"),
        (Question(Topic.WHERE, ("france:FR",), (CARERS,), level="departement"), "where", "que par région"),
    ],
)
def test_parts_that_are_not_held_leave_the_whole(asked: Question, topic: str, says: str, knowledge: Knowledge) -> None:
    reply = answer(asked, knowledge)
    assert reply.topic == topic
    assert says in reply.sentence
    assert reply.rows


def test_a_place_the_survey_does_not_go_to_has_no_wider_one(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.FIGURES, (POLYNESIA,), (CARERS,)), knowledge)
    assert reply.topic == "not_held"


def test_the_shares_of_a_town_and_of_a_region_are_set_side_by_side(knowledge: Knowledge) -> None:
    asked = Question(Topic.COMPARISON, (VIERZON, LENS), (CARERS,), measure=Measure.DIFFICULT, share=True)
    reply = answer(asked, knowledge)
    assert reply.topic == "comparison"
    assert [row.territory for row in reply.rows] == ["bassin:2402", NORTH]
    assert "Lens" in reply.sentence
