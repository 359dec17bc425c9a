"""Folding: one form for a word, however it is typed."""

from __future__ import annotations

import pytest

from knowledge.text import fold, tokenize


def test_every_character_is_folded_alike_by_both_ways() -> None:
    for code in range(0x3000):
        text = f"a{chr(code)}b {chr(code)}É{chr(code)}"
        assert fold(text) == " ".join(token.folded for token in tokenize(text)), hex(code)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Quels MÉTIERS\u202f? ", "quels metiers"),
        ("l’œuvre d'Æsop", "l oeuvre d aesop"),
        ("e\u0301te\u0301 — 45_000 ½", "ete 45 000"),
        ("", ""),
    ],
)
def test_a_text_is_its_words(text: str, folded: str) -> None:
    assert fold(text) == folded
