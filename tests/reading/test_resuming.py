"""A wider word said after a trade is that trade; said as another question, it is itself."""

from __future__ import annotations

import pytest

from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading.resuming import resumed
from knowledge.occupations.gazetteer import link

CASES = [
    # trade spoken of, word said then, whether it is still the trade
    ("chauffeurs poids lourd", "chauffeurs", True),
    ("PL", "chauffeurs", True),
    ("agents d'entretien", "agents", True),
    ("opérateurs IAA", "opérateurs", True),
    ("vendeurs en boulangerie", "vendeurs", True),
    ("chauffeurs", "chauffeurs poids lourd", False),
    ("couvreurs", "chauffeurs", False),
    ("couvreurs", "agents d'entretien", False),
    ("soudeurs", "ingénieurs", False),
]


def _value(word: str) -> str:
    return next(each.selection.value for each in link(f"poste : {word}"))


@pytest.mark.parametrize(("before", "said", "same"), CASES, ids=[f"{case[0]} > {case[1]}" for case in CASES])
def test_a_wider_word_is_the_trade_spoken_of(before: str, said: str, same: bool) -> None:
    previous = Question(Topic.FIGURES, occupations=(_value(before),), words=(before,))
    mentions = Mentions(occupations=(_value(said),), words=(said,))
    assert resumed(mentions, previous).occupations == (_value(before if same else said),)


def test_another_question_takes_the_word_as_it_is() -> None:
    previous = Question(Topic.FIGURES, occupations=(_value("PL"),), words=("PL",))
    mentions = Mentions(occupations=(_value("chauffeurs"),), words=("chauffeurs",), follows=True)
    assert resumed(mentions, previous) is mentions
