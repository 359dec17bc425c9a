"""A message that is not understood gets the figure of what it is about, never nothing, and never the same twice."""

from __future__ import annotations

import pytest

from bot.actions.base import Turn
from bot.actions.survey import doubtful
from bot.answers.fallback import about_what
from bot.mentions import Mentions
from bot.question import Question, Topic
from knowledge.library import Knowledge

BLOIS, GIEN = "commune:41018", "commune:45155"
COUVREURS = "fap2021:B1X34 fap2009:B2Z44"
OF_COUVREURS = Question(Topic.FIGURES, (BLOIS,), (COUVREURS,), words=("couvreurs",))


@pytest.mark.parametrize(
    ("mentions", "previous", "topic"),
    [
        (Mentions((GIEN,)), None, Topic.RECRUITING),
        (Mentions(occupations=(COUVREURS,)), None, Topic.FIGURES),
        (Mentions((GIEN,)), OF_COUVREURS, Topic.FIGURES),
        (Mentions((GIEN, BLOIS)), OF_COUVREURS, Topic.COMPARISON),
        (Mentions(), None, None),
        (Mentions((f"{GIEN}|commune:28279",)), None, None),
        (Mentions(occupations=("ambigu:cadre",)), None, None),
    ],
)
def test_the_plainest_question_on_what_is_spoken_of(
    mentions: Mentions, previous: Question | None, topic: Topic | None
) -> None:
    found = about_what(mentions, previous)
    assert (found.topic if found else None) is topic


def test_the_nearest_figure_is_given_with_the_doubt(knowledge: Knowledge) -> None:
    turn = Turn("trucmuche à Gien", "nlu_fallback", Mentions((GIEN,)), OF_COUVREURS, uncounted=("à mi-temps",))
    outcome = doubtful(turn, knowledge)
    assert outcome.reply.sentence.startswith("Je ne suis pas sûr d'avoir compris votre question.")
    assert "bassin d'emploi de Gien" in outcome.reply.sentence
    assert "à mi-temps" in outcome.reply.notes[0]
    assert outcome.missed
    assert outcome.question is None  # a guess does not take the place of what was asked


def test_what_was_just_told_is_not_told_again(knowledge: Knowledge) -> None:
    outcome = doubtful(Turn("trucmuche", "nlu_fallback", Mentions(), OF_COUVREURS), knowledge)
    assert outcome.reply.topic == "not_understood"
    assert outcome.missed
