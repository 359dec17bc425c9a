"""What a message leaves out of what it asks (learned from the corpus, on sentences of no corpus)."""

from __future__ import annotations

import pytest

from bot.reading.acts import LIST_OCCUPATIONS
from bot.reading.corpus import examples
from bot.reading.dialogue import Before
from bot.reading.leaving_out import LeavingOut, with_left_out
from bot.reading.spans import LEFT_OUT, spans_of
from bot.reading.utterance import Utterance

ASKED_FIRST = [
    ("sans les viticulteurs, quels métiers recrutent à Tours ?", ["viticulteurs"]),
    ("Quels métiers recrutent dans le Loir-et-Cher, hors agriculture ?", ["agriculture"]),
    ("mon fils ne veut pas de la restauration, quels métiers sinon à Blois ?", ["restauration"]),
    ("j veu pa du batiment ni de lusine, ki embauche a vierzon", ["batiment", "usine"]),
    ("combien de projets dans l'Indre en excluant l'agriculture ?", ["agriculture"]),
    ("tout sauf du ménage, quels métiers à Amboise ?", ["ménage"]),
    ("les projets dans le Loiret, sans Montargis", ["Montargis"]),
    ("je ne trouve pas de serveurs à Tours, c'est normal ?", []),
    ("les industriels ne trouvent ni soudeurs ni usineurs à Gien", []),
    ("sans diplôme, vendeur à Blois c'est possible ?", []),
    ("y a pas de postes de cariste à Orléans ?", []),
    ("Dans le bâtiment, quels métiers sont recherchés à Orléans ?", []),
    ("côté santé, quels métiers à Bourges ?", []),
    ("je veux des chiffres sur les maçons à Gien", []),
]
AFTER_A_LIST = [
    ("enlève les aides à domicile", ["aides à domicile"]),
    ("supprime la restauration et le commerce", ["restauration", "commerce"]),
    ("sans les serveurs", ["serveurs"]),
    ("et les serveurs ?", []),
    ("combien de serveurs ?", []),
    ("plutôt les maçons", []),
]


@pytest.fixture(scope="module")
def model() -> LeavingOut:
    return LeavingOut.fit(examples())


def _left_out(model: LeavingOut, text: str, before: Before) -> list[str]:
    spans = with_left_out(model, Utterance.of(text), spans_of(text), before)
    return [text[span["start"] : span["end"]].removeprefix("pas ") for span in spans if span["entity"] == LEFT_OUT]


@pytest.mark.parametrize(("text", "out"), ASKED_FIRST, ids=[text for text, _ in ASKED_FIRST])
def test_what_a_first_message_leaves_out(text: str, out: list[str], model: LeavingOut) -> None:
    assert _left_out(model, text, Before()) == out


@pytest.mark.parametrize(("text", "out"), AFTER_A_LIST, ids=[text for text, _ in AFTER_A_LIST])
def test_what_is_left_out_of_a_list(text: str, out: list[str], model: LeavingOut) -> None:
    assert _left_out(model, text, Before(shape=LIST_OCCUPATIONS, answered=True)) == out
