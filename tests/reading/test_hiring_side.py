"""Words that look like a search of offers or companies and are another question."""

from __future__ import annotations

import pytest

from bot.reading.hiring_side import asks_who, hands_in_an_offer


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("qui recrute à Blois ?", True),
        ("ki embauch a bloi", True),
        ("qui embauche des soudeurs à Vierzon ?", True),
        ("quelles entreprises recrutent à Blois ?", False),
        ("les boîtes qui recrutent à Saran", False),
        ("quels employeurs cherchent des infirmiers ?", False),
    ],
)
def test_who_recruits_names_no_company(text: str, who: bool) -> None:
    assert asks_who(text) is who


@pytest.mark.parametrize(
    ("text", "hands_in"),
    [
        ("où déposer une offre de soudeur ?", True),
        ("je veux passer une annonce", True),
        ("comment publier mon offre d'emploi ?", True),
        ("annonces vendeuse tours", False),
        ("les offres publiées cette semaine", False),
        ("comment postuler à une offre ?", False),
    ],
)
def test_an_offer_handed_in_is_no_offer_looked_for(text: str, hands_in: bool) -> None:
    assert hands_in_an_offer(text) is hands_in
