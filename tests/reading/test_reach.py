"""What a turn is about is told by its question, whatever its words look like: the model, on unseen sentences."""

from __future__ import annotations

import asyncio

import pytest
from rasa.core.agent import Agent

from bot.reading.acts import QUESTION_INTENTS
from bot.training import ensure_model

pytestmark = pytest.mark.model

ON_FIGURES = QUESTION_INTENTS
ON_THE_SURVEY = frozenset({"definition", "institution"})
CASES = [
    ("Mon chef d'atelier part à la retraite en mai. Les carrossiers, ça se trouve facilement à Blois ?", ON_FIGURES),
    ("Je suis au RSA avec deux enfants, quels métiers recrutent à Dreux ?", ON_FIGURES),
    ("J'ai envoyé trente CV pour rien, est-ce que ça recrute chez les vendeurs à Bourges ?", ON_FIGURES),
    ("La Caf m'a lâché, combien de postes de cariste à Vierzon ?", ON_FIGURES),
    ("Je rentre tard le soir avec mon permis tout neuf, conducteur de car à Loches, ça recrute ?", ON_FIGURES),
    ("Je suis prof de maths et adjointe à Gien. Vos chiffres reposent sur combien d'employeurs ?", ON_THE_SURVEY),
    ("Les hôpitaux sont-ils interrogés ? Il me manque douze infirmières à Bourges.", ON_THE_SURVEY),
    ("Est-ce que les communes répondent à l'enquête ? Je cherche un jardinier à Bléré.", ON_THE_SURVEY),
    ("tu es quelle IA en fait, chatgpt ?", {"identite"}),
    ("qui paye le permis D ?", {"hors_sujet", "dossier_personnel", "institution"}),
]


@pytest.fixture(scope="module")
def agent() -> Agent:
    return Agent.load(str(ensure_model(print)))


@pytest.mark.parametrize(("text", "intents"), CASES, ids=[text for text, _ in CASES])
def test_the_question_says_what_a_turn_is_about(text: str, intents: frozenset[str], agent: Agent) -> None:
    parsed = asyncio.run(agent.parse_message(text))
    assert parsed["intent"]["name"] in intents
