"""Of several places, one that is not held hides none of the others."""

from __future__ import annotations

import pytest

from bot.answers.registry import answer
from bot.question import Question, Topic
from knowledge.library import Knowledge

VIERZON, BLOIS, LIMOGES, NIORT = "commune:18279", "commune:41018", "commune:87085", "commune:79191"
CARERS = "fap2021:V0X60 fap2009:V0Z60"


@pytest.mark.parametrize("places", [(LIMOGES, VIERZON), (VIERZON, LIMOGES), (LIMOGES, VIERZON, NIORT)])
def test_the_place_that_is_held_is_answered_and_the_other_said(places: tuple[str, ...], knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.COMPARISON, places, (CARERS,)), knowledge)
    assert reply.facts["topic"] == "figures"
    assert "Vierzon" in reply.sentence
    assert any("Limoges" in note for note in reply.notes)


def test_two_places_left_are_compared(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.COMPARISON, (VIERZON, LIMOGES, BLOIS)), knowledge)
    assert reply.facts["topic"] == "comparison"
    assert any("Limoges" in note for note in reply.notes)


def test_one_place_alone_that_is_not_held_is_said_so(knowledge: Knowledge) -> None:
    assert answer(Question(Topic.FIGURES, (LIMOGES,), (CARERS,)), knowledge).facts["topic"] == "not_held"
