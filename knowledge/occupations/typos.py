"""One mistake in a word, put right."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from wordfreq import zipf_frequency

from knowledge.matching import common_words
from knowledge.occupations.words import singular
from knowledge.spelling import SHORTEST, Speller
from knowledge.text import Token

_VOWELS = frozenset("aeiouyh")
_RARE_WORD = 2.0
"""Zipf frequency (one in 10 million words) from which a word is French, however rare."""
_KNOWN_WORD = 3.0
"""The same for a word that sounds like a known one: « boulangé » is a word, but who types it means « boulanger »."""


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(singular(word) for word in common_words())


class Typos:
    """The words one mistake away, among the words of the phrases that forgive one."""

    def __init__(self, known: set[str], phrases: Iterable[str]) -> None:
        self._known = known
        self._speller = Speller()
        for word in sorted({word for phrase in phrases for word in phrase.split()}):
            self._speller.add(word)

    def unglued(self, token: Token) -> Token:
        """Return ``token`` without the elided article glued to it ("dinfirmiers", "lhotellerie")."""
        word = token.folded
        glued = word[0] in "dl" and word[1:2] in _VOWELS and singular(word) not in self._known and word not in _common()
        if glued and len(word) > SHORTEST and singular(word[1:]) in self._known:
            return Token(word[1:], token.start + 1, token.end)
        return token

    def corrections(self, word: str, written: str) -> tuple[str, ...]:
        """Return the known words one mistake away from ``word``; none when it is a word already, or too short.

        The first letter must be right. ``written`` is the word with its accents, to tell a rare French word.
        """
        if len(word) < SHORTEST - 1 or word in self._known or word in _common() or not word.isalpha():
            return ()
        heard = [one for one in self._speller.same_sound(word) if one[0] == word[0]]
        near = [one for one in self._speller.one_letter_off(word) if one[0] == word[0]]
        known_word = zipf_frequency(written, "fr") >= (_KNOWN_WORD if heard else _RARE_WORD)
        return () if known_word else tuple(near or heard)
