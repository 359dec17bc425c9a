"""Texting and misspelt words, put right: what the classifier and the details read."""

import pytest

from knowledge.vocabulary import repaired, repaired_aligned


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("keski recrute le + ds le 37", "qu'est-ce qui recrute le plus dans le 37"),
        ("cb de postes", "combien de postes"),
        ("kels metires", "quels métiers"),
        ("on recute", "on recrute"),
        ("c++ et 2+2", "c++ et 2+2"),
    ],
)
def test_words_are_put_right(written: str, read: str) -> None:
    assert repaired(written) == read


def test_what_is_put_right_leads_back_to_what_was_typed() -> None:
    folded = repaired_aligned("kels postes le + dificiles")
    start = folded.text.index("plus")
    assert folded.span(start, start + len("plus")) == (15, 16)
    start = folded.text.index("difficiles")
    assert folded.span(start, start + len("difficiles")) == (17, 26)
