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
    ("pas la restauration, autre chose à Tours", "Tours", "restauration", "restauration"),
    ("je veux pas d'usine, quels métiers à Tours ?", "Tours", "usine", "usine"),
    ("la restauration mise à part, quels secteurs à Tours ?", "Tours", "restauration", "restauration"),
    ("métiers en tension à Tours, santé exclue", "Tours", "santé", "santé"),
    ("la santé, excepté Orléans", "Orléans", "santé", "Orléans"),
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


CORRECTIONS = [
    # text, occupations or places in order, those that are meant
    ("pas Tours, Blois", "territory", "Tours|Blois", "Blois"),
    ("à Tours ? non, à Blois", "territory", "Tours|Blois", "Blois"),
    ("je parle de mécano, pas de carrossier", "occupation", "mécano|carrossier", "mécano"),
    ("non pas poids lourd, les cars scolaires", "occupation", "poids lourd|cars scolaires", "cars scolaires"),
    ("Strasbourg, pas toute l'Alsace", "territory", "Strasbourg|Alsace", "Strasbourg"),
    ("pas tout le Cher, Bourges", "territory", "Cher|Bourges", "Bourges"),
    ("couvreur, pas maçon, à Gien", "occupation", "couvreur|maçon", "couvreur"),
    ("pas de soudeurs, des chaudronniers", "occupation", "soudeurs|chaudronniers", "chaudronniers"),
    ("on ne cherche pas de soudeurs mais des ajusteurs", "occupation", "soudeurs|ajusteurs", "ajusteurs"),
    ("serveurs à Tours ? non, cuisiniers", "occupation", "serveurs|cuisiniers", "cuisiniers"),
    ("combien de maçons euh non de couvreurs", "occupation", "maçons|couvreurs", "couvreurs"),
    ("boulangers, enfin bouchers je veux dire", "occupation", "boulangers|bouchers", "bouchers"),
    ("serveur c'est bouché, plutôt vendeur ?", "occupation", "serveur|vendeur", "vendeur"),
    ("serveur plutôt que vendeur", "occupation", "serveur|vendeur", "serveur"),
    ("je veux pas faire serveuse, je veux être vendeuse", "occupation", "serveuse|vendeuse", "vendeuse"),
    ("caristes ou plutôt magasiniers ?", "occupation", "caristes|magasiniers", "caristes|magasiniers"),
    ("on ne trouve pas de soudeurs, et les ajusteurs ?", "occupation", "soudeurs|ajusteurs", "soudeurs|ajusteurs"),
    ("il n'y a pas de soudeurs ni d'ajusteurs ?", "occupation", "soudeurs|ajusteurs", "soudeurs|ajusteurs"),
    ("pas de soudeurs ni d'ajusteurs ?", "occupation", "soudeurs|ajusteurs", "soudeurs|ajusteurs"),
]


@pytest.mark.parametrize(("text", "kind", "named", "meant"), CORRECTIONS, ids=[case[0] for case in CORRECTIONS])
def test_what_is_put_aside_is_not_asked(text: str, kind: str, named: str, meant: str) -> None:
    found = without_negated(text, _entities(text, kind, named))
    assert [e["value"] for e in found if e["entity"] == kind] == meant.split("|")
