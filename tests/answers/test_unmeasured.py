"""What no survey measures is said first, then the nearest figure held; a service that knows is named instead."""

from __future__ import annotations

from bot.actions.base import Turn
from bot.actions.unmeasured import ActionUnmeasured
from bot.question import Mentions, Question, Topic
from knowledge.library import Knowledge

BLOIS = "commune:41018"
COUVREURS = "fap2021:B1X34 fap2009:B2Z44"


def told(knowledge: Knowledge, text: str, mentions: Mentions = Mentions(), previous: Question | None = None) -> str:  # noqa: B008
    outcome = ActionUnmeasured().outcome(Turn(text, "hors_mesure", mentions, previous), knowledge)
    return outcome.reply.sentence


def test_the_limit_comes_before_the_figure_of_what_is_named(knowledge: Knowledge) -> None:
    sentence = told(knowledge, "des couvreurs en télétravail à Blois ?", Mentions((BLOIS,), (COUVREURS,)))
    assert sentence.startswith("L'enquête ne mesure pas cela")
    assert "Couvreurs" in sentence
    assert "bassin d'emploi de Blois" in sentence


def test_the_question_before_gives_the_nearest_figure(knowledge: Knowledge) -> None:
    before = Question(Topic.TOTALS, (BLOIS,))
    assert "bassin d'emploi de Blois" in told(knowledge, "et dans cinq ans ?", previous=before)


def test_without_anything_spoken_of_no_figure_is_given(knowledge: Knowledge) -> None:
    sentence = told(knowledge, "ils prennent les seniors ?")
    assert not any(char.isdigit() for char in sentence)


def test_a_service_that_knows_is_named(knowledge: Knowledge) -> None:
    assert "3949" not in told(knowledge, "ils prennent les seniors ?")
    assert "retraite" in told(knowledge, "et pour ma retraite ?")
