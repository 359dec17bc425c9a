"""Longest-match search of known phrases in a text, tolerant to one typo.

A lookup table turned into one regular expression takes the first alternative, not the longest, and knows no
accents; here phrases are keyed by their folded words, the longest phrase wins, and a phrase declared
``typo=True`` is also found when one of its long words holds one mistake.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from wordfreq import top_n_list

from knowledge.spelling import SHORTEST, Speller
from knowledge.text import Token, fold, tokenize

Payload = TypeVar("Payload", bound=Hashable)

_COMMON_WORDS = 25_000


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return the most frequent French words, folded: a word that is one of them is never taken for a typo."""
    return frozenset(fold(word) for word in top_n_list("fr", _COMMON_WORDS))


@dataclass(frozen=True, slots=True)
class Match(Generic[Payload]):
    """A phrase found: tokens ``[first, last)``, characters ``[start, end)``, what it stands for, exact or not."""

    first: int
    last: int
    start: int
    end: int
    payloads: tuple[Payload, ...]
    exact: bool


class PhraseIndex(Generic[Payload]):
    """A set of phrases, each standing for one or more payloads."""

    def __init__(self) -> None:
        self._phrases: dict[tuple[str, ...], dict[Payload, None]] = defaultdict(dict)
        self._typo_phrases: set[tuple[str, ...]] = set()
        self._speller = Speller()
        self._starts: set[str] = set()
        self._longest = 0

    def add(self, phrase: str, payload: Payload, *, typo: bool = False) -> None:
        """Add ``phrase`` (any accents or case) for ``payload``; ``typo`` lets one mistake pass."""
        key = tuple(token.folded for token in tokenize(phrase))
        if not key:
            return
        self._phrases[key][payload] = None
        self._starts.add(key[0])
        self._longest = max(self._longest, len(key))
        if typo:
            self._typo_phrases.add(key)
            for word in key:
                self._allow_typo(word)

    def get(self, phrase: str) -> tuple[Payload, ...]:
        """Return what ``phrase`` stands for, exactly, or an empty tuple."""
        return tuple(self._phrases.get(tuple(fold(phrase).split()), ()))

    def search(self, tokens: Sequence[Token]) -> list[Match[Payload]]:
        """Return the longest matches of ``tokens``, from left to right, none overlapping another."""
        found: list[Match[Payload]] = []
        position = 0
        while position < len(tokens):
            match = self.match_at(tokens, position)
            if match is None:
                position += 1
            else:
                found.append(match)
                position = match.last
        return found

    def match_at(self, tokens: Sequence[Token], first: int) -> Match[Payload] | None:
        """Return the longest phrase that begins at token ``first``; an exact one wins over an equal typo."""
        words = [token.folded for token in tokens[first : first + self._longest]]
        exact = self._longest_exact(words)
        size, key = exact, tuple(words[:exact])
        for typo_size, typo_key in self._typo_candidates(words):
            if typo_size > size:
                size, key = typo_size, typo_key
        if not size:
            return None
        last = first + size
        return Match(first, last, tokens[first].start, tokens[last - 1].end, tuple(self._phrases[key]), size == exact)

    def _longest_exact(self, words: list[str]) -> int:
        if not words or words[0] not in self._starts:
            return 0
        return next((n for n in range(len(words), 0, -1) if tuple(words[:n]) in self._phrases), 0)

    def _typo_candidates(self, words: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        for index, word in enumerate(words):
            for fixed in self._corrections(word):
                candidate = [*words[:index], fixed, *words[index + 1 :]]
                for size in range(len(candidate), index, -1):
                    key = tuple(candidate[:size])
                    if key in self._typo_phrases:
                        yield size, key
                        break

    def _corrections(self, word: str) -> list[str]:
        if len(word) < SHORTEST - 1 or word in self._speller.words or word in common_words():
            return []
        return self._speller.one_letter_off(word) or self._speller.same_sound(word)

    def _allow_typo(self, word: str) -> None:
        self._speller.add(word)
