"""What ties the places of a message to who writes, or to one another."""

from __future__ import annotations

import pytest

from bot.mentions import Mentions
from bot.reading.spans import spans_of
from bot.reading.ties import told_of_others

OWN = [
    ("je suis de Gien", "commune:45155"),
    ("j'habite Amboise, des soudeurs à Tours ?", "commune:37003"),
    ("moi c'est Romorantin", "commune:41194"),
    ("mairie de Vendôme, combien de projets ?", "commune:41269"),
    ("mon garage est à Loches", "commune:37132"),
    ("nous sommes basés à Dreux", "commune:28134"),
    ("combien de soudeurs à Tours", ""),
    ("compté chez nous ou à Blois ?", ""),
    ("je suis soudeur. Et à Tours ?", ""),
]


@pytest.mark.parametrize(("text", "home"), OWN, ids=[text for text, _ in OWN])
def test_the_place_told_as_one_s_own(text: str, home: str) -> None:
    assert Mentions.from_entities(spans_of(text), text).home == home


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("où se situe-t-on parmi les EPCI d'Indre-et-Loire ?", "departement:37"),
        ("à quelle place, parmi tous les bassins du Cher ?", "departement:18"),
        ("parmi les métiers, quel rang à Tours ?", ""),
        ("à quel rang est le Cher ?", ""),
    ],
)
def test_the_place_among_whose_parts_a_rank_is_asked(text: str, whole: str) -> None:
    assert Mentions.from_entities(spans_of(text), text).whole == whole


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Tours et Orléans ensemble", True),
        ("les deux métiers ensemble, Tours ou Orléans", False),
        ("au total, à Tours ou bien à Orléans ?", False),
        ("Blois, Tours et Orléans au total", True),
    ],
)
def test_places_that_are_a_choice_are_never_summed(text: str, together: bool) -> None:
    assert Mentions.from_entities(spans_of(text), text).together is together


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("pour ma mère, elle est à Paris, moi je cherche à Saint-Amand-Montrond", ["Paris"]),
        ("mes parents vivent à Lyon, moi je voudrais bosser à Vierzon", ["Lyon"]),
        ("je viens de Lille et je cherche à Tours", ["Lille"]),
        ("j'ai quitté Paris pour Amboise", ["Paris"]),
        ("je suis coiffeuse à Pithiviers et je m'installe à Gien, ça marche là-bas ?", ["Pithiviers"]),
        ("ma mère vit à Saint-Amand-Montrond. Moi j'habite à Paris. On trouve là-bas ?", ["Paris"]),
        ("je tiens avec mon fils une pépinière à Olivet, le chef est parti à Angers, on en trouve ?", ["Angers"]),
        ("garage à Vendôme, le carrossier est reparti à Brest", ["Brest"]),
        ("je vis à Blois, Tours c'est mieux là-bas ?", []),
        ("mon mari travaille à Orléans, et à Blois ?", []),
        ("Orléans ou Blois, où est-ce que je cherche ?", []),
    ],
)
def test_where_somebody_else_is_or_one_comes_from_is_not_asked(text: str, others: list[str]) -> None:
    spans = [span for span in spans_of(text) if span["entity"] == "territory"]
    assert [text[each["start"] : each["end"]] for each in told_of_others(spans, text)] == others
