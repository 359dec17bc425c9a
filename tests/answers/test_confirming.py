"""A share given to be confirmed is answered by that of the survey."""

from __future__ import annotations

import pytest

from bot.answers.confirming import confirmed
from bot.answers.registry import answer
from bot.question import Question, Topic
from bot.reading.claimed import Claimed
from bot.writing.french import NARROW
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge

BLOIS, SERVEUR = "commune:41018", "fap2021:S2X61 fap2009:S2Z61"
HARD = Question(Topic.FIGURES, (BLOIS,), (SERVEUR,), measure=Measure.DIFFICULT)  # 46,3 %


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [(0.46, "Oui"), (0.5, "À peu près"), (0.8, "Non, moins"), (0.2, "Non, plus")],
)
def test_a_claimed_share_is_confirmed_or_set_right(knowledge: Knowledge, claimed: float, verdict: str) -> None:
    reply = confirmed(answer(HARD, knowledge), HARD, Claimed(claimed))
    assert reply.sentence.startswith(f"{verdict}{NARROW}: en 2025")


def test_what_tells_no_share_is_left_as_it_is(knowledge: Knowledge) -> None:
    for question in (Question(Topic.FIGURES, (BLOIS,), (SERVEUR,)), Question(Topic.RECRUITING, (BLOIS,))):
        reply = answer(question, knowledge)
        assert confirmed(reply, question, Claimed(0.5)) == reply


VIERZON, LOIRET = Question(Topic.TOTALS, ("commune:18279",), measure=Measure.DIFFICULT), "departement:45"


def test_what_secret_values_leave_open_is_said_open(knowledge: Knowledge) -> None:
    reply = confirmed(answer(VIERZON, knowledge), VIERZON, Claimed(2 / 3))  # 54,4 %, from 47,3 to 67,2
    assert reply.sentence.endswith("On ne peut pas le dire avec certitude.")
    assert confirmed(answer(VIERZON, knowledge), VIERZON, Claimed(0.9)).sentence.startswith("Non, moins")


@pytest.mark.parametrize(("measure", "verdict"), [(Measure.SEASONAL, "Non"), (Measure.DIFFICULT, "")])
def test_most_of_them_is_decided_by_the_bounds(knowledge: Knowledge, measure: Measure, verdict: str) -> None:
    asked = Question(Topic.TOTALS, (LOIRET,), measure=measure)  # 22,3 % seasonal; 48,8 % difficult, up to 52
    sentence = confirmed(answer(asked, knowledge), asked, Claimed(0.5, over=True)).sentence
    assert sentence.startswith(f"{verdict}{NARROW}:" if verdict else "En 2025")
