"""Who speaks is told from what is asked."""

from __future__ import annotations

import pytest

from bot.nlu.introduction import introduction_end

CASES = [
    ("DRH d'un groupe agroalimentaire à Châteaudun : métiers les plus difficiles ?", "métiers les plus difficiles ?"),
    ("préfecture du Cher : métiers en tension à Vierzon ?", "métiers en tension à Vierzon ?"),
    ("je suis directeur d'un supermarché, je cherche des bouchers", "je cherche des bouchers"),
    ("Bonjour, maire de Loches, quels besoins ?", "quels besoins ?"),
    ("je suis soudeur, quels postes à Vierzon ?", "je suis soudeur, quels postes à Vierzon ?"),
    ("quels métiers recrutent à Tours, Blois et Orléans ?", "quels métiers recrutent à Tours, Blois et Orléans ?"),
    ("je suis maire de Vendôme", "je suis maire de Vendôme"),
    ("je suis patron, merci", "je suis patron, merci"),
]


@pytest.mark.parametrize(("text", "question"), CASES, ids=[text for text, _ in CASES])
def test_the_question_begins_after_the_introduction(text: str, question: str) -> None:
    assert text[introduction_end(text) :] == question
