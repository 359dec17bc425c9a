"""Two questions that one reply answers are the same to the grades: the reply must say what is asked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.question import Question, Topic
from tests.reading.grading import faults
from tests.reading.player import Played

DREUX, CHARTRES, LOIR_ET_CHER = "commune:28134", "commune:28085", "departement:41"
MASON, ROOFER = "fap2021:B1X31 fap2009:B2Z40", "fap2021:B1X34 fap2009:B2Z44"
TWO_TOWNS = {"act": "ask", "by": "bassin", "places": ["bassin: Dreux", "bassin: Chartres"]}


def graded(gold: dict[str, Any], question: Question) -> list[str]:
    """Return the faults of a turn understood as ``question``."""
    return faults(gold, Played("preciser", "action_comparison", question.topic.value, question))


@pytest.mark.parametrize(
    ("gold", "question", "expected"),
    [
        (TWO_TOWNS, Question(Topic.COMPARISON, (DREUX, CHARTRES)), []),
        (TWO_TOWNS, Question(Topic.COMPARISON, (DREUX,)), ["topic", "places"]),
        (
            {"act": "ask", "by": "region", "places": ["Bretagne", "Occitanie", "Centre-Val de Loire"]},
            Question(Topic.COMPARISON, ("region:53", "region:76")),
            ["topic"],
        ),
        ({**TWO_TOWNS, "order": "least"}, Question(Topic.COMPARISON, (DREUX, CHARTRES)), ["topic"]),
        ({**TWO_TOWNS, "by": "departement"}, Question(Topic.COMPARISON, (DREUX, CHARTRES)), ["topic"]),
        (
            {"act": "ask", "by": "occupation", "limit": 1, "occupations": ["maçon", "couvreur"], "places": ["Dreux"]},
            Question(Topic.COMPARISON, (DREUX,), (MASON, ROOFER)),
            [],
        ),
        (
            {"act": "ask", "tell": "weight", "places": ["bassin: Blois"]},
            Question(Topic.COMPARISON, ("commune:41018", LOIR_ET_CHER), share=True),
            [],
        ),
        (
            {"act": "ask", "tell": "weight", "places": ["bassin: Blois", "Loir-et-Cher"]},
            Question(Topic.COMPARISON, ("commune:41018", LOIR_ET_CHER), share=True),
            [],
        ),
        (
            {"act": "ask", "tell": "weight", "places": ["bassin: Blois"]},
            Question(Topic.COMPARISON, ("commune:41018", DREUX), share=True),
            ["topic", "places"],
        ),
    ],
)
def test_a_comparison_that_says_what_is_asked_is_right(
    gold: dict[str, Any], question: Question, expected: list[str]
) -> None:
    assert graded(gold, question) == expected
