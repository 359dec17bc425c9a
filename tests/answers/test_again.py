"""The same figure is not told twice as if it were new."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.again import asks_again, nothing_more
from bot.mentions import Mentions
from bot.question import Question, Topic
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge

GIEN, MASON = "commune:45155", "fap2021:B1X30+B1X31 fap2009:B2Z40"
BEFORE = Question(Topic.FIGURES, (GIEN,), (MASON,), words=("maçons",))


@pytest.mark.parametrize(
    ("question", "mentions", "again"),
    [
        (BEFORE, Mentions(), True),  # « et alors ? »
        (replace(BEFORE, inherited=("topic",), axis="places"), Mentions(), True),
        (replace(BEFORE, measure=Measure.DIFFICULT), Mentions(), False),  # « c'est dur ? »
        (replace(BEFORE, years=("2023",)), Mentions(), False),
        (replace(BEFORE, closed=True), Mentions(), False),  # « donc ça recrute ? » wants a yes
        (BEFORE, Mentions(territories=(GIEN,)), False),  # « je répète : à Gien »
    ],
)
def test_a_turn_that_changes_nothing_asks_again(question: Question, mentions: Mentions, again: bool) -> None:
    assert asks_again(question, mentions, BEFORE) is again


def test_the_first_question_never_asks_again() -> None:
    assert not asks_again(BEFORE, Mentions(), None)


def test_what_was_not_understood_is_said_with_questions_on_the_same_trade_and_place(knowledge: Knowledge) -> None:
    reply = nothing_more(BEFORE, "", knowledge)
    assert "« maçons », dans le bassin d'emploi de Gien" in reply.sentence.replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    ).replace("\N{NO-BREAK SPACE}", " ")
    assert all("Gien" in each.question or "maçons" in each.question for each in reply.suggestions)


def test_a_condition_left_aside_is_said_alone(knowledge: Knowledge) -> None:
    assert nothing_more(BEFORE, "L'enquête ne le mesure pas.", knowledge).sentence == "L'enquête ne le mesure pas."
