"""Known words near a misspelt one: one letter wrong, or another spelling of the same sound (« secretère »)."""

from __future__ import annotations

import re
from collections import defaultdict

from rapidfuzz.distance import OSA

SHORTEST = 5
"""A known word shorter than this is never guessed: too many words are near it."""
_APART = 2
"""How many letters two words that sound alike may differ by in length."""

# French sounds, roughly, on folded words; applied in order.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"(?<![cs])h", ""),
        (r"qu|ck|q|k|c(?![eiyh])", "k"),
        (r"sc(?=[eiy])|c(?=[eiy])|ss|z", "s"),
        (r"gu(?=[eiy])", "G"),
        (r"g(?=[eiy])", "j"),
        (r"eau|au", "o"),
        (r"(?:ai|ei|ay|ey)(?![mn](?:[^aeiouymn]|$))", "e"),
        (r"(?:ai|ei|i|y)[mn](?![aeiouymn])", "1"),
        (r"(?:e|a)[mn](?![aeiouymn])", "2"),
        (r"o[mn](?![aeiouymn])", "3"),
        (r"y", "i"),
        (r"(.)\1", r"\1"),
        (r"(?:e[rz]?|[stxd])+$", ""),  # one way only to read « eeeee…k »: several are as many as 2 to the letters
    )
)


def sound(word: str) -> str:
    """Return a key that folded words which sound alike share: « boulange », « boulanger » → « b…j »."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


class Speller:
    """A set of known words that finds those near a misspelt one."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._longest = 0
        self._pieces: dict[str, list[str]] = defaultdict(list)
        self._sounds: dict[str, list[str]] = defaultdict(list)

    def add(self, word: str) -> None:
        """Make a folded word known; short words and those with digits are left out."""
        if len(word) < SHORTEST or word in self.words or not word.isalpha():
            return
        self.words.add(word)
        self._longest = max(self._longest, len(word))
        for piece in (word, *_one_letter_less(word)):
            self._pieces[piece].append(word)
        self._sounds[sound(word)].append(word)

    def one_letter_off(self, word: str) -> list[str]:
        """Return the known words one mistake away: a letter more, less, other, or two swapped."""
        if len(word) > self._longest + 1:
            return []  # whatever is typed without a space: its pieces alone would fill the memory
        near = {known for piece in (word, *_one_letter_less(word)) for known in self._pieces.get(piece, ())}
        return sorted(known for known in near if OSA.distance(word, known, score_cutoff=1) == 1)

    def same_sound(self, word: str) -> list[str]:
        """Return the known words, at most two letters longer or shorter, that sound like ``word``."""
        if not SHORTEST <= len(word) <= self._longest + _APART:
            return []
        return sorted(k for k in self._sounds.get(sound(word), ()) if k != word and abs(len(k) - len(word)) <= _APART)


def _one_letter_less(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}
