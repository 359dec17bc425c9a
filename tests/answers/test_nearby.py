"""Where nobody recruits: no bare « aucun projet », the bassins around or the nearest place that has some."""

from __future__ import annotations

import pytest

from bot.answers.registry import answer
from bot.question import Question, Topic
from knowledge.library import Knowledge

NOGENT, VIERZON, LOCHES = "commune:28280", "commune:18279", "commune:37132"
CLEANER, PAINTER, ARCHIVIST = "fap2021:T4X60", "fap2021:B2X36", "fap2021:U0X91"


@pytest.mark.parametrize(
    ("place", "trade", "said"),
    [
        (NOGENT, CLEANER, "Tout près : 237 projets dans le bassin d'emploi de Chartres et 76 projets"),
        (VIERZON, PAINTER, "Tout près : 9 projets dans le bassin d'emploi d'Issoudun"),
        (LOCHES, ARCHIVIST, "Tout près : 6 projets dans le bassin d'emploi de Tours."),  # what is secret is left out
    ],
)
def test_the_nearest_projects_are_told(knowledge: Knowledge, place: str, trade: str, said: str) -> None:
    notes = [
        note.replace("\u202f", " ") for note in answer(Question(Topic.FIGURES, (place,), (trade,)), knowledge).notes
    ]
    assert any(note.startswith(said) for note in notes)


def test_two_places_of_one_bassin_are_one_figure(knowledge: Knowledge) -> None:
    asked = Question(Topic.COMPARISON, ("commune:41136", "commune:41018"))
    reply = answer(asked, knowledge)
    assert reply.sentence.startswith("Mer et Blois sont dans le même bassin d'emploi")
    assert len(reply.rows) == 1
    assert answer(Question(Topic.COMPARISON, asked.territories, judged=True), knowledge).sentence.startswith("En 2025")
    again = Question(Topic.COMPARISON, asked.territories, inherited=("territories",))
    assert answer(again, knowledge).sentence.startswith("En 2025")
