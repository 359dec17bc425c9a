"""One mistake in a word, put right."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA
from wordfreq import zipf_frequency

from knowledge.matching import common_words
from knowledge.occupations.words import singular
from knowledge.text import Token

_SHORTEST = 5
_VOWELS = frozenset("aeiouyh")
_RARE_WORD = 2.0
"""Zipf frequency (one in 10 million words) from which a word is French, however rare."""


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(singular(word) for word in common_words())


class Typos:
    """The words one mistake away, among the words of the phrases that forgive one."""

    def __init__(self, known: set[str], phrases: Iterable[str]) -> None:
        self._known = known
        self._near: dict[str, list[str]] = {}
        for word in sorted({word for phrase in phrases for word in phrase.split()}):
            if len(word) >= _SHORTEST and word.isalpha():
                for piece in (word, *_one_letter_less(word)):
                    self._near.setdefault(piece, []).append(word)

    def unglued(self, token: Token) -> Token:
        """Return ``token`` without the elided article glued to it ("dinfirmiers", "lhotellerie")."""
        word = token.folded
        glued = word[0] in "dl" and word[1:2] in _VOWELS and singular(word) not in self._known and word not in _common()
        if glued and len(word) > _SHORTEST and singular(word[1:]) in self._known:
            return Token(word[1:], token.start + 1, token.end)
        return token

    def corrections(self, word: str, written: str) -> tuple[str, ...]:
        """Return the known words one mistake away from ``word``; none when it is a word already, or too short.

        The first letter must be right. ``written`` is the word with its accents, to tell a rare French word.
        """
        if len(word) < _SHORTEST - 1 or word in self._known or word in _common() or not word.isalpha():
            return ()
        near = {one for piece in (word, *_one_letter_less(word)) for one in self._near.get(piece, ())}
        fixed = [one for one in near if one[0] == word[0] and OSA.distance(word, one, score_cutoff=1) == 1]
        if not fixed or zipf_frequency(written, "fr") >= _RARE_WORD:
            return ()
        return tuple(sorted(fixed))


def _one_letter_less(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}
