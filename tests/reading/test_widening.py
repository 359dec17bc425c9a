"""« le département », beside a town that is named: asked for, or only spoken of."""

from __future__ import annotations

import pytest

from bot.mentions import Mentions
from bot.reading.spans import spans_of


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("je suis vice-présidente du département, combien de projets à Tours ?", ""),
        ("je travaille au département, quels métiers recrutent à Blois ?", ""),
        ("combien de projets à Tours ? le bassin me semble petit", ""),
        ("combien de projets à Tours ? je travaille au département", ""),
        ("combien de projets à Tours ? je suis agent du département", ""),
        ("combien de projets à Tours et dans le département en 2024 ?", "departement"),
        ("combien de projets autour de Tours, dans tout le département, en 2024 ?", "departement"),
        ("Tours, plutôt le département, combien de projets ?", "departement"),
        ("Tours : combien de projets pour l'ensemble du bassin en 2024 ?", "bassin"),
        ("pas Tours, le département", "departement"),
        ("Tours et le département, s'il vous plaît", "departement"),
        ("j'habite Gien, quels métiers recrutent dans le département pour un jeune ?", "departement"),
        ("combien de projets à Tours et au niveau du département ?", "departement"),
        ("et dans le département, quels métiers ?", "departement"),
        ("Tours par rapport à la moyenne départementale en 2024", "departement"),
    ],
)
def test_the_level_around_a_named_town_is_asked_for(text: str, scale: str) -> None:
    assert Mentions.from_entities(spans_of(text), text).scale == scale
