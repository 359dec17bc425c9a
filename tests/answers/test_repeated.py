"""An answer that gives the figures of the one before says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.registry import answer
from bot.answers.repeated import given_by, said_before
from bot.question import Question, Topic
from knowledge.library import Knowledge

DREUX = ("commune:28134",)
HAIR = ("fap2021:T0X60 fap2009:T0Z60",)
FIRST = Question(Topic.FIGURES, DREUX, HAIR, words=("esthéticienne",))


def _after(question: Question, knowledge: Knowledge) -> Question:
    return replace(question, given=given_by(answer(question, knowledge)), told=(*question.told, question.alone))


def test_two_words_of_one_trade_are_said_to_be_one(knowledge: Knowledge) -> None:
    second = replace(FIRST, words=("coiffeuse",))
    before = _after(FIRST, knowledge)
    said = said_before(answer(second, knowledge), second, before)
    assert "esthéticienne" in said
    assert "coiffeuse" in said
    which = _after(replace(second, told=before.told), knowledge)
    assert said_before(answer(second, knowledge), second, which) == said


@pytest.mark.parametrize("word", ["coiffeurs", "coiffeuse", "coiffure"])
def test_one_word_is_not_said_to_be_two(knowledge: Knowledge, word: str) -> None:
    before = _after(replace(FIRST, words=("coiffeuses",)), knowledge)
    elsewhere = replace(FIRST, territories=("commune:28085",), words=(word,))
    assert said_before(answer(elsewhere, knowledge), elsewhere, before) == ""


def test_figures_of_another_place_are_not_said_to_be_the_same(knowledge: Knowledge) -> None:
    elsewhere = replace(FIRST, territories=("commune:28085",), words=("coiffeuse",))
    note = said_before(answer(elsewhere, knowledge), elsewhere, _after(FIRST, knowledge))
    assert note.endswith("ensemble.")


def test_the_same_figures_are_said_to_be_the_same(knowledge: Knowledge) -> None:
    before = _after(FIRST, knowledge)
    assert said_before(answer(FIRST, knowledge), FIRST, before).startswith("C'est la même réponse")


def test_other_figures_are_new(knowledge: Knowledge) -> None:
    before = _after(FIRST, knowledge)
    for other in (replace(FIRST, territories=("commune:28085",)), replace(FIRST, years=("2023",))):
        assert said_before(answer(other, knowledge), other, before) == ""
    assert said_before(answer(FIRST, knowledge), FIRST, None) == ""


def test_a_yes_or_no_on_the_same_figures_is_new(knowledge: Knowledge) -> None:
    closed = replace(FIRST, closed=True)
    assert said_before(answer(closed, knowledge), closed, _after(FIRST, knowledge)) == ""
