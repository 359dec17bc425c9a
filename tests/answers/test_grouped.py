"""A trade the survey counts under a label that does not say its word is told with that label, once."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.answers.grouped import grouped
from bot.answers.registry import answer
from bot.answers.scope import chosen
from bot.question import Question, Topic
from bot.writing.french import quoted, typeset
from knowledge.bmo.model import Measure
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


NAMED = [
    (("maçons",), "pour « maçons »", "Détail : Maçons peu qualifiés"),
    (("développeurs",), "pour « développeurs »", "Détail : Ingénieurs et cadres d'étude"),
    (("couvreurs",), "pour « Couvreurs »", ""),
    ((), "pour « Maçons peu qualifiés » et « Maçons qualifiés »", ""),
]


@pytest.mark.parametrize(("words", "says", "note"), NAMED)
def test_a_trade_of_long_labels_is_called_by_its_word(
    words: tuple[str, ...], says: str, note: str, knowledge: Knowledge
) -> None:
    asked = _asked(words[0] if words else "maçons")
    reply = answer(replace(asked, territories=("region:24",), words=words), knowledge)
    assert typeset(says) in typeset(reply.sentence)
    assert not note or any(each.startswith(note) for each in reply.notes)


def test_two_trades_compared_are_called_by_their_words(knowledge: Knowledge) -> None:
    one, other = _asked("maçons"), _asked("développeurs")
    both = Question(
        Topic.COMPARISON, ("bassin:2409",), one.occupations + other.occupations, words=("maçons", "développeurs")
    )
    reply = answer(both, knowledge)
    assert len(reply.sentence) < 250
    assert [row.label for row in reply.rows] == ["Maçons", "Développeurs"]
    assert len([note for note in reply.notes if note.startswith("L'enquête compte")]) == 2
    assert "Ingénieurs" not in reply.sentence


@pytest.mark.parametrize("word", ["manutentionnaires", "maçons", "développeurs", "soudeurs"])
def test_no_part_is_above_its_total(word: str, knowledge: Knowledge) -> None:
    asked = replace(_asked(word), measure=Measure.DIFFICULT, share=True)
    for unit in knowledge.territories.bassins_of(knowledge.territories.home):
        sentence = answer(replace(asked, territories=(unit.ref,)), knowledge).sentence
        for part, whole in re.findall(r"(\d[\d\s]*)(?: publiés)? sur (\d[\d\s]*)", sentence):
            assert int("".join(part.split())) <= int("".join(whole.split())), sentence
