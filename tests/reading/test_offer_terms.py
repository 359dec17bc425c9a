"""The terms of a search of offers, as a table."""

from __future__ import annotations

from typing import Any

import pytest

from bot.reading.offer_terms import ANY, NO_LIMIT, NO_TERMS, OfferTerms, terms_of

SAID: list[tuple[str, dict[str, Any]]] = [
    ("débutant accepté", {"beginner": True}),
    ("sans experience stp", {"beginner": True}),
    ("Acceptent-elles les débutants ?", {"beginner": True}),
    ("j'ai pas d'expérience", {"beginner": True}),
    ("CDI infirmière Tours", {"contract": "CDI"}),
    ("en contrat à durée déterminée", {"contract": "CDD"}),
    ("missions d'intérim à Gien", {"contract": "MIS"}),
    ("un boulot saisonnier", {"contract": "SAI"}),
    ("cdi ou cdd", {"contract": "CDI,CDD"}),
    ("cdd ou cdi mimporte", {"contract": ANY}),
    ("peu importe le contrat finalement", {"contract": ANY}),
    ("tous types de contrats", {"contract": ANY}),
    ("en alternance", {"words": "alternance"}),
    ("un stage à Tours", {"words": "stage"}),
    ("publiées depuis moins de 7 jours", {"since_days": 7}),
    ("il y a moins de deux semaines", {"since_days": 14}),
    ("depuis 5 jours", {"since_days": 7}),
    ("des 3 derniers jours", {"since_days": 3}),
    ("moins de 24h", {"since_days": 1}),
    ("moins de 48 heures", {"since_days": 3}),
    ("quinze jours max", {"since_days": 14}),
    ("depuis hier", {"since_days": 1}),
    ("et celles d'aujourd'hui ?", {"since_days": 1}),
    ("publiées cette semaine", {"since_days": 7}),
    ("de moins d'un mois", {"since_days": 31}),
    ("depuis 3 mois", {"since_days": NO_LIMIT}),
    ("sans limite de date", {"since_days": NO_LIMIT}),
    ("dans un rayon de 20 km", {"radius": 20}),
    ("rayon 15", {"radius": 15}),
    ("à moins de 30 kilomètres", {"radius": 30}),
    ("vingt bornes max", {"radius": 20}),
    ("900 km", {"radius": 200}),
    ("cdi debutant 30km depuis 3 jours", {"contract": "CDI", "beginner": True, "radius": 30, "since_days": 3}),
    ("2 jours par semaine", {}),
    ("combien de projets à Tours en 2025 ?", {}),
    ("j'ai 20 ans", {}),
    ("plus de 100 projets", {}),
]


@pytest.mark.parametrize(("text", "terms"), SAID)
def test_the_terms_of_a_message(text: str, terms: dict[str, Any]) -> None:
    assert terms_of(text) == OfferTerms(**terms)
    assert (terms_of(text) == NO_TERMS) is not bool(terms)
