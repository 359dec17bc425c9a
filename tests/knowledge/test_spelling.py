"""Words that sound alike or nearly, and what is typed without end: no word is long to read."""

from __future__ import annotations

import pytest

from knowledge.spelling import Speller, sound

ENDLESS = ("e" * 4000 + "k", "es" * 2000 + "k", "erez" * 1000 + "k", "a" * 4000, "ssss" * 1000 + "!")
"""Where an ending can be read in several ways, they are as many as stars: such a message froze the server."""


@pytest.fixture(scope="module")
def speller() -> Speller:
    known = Speller()
    for word in ("boulanger", "secretaire", "infirmiere", "plombier"):
        known.add(word)
    return known


@pytest.mark.parametrize(
    ("one", "other"),
    [("boulange", "boulanger"), ("boulangees", "boulanger"), ("infirmier", "infirmiez"), ("chantes", "chanters")],
)
def test_endings_that_are_not_heard_make_no_difference(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_a_misspelt_word_is_found(speller: Speller) -> None:
    assert speller.same_sound("secretere") == ["secretaire"]
    assert speller.one_letter_off("plonbier") == ["plombier"]


@pytest.mark.parametrize("word", ENDLESS)
def test_what_has_no_end_is_no_word(speller: Speller, word: str) -> None:
    assert speller.same_sound(word) == []
    assert speller.one_letter_off(word) == []
    assert len(sound(word)) <= len(word)
