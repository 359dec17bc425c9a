"""A métier that is named and not known is said unknown, never answered by the one spoken of before."""

from __future__ import annotations

import pytest

from bot.answers.missing import Said, what_is_missing
from bot.mentions import Mentions
from bot.question import Question, Topic
from knowledge.library import Knowledge

PAY = Question(Topic.PORTRAIT, (), ("fap2021:D1X33 fap2009:D2Z42",), aspects=("pay",), inherited=("occupations",))


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("combien gagne un astronaute ?", "astronaute"),
        ("quel diplôme pour être chaudronniste ?", "chaudronniste"),
        ("on est payé combien ?", ""),
        ("c'est payé chaque mois ?", ""),
        ("ce métier est-il bien payé ?", ""),
        ("combien gagne une personne ?", ""),
        ("et les horaires ?", ""),
        ("quel diplôme pour être accepté là-dedans ?", ""),
    ],
)
def test_another_metier_is_not_the_one_before(text: str, unknown: str, knowledge: Knowledge) -> None:
    missing = what_is_missing(Said("portrait_metier", text, (), Mentions()), PAY, knowledge)
    assert (missing is not None and unknown in missing.sentence) if unknown else missing is None


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("combien de demande à Tours ?", ""),
        ("combien de dompteurs à Tours ?", "dompteurs"),
        ("les horaires pasque mon petit sort à 16h30", ""),
        ("un poste de rempailleur", "rempailleur"),
    ],
)
def test_only_a_word_in_the_place_of_a_metier_is_unknown(text: str, unknown: str, knowledge: Knowledge) -> None:
    missing = what_is_missing(Said("chiffre_metier", text, (), Mentions()), Question(Topic.FIGURES), knowledge)
    quoted = missing is not None and missing.topic == "unknown_occupation"
    assert quoted == bool(unknown)
    assert not quoted or (missing is not None and unknown in missing.sentence)
