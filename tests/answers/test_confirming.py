"""A share given to be confirmed is answered by that of the survey."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.actions.base import Turn
from bot.actions.survey import _with_verdict
from bot.answers.confirming import confirmed
from bot.answers.registry import answer
from bot.mentions import Mentions
from bot.question import WORK, Question, Topic
from bot.reading.claimed import Claimed, claimed_share
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


SEASONAL = Question(Topic.TOTALS, (LOIRET,), measure=Measure.SEASONAL)  # 22,3 %


@pytest.mark.parametrize(
    ("question", "text", "verdict"),
    [
        (HARD, "on me dit que 54 % sont faciles, c'est vrai ?", "Oui"),
        (HARD, "on me dit que 80 % sont faciles, c'est vrai ?", "Non"),
        (replace(HARD, ascending=True), "54 %, c'est vrai ?", "Oui"),
        (replace(HARD, ascending=True), "46 % ne sont pas faciles, c'est vrai ?", "Oui"),
        (SEASONAL, "la plupart ne sont pas saisonniers ?", "Oui"),
        (SEASONAL, "la plupart sont saisonniers ?", "Non"),
    ],
)
def test_the_share_of_what_is_not_so_is_turned(
    knowledge: Knowledge, question: Question, text: str, verdict: str
) -> None:
    claimed = claimed_share(text)
    assert claimed is not None
    reply = confirmed(answer(question, knowledge), question, claimed)
    assert reply.sentence.startswith(f"{verdict}{NARROW}: en 2025")


def test_ease_for_who_looks_for_work_is_not_that_of_hiring(knowledge: Knowledge) -> None:
    asked = replace(HARD, seeking=WORK)
    reply = answer(asked, knowledge)
    assert confirmed(reply, asked, Claimed(0.5, over=True, easy=True)) is reply


def test_a_question_stays_one_of_yes_or_no_where_no_share_is_told(knowledge: Knowledge) -> None:
    asked = Question(Topic.FIGURES, (BLOIS,), (SERVEUR,), closed=True)
    turn = Turn("la plupart recrutent ?", "chiffre_metier", Mentions(), None)
    assert _with_verdict(turn, asked, Claimed(0.5, over=True), knowledge).sentence.startswith("Oui")
