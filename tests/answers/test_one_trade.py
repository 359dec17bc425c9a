"""Words that the survey counts as one trade are one side of a comparison, and are said together."""

from __future__ import annotations

import pytest

from bot.answers.clarification import settle
from bot.answers.registry import answer
from bot.question import Question, Topic
from bot.writing.one_trade import said_together
from knowledge.library import Knowledge
from knowledge.occupations.gazetteer import link
from tests.answers.said import text_of

SAID = [
    (["gestionnaires de paie", "comptables"], "gestionnaires de paie et comptables"),
    (["boulangers", "boulangerie"], "boulangers"),
    (["infirmière", "infirmiers"], "infirmière"),
    (["soudeurs"], "soudeurs"),
    ([], ""),
]
SIDES = [
    # trades compared, years, places, what is left of them
    (("sage-femme", "infirmière"), (), 1, ("sage-femme et infirmière",), Topic.FIGURES),
    (("sage-femme", "infirmière"), (), 2, ("sage-femme et infirmière",), Topic.COMPARISON),
    (("sage-femme", "infirmière"), ("2019",), 1, ("sage-femme", "infirmière"), Topic.COMPARISON),
    (("kiné", "sage-femme", "infirmière"), (), 1, ("kiné", "sage-femme et infirmière"), Topic.COMPARISON),
    (("maçon", "couvreur"), (), 1, ("maçon", "couvreur"), Topic.COMPARISON),
]
PLACES = ("bassin:2421", "bassin:2414")


@pytest.mark.parametrize(("words", "said"), SAID, ids=[said for _, said in SAID])
def test_words_of_one_trade_are_said_together(words: list[str], said: str) -> None:
    assert said_together(words) == said


@pytest.mark.parametrize(("trades", "years", "places", "left", "topic"), SIDES)
def test_a_trade_is_no_side_of_itself(
    trades: tuple[str, ...],
    years: tuple[str, ...],
    places: int,
    left: tuple[str, ...],
    topic: Topic,
    knowledge: Knowledge,
) -> None:
    values = tuple(link(trade)[0].selection.value for trade in trades)
    asked = Question(Topic.COMPARISON, PLACES[:places], values, words=trades, years=years)
    settled = settle(asked, knowledge)
    assert (settled.words, settled.topic) == (left, topic)
    assert len(settled.occupations) == len(left)


def test_a_word_of_several_senses_leaves_all_of_them_out(knowledge: Knowledge) -> None:
    settled = settle(Question(Topic.RECRUITING, excluded=("ambigu:technicien", PLACES[0])), knowledge)
    assert len(settled.excluded) > 2
    assert not any(value.startswith("ambigu:") for value in settled.excluded)


def test_plain_trades_are_answered_beside_a_word_of_several_senses(knowledge: Knowledge) -> None:
    plain = tuple(link(trade)[0].selection.value for trade in ("soudeur", "usineur"))
    asked = Question(
        Topic.COMPARISON, PLACES[:1], (*plain, "ambigu:technicien"), words=("soudeur", "usineur", "technicien")
    )
    reply = answer(asked, knowledge)
    assert len(reply.rows) == 2
    assert "peut désigner plusieurs métiers : dites lequel pour l'ajouter" in text_of(reply).replace("\xa0", " ")


def test_a_word_of_several_senses_is_asked_beside_one_trade(knowledge: Knowledge) -> None:
    plain = link("soudeur")[0].selection.value
    reply = answer(Question(Topic.COMPARISON, PLACES[:1], (plain, "ambigu:technicien")), knowledge)
    assert not reply.rows
    assert "lequel vous intéresse" in text_of(reply)
