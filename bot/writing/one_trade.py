"""How several words for one trade are told: « gestionnaires de paie et comptables », « boulangers » said twice."""

from __future__ import annotations

from collections.abc import Sequence

from bot.writing.french import listed
from knowledge.occupations.words import key_words

_STEM = 5
_MOST = 3


def said_together(words: Sequence[str]) -> str:
    """Return the words that stand for one trade of the survey, each trade said once, "" for none."""
    kept: dict[frozenset[str], str] = {}
    for word in words:
        stems = frozenset(each[:_STEM] for each in key_words(word))
        if not any(stems & known for known in kept):
            kept[stems] = word
    return listed(list(kept.values())[:_MOST])
