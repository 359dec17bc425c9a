"""An entry on bassins or métiers begins with the one of the place or word named."""

from __future__ import annotations

import pytest

from bot.answers.definition import answer, with_what_is_named
from bot.mentions import Mentions
from knowledge.library import Knowledge

VOUVRAY, COUVREURS = "commune:37281", "fap2021:B1X34 fap2009:B2Z44"


@pytest.mark.parametrize(
    ("text", "mentions", "said"),
    [
        ("Vouvray est rattaché à quel bassin ?", Mentions((VOUVRAY,)), "Vouvray est dans le bassin d'emploi de Tours."),
        ("à quel bassin appartient ma commune ?", Mentions(), "L'enquête ne publie rien à la commune"),
        (
            "couvreur, c'est dans quel métier chez vous ?",
            Mentions(occupations=(COUVREURS,), words=("couvreur",)),
            "« couvreur » est compté dans « Couvreurs ».",
        ),
        ("c'est quoi la BMO ?", Mentions((VOUVRAY,), (COUVREURS,)), "La BMO est l'enquête"),
    ],
)
def test_what_is_named_comes_first(knowledge: Knowledge, text: str, mentions: Mentions, said: str) -> None:
    sentence = with_what_is_named(answer(text, knowledge), mentions, knowledge).sentence
    assert sentence.replace("\u00a0", " ").startswith(said)
