"""What « sauf », « hors »… leave out: a whole list, and nothing of the scope that follows it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu.negation import without_negated

LISTS = [
    # text, places, occupations, those left out
    ("les bassins sauf Orléans et Tours", "Orléans|Tours", "", "Orléans|Tours"),
    ("les bassins hormis Orléans, Tours et Blois", "Orléans|Tours|Blois", "", "Orléans|Tours|Blois"),
    ("tous sauf le bassin d’Orléans, celui de Tours ainsi que Blois", "Orléans|Tours|Blois", "", "Orléans|Tours|Blois"),
    ("hors Loiret ni Cher", "Loiret|Cher", "", "Loiret|Cher"),
    ("sauf Orléans, à Tours", "Orléans|Tours", "", "Orléans"),
    ("sauf Orléans et Blois, dans le Loiret", "Orléans|Blois|Loiret", "", "Orléans|Blois"),
    ("partout sauf à Orléans, à Tours et à Blois", "Orléans|Tours|Blois", "", "Orléans|Tours|Blois"),
    ("à l'exception d'Orléans, en Indre", "Orléans|Indre", "", "Orléans"),
    ("à Tours sauf la restauration et la santé", "Tours", "restauration|santé", "restauration|santé"),
    ("sauf la restauration et la santé à Tours", "Tours", "restauration|santé", "restauration|santé"),
    ("sauf la restauration, Tours", "Tours", "restauration", "restauration"),
    ("Tours et Blois sauf Orléans", "Tours|Blois|Orléans", "", "Orléans"),
    ("sauf Orléans je veux Tours", "Orléans|Tours", "", "Orléans"),
]


def _entities(text: str, kind: str, words: str) -> list[dict[str, Any]]:
    return [
        {"entity": kind, "value": word, "start": text.index(word), "end": text.index(word) + len(word)}
        for word in words.split("|")
        if word
    ]


@pytest.mark.parametrize(("text", "places", "occupations", "left_out"), LISTS, ids=[case[0] for case in LISTS])
def test_a_whole_list_is_left_out(text: str, places: str, occupations: str, left_out: str) -> None:
    entities = _entities(text, "occupation", occupations) + _entities(text, "territory", places)
    found = without_negated(text, entities)
    assert {e["value"] for e in found if e["entity"] == "excluded"} == set(left_out.split("|"))
    assert [e["value"] for e in found] == [e["value"] for e in entities]


def test_a_place_put_aside_is_not_named() -> None:
    text = "pas Tours, Blois"
    assert [e["value"] for e in without_negated(text, _entities(text, "territory", "Tours|Blois"))] == ["Blois"]
