"""What is a link in a reply: phone numbers and addresses, never a figure nor what the user wrote."""

from __future__ import annotations

import pytest

from bot.writing.blocks import Links, Sentence
from bot.writing.links import links_in, told


@pytest.mark.parametrize(
    ("said", "urls"),
    [
        ("Appelez le 3114, gratuit. En cas de danger, appelez le 15 ou le 112.", ["tel:3114", "tel:15", "tel:112"]),
        ("Écrivez au 02 38 77 88 99 (caf.fr).", ["tel:0238778899", "https://caf.fr"]),
        ("candidat.francetravail.fr/offres/recherche.", ["https://candidat.francetravail.fr/offres/recherche"]),
        ("3\u202f949 projets, 3949,5 %, code K3995, en 2025, 13\u202f949.", []),
        ("Vous dites « evil.fr et 3949 » : http://insee.fr/a?b=1&c=2.", ["http://insee.fr/a?b=1&c=2"]),
        ("javascript:alert(1) data:text/html,x moi@caf.fr Mme.fr-x ex.fraise", []),
        ("le 15 mars, 1\u202f112 projets, ou le 112e", []),
    ],
)
def test_what_is_said_is_linked_and_nothing_else(said: str, urls: list[str]) -> None:
    assert [link.url for link in links_in(said)] == urls


def test_the_same_words_are_one_link_and_a_sentence_without_any_has_no_block() -> None:
    assert len(links_in("3949", "au 3949 ou sur caf.fr", "caf.fr")) == 2
    assert told("Bonjour.").first(Links) is None
    assert told("Au 3949.").first(Sentence) == Sentence(text="Au 3949.")
