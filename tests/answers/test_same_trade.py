"""Whether two words are one trade of the survey is answered by what holds each, never by counts."""

from __future__ import annotations

import pytest

from bot.answers.missing import Said
from bot.answers.same_trade import same_trade
from bot.mentions import Mentions
from bot.question import Question, Topic
from knowledge.library import Knowledge
from knowledge.occupations.gazetteer import link

CASES = [
    # text, trade before, how the answer begins ("" when it is not asked)
    ("barman, c'est dans la même case que serveur ?", "", "Oui : l'enquête compte"),
    ("auxiliaire de vie, c'est le même métier ?", "aide à domicile", "Oui : l'enquête compte"),
    ("gestionnaire de paie, ça se rapproche ?", "comptable", "Oui : l'enquête compte"),
    ("maçon et coffreur c'est rangé ensemble ?", "", "Non, l'enquête les compte à part"),
    ("un chaudronnier, est-ce le même métier qu'un soudeur ?", "", "Non, l'enquête les compte à part"),
    ("les couvreurs c'est pas regroupé avec les charpentiers ?", "", "Non, l'enquête les compte à part"),
    ("les éleveurs c'est compté à part des maraîchers ?", "", "Oui, l'enquête les compte à part"),
    ("un barman est compté à part du serveur ?", "", "Non : l'enquête compte"),
    ("le même métier à Blois ?", "couvreur", ""),
    ("c'est la même chose pour les plombiers ?", "couvreur", ""),
    ("quels métiers se rapprochent de soudeur ?", "couvreur", ""),
]


@pytest.mark.parametrize(("text", "before", "begins"), CASES, ids=[case[0] for case in CASES])
def test_what_holds_each_word_is_told(text: str, before: str, begins: str, knowledge: Knowledge) -> None:
    value = link(f"poste : {before}")[0].selection.value if before else ""
    previous = Question(Topic.FIGURES, occupations=(value,), words=(before,)) if before else None
    reply = same_trade(Said("definition", text, (), Mentions()), previous, knowledge)
    if not begins:
        assert reply is None
        return
    assert reply is not None
    assert reply.sentence.startswith(begins)
    assert not reply.rows


def test_two_trades_apart_are_both_named(knowledge: Knowledge) -> None:
    reply = same_trade(Said("", "boulanger et couvreur, c'est le même métier ?", (), Mentions()), None, knowledge)
    assert reply is not None
    assert "Boulangers, pâtissiers" in reply.sentence
    assert "Couvreurs" in reply.sentence


def test_a_figure_asked_beside_is_another_question(knowledge: Knowledge) -> None:
    said = Said("", "barman et serveur, le même métier, combien ?", (), Mentions(counts=True))
    assert same_trade(said, None, knowledge) is None
