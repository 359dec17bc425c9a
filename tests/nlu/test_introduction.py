"""Who speaks is told from what is asked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu.introduction import introduction_end, without_introduction

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


def entity(text: str, word: str, kind: str) -> dict[str, Any]:
    start = text.index(word)
    return {"entity": kind, "value": word, "start": start, "end": start + len(word)}


def kept(text: str, *named: tuple[str, str]) -> list[str]:
    return [each["value"] for each in without_introduction(text, [entity(text, *one) for one in named])]


def test_the_place_of_the_speaker_counts_when_the_question_names_none() -> None:
    assert kept("mairie de Tours : chiffres clés ?", ("Tours", "territory")) == ["Tours"]
    assert kept("préfecture du Cher : besoins à Vierzon ?", ("Cher", "territory"), ("Vierzon", "territory")) == [
        "Vierzon"
    ]


def test_the_trade_of_the_speaker_is_not_what_is_asked() -> None:
    text = "DRH d'un groupe agroalimentaire : quels métiers en tension ?"
    assert kept(text, ("DRH", "occupation"), ("agroalimentaire", "occupation")) == []
    assert kept("je suis directeur commercial, ça recrute ?", ("directeur commercial", "occupation")) == [
        "directeur commercial"
    ]
