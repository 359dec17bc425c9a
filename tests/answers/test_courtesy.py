"""A courtesy that names places is answered as one; a question is not taken for one."""

from __future__ import annotations

import pytest

from bot.answers.fallback import courtesy
from bot.answers.limits import asks_why


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("un grand merci, je cours à la préfecture", "Avec plaisir"),
        ("mrc jen parle a mon chef", "Avec plaisir"),
        ("au plaisir, et mes amitiés à Tours", "Au revoir"),
        ("bonsoir Bémo, comment se porte-t-on après le salon ?", "Bien, merci"),
        ("combien de maçons à Tours", ""),
        ("bonjour, ça recrute à Blois ?", ""),
    ],
)
def test_a_courtesy_is_told_by_its_words(text: str, said: str) -> None:
    reply = courtesy(text)
    assert (reply.sentence if reply else "").startswith(said)
    assert (reply is None) == (said == "")


@pytest.mark.parametrize(
    ("text", "beyond"),
    [
        ("pourquoi ça baisse ?", True),
        ("pk c monté autant", True),
        ("pourquoi pas Tours ?", False),
        ("depuis deux ans ?", False),
        ("l'année dernière ?", False),
    ],
)
def test_a_reason_is_beyond_the_figures(text: str, beyond: bool) -> None:
    assert asks_why(text) is beyond
