"""Somebody does not know what to do: who helps, then the figures of where they live."""

from __future__ import annotations

import pytest

from bot.answers.orientation import figures_of, orientation, situations
from bot.question import Question, Topic
from bot.reading.corpus import examples
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge

GIEN, ROOFER = "bassin:2420", "fap2021:B1X34"


def test_every_situation_of_the_corpus_is_written_and_the_other_way_round() -> None:
    heard = {each.gold.get("topic") for each in examples() if each.gold["act"] == "orientation"}
    assert heard == set(situations())
    for each in situations().values():
        assert len(each.answer) < 330, each.id
        assert ("3995" in each.answer) == (each.role == "employer"), each.id


@pytest.mark.parametrize(
    ("name", "trades", "question"),
    [
        ("young", (), Question(Topic.RECRUITING, (GIEN,), limit=3)),
        ("summer", (), Question(Topic.RECRUITING, (GIEN,), measure=Measure.SEASONAL, limit=3)),
        ("change", (ROOFER,), Question(Topic.NEAR, (GIEN,), (ROOFER,), words=("couvreur",), limit=3)),
        ("change", (), Question(Topic.RECRUITING, (GIEN,), limit=3)),
        (
            "hard_to_hire",
            (ROOFER,),
            Question(Topic.FIGURES, (GIEN,), (ROOFER,), measure=Measure.DIFFICULT, share=True, words=("couvreur",)),
        ),
    ],
)
def test_the_figures_suit_the_situation(name: str, trades: tuple[str, ...], question: Question) -> None:
    assert figures_of(situations()[name], GIEN, trades, ("couvreur",) if trades else ()) == question


def test_the_trades_of_the_place_follow_where_it_is_known(knowledge: Knowledge) -> None:
    young = situations()["young"]
    reply = orientation(young, figures_of(young, GIEN, (), ()), knowledge)
    assert reply.sentence.startswith(young.answer)
    assert "Gien" in reply.sentence
    assert len(reply.rows) == 3
    assert reply.source


@pytest.mark.parametrize(("name", "asked"), [("lost", "où vous habitez"), ("first_hire", "quel métier et où")])
def test_where_they_live_is_asked_in_one_sentence(name: str, asked: str, knowledge: Knowledge) -> None:
    reply = orientation(situations()[name], figures_of(situations()[name], "", (), ()), knowledge)
    assert asked in reply.sentence
    assert not reply.rows
    assert "Tours" not in str(reply.suggestions)
