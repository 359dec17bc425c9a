"""A trade the survey counts under a label that does not say its word is told with that label, once."""

from __future__ import annotations

import pytest

from bot.answers.grouped import grouped
from bot.answers.scope import chosen
from bot.question import Question, Topic
from bot.writing.french import quoted
from knowledge.library import Knowledge
from knowledge.occupations.gazetteer import link

CASES = [
    ("zingueur", [f"L'enquête compte {quoted('zingueur')} dans {quoted('Couvreurs')}."]),
    ("couvreuses", []),
    ("mécano", []),
    ("informatique", []),
    ("chauffeurs", []),
]


def _asked(word: str) -> Question:
    return Question(Topic.FIGURES, occupations=(link(f"poste : {word}")[0].selection.value,), words=(word,))


@pytest.mark.parametrize(("word", "notes"), CASES, ids=[word for word, _ in CASES])
def test_a_label_without_the_word_is_explained(word: str, notes: list[str], knowledge: Knowledge) -> None:
    question = _asked(word)
    wanted = [chosen(value, 2025, knowledge) for value in question.occupations]
    assert list(grouped(question, wanted)) == notes


def test_it_is_not_said_again_of_a_trade_kept(knowledge: Knowledge) -> None:
    question = _asked("zingueur")
    wanted = [chosen(value, 2025, knowledge) for value in question.occupations]
    kept = Question(Topic.FIGURES, (), question.occupations, words=question.words, inherited=("occupations",))
    assert not list(grouped(kept, wanted))
