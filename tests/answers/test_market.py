"""« qui recrute ? » asks for métiers as much as for companies."""

from __future__ import annotations

import pytest

from bot.answers.market import asks_who


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
