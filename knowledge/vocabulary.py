"""Spelling of the words questions are made of: « dificciles », « recrutmeents », « saionniers »."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from wordfreq import zipf_frequency

from knowledge.matching import common_words
from knowledge.spelling import SHORTEST, Speller
from knowledge.text import Folded, fold, fold_aligned, tokenize

_PLUS = re.compile(r"(?<!\S)\+(?!\S)")
"""A plus sign that stands for the word: « le + dur », « + de serveurs »."""

_FREQUENT = 4.5
"""Zipf frequency: one word in 30,000."""


@lru_cache(maxsize=1)
def _written() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1)
def short_forms() -> Mapping[str, str]:
    """Return the texting spellings, each with what it stands for: « keski », « cb », « ds »."""
    forms: Mapping[str, str] = _written()["short_forms"]
    return forms


@lru_cache(maxsize=1)
def _speller() -> Speller:
    speller = Speller()
    for word in fold(_written()["words"]).split():
        speller.add(word)
    return speller


@lru_cache(maxsize=4096)
def repaired_word(word: str) -> str:
    """Return the vocabulary word that a folded ``word`` misspells or shortens, or ``word`` itself."""
    if word in short_forms():
        return short_forms()[word]
    if len(word) < SHORTEST or not word.isalpha() or word in common_words() or word in _speller().words:
        return word
    near = _speller().one_letter_off(word) or _speller().same_sound(word)
    return min(near, key=lambda known: _unlikelihood(word, known)) if near else word


def _unlikelihood(word: str, known: str) -> tuple[bool, bool, int, str]:
    """Order what ``word`` may misspell: fingers lose, double or swap letters more than they put one for another."""
    replaced = len(known) == len(word) and sorted(known) != sorted(word)
    return known[0] != word[0], replaced, abs(len(known) - len(word)), known


@lru_cache(maxsize=1)
def _accented() -> dict[str, str]:
    """Return the vocabulary words that bear accents by their folded form, « recherche » or « recherché » left out."""
    written: dict[str, set[str]] = defaultdict(set)
    for word in _written()["words"].split():
        written[fold(word)].add(word)
    return {folded: min(words) for folded, words in written.items() if len(words) == 1 and words != {folded}}


def _well_written(word: str) -> str:
    right = repaired_word(word)
    return _accented().get(right, right)


def repaired(text: str) -> str:
    """Return ``text`` with its misspelt and shortened words put right, accents too (untouched elsewhere)."""
    pieces: list[str] = []
    position = 0
    for start, (end, word) in sorted(_changes(text, _well_written).items()):
        pieces += [text[position:start], word]
        position = end
    return "".join(pieces) + text[position:]


def repaired_aligned(text: str) -> Folded:
    """Return ``text`` folded with its words put right; a span of it still leads back to ``text``."""
    folded, changes = fold_aligned(text), _changes(text, repaired_word)
    if not changes:
        return folded
    letters: list[str] = []
    origins: list[int] = []
    index = 0
    while index < len(folded.text):
        start = folded.origins[index]
        if start not in changes:
            letters.append(folded.text[index])
            origins.append(start)
            index += 1
            continue
        end, word = changes[start]
        letters.append(word)
        origins += [min(start + i, end - 1) for i in range(len(word) - 1)] + [end - 1]
        while index < len(folded.text) and folded.origins[index] < end:
            index += 1
    return Folded("".join(letters), tuple(origins))


def _changes(text: str, spelt: Callable[[str], str]) -> dict[int, tuple[int, str]]:
    """Return, per place where ``text`` is put right, where the wrong word ends and the right one."""
    words = {t.start: (t.end, right) for t in tokenize(text) if (right := spelt(t.folded)) != t.folded}
    return words | {sign.start(): (sign.end(), "plus") for sign in _PLUS.finditer(text)}


def is_ordinary(word: str) -> bool:
    """Return whether a folded word is French, or misspells a word that questions are made of."""
    return word in common_words() or word in _speller().words or repaired_word(word) != word


def is_frequent(word: str) -> bool:
    """Return whether a word is said every day, in any conversation: « demande », not « astronaute »."""
    return bool(zipf_frequency(word, "fr") >= _FREQUENT)
