"""Spelling of the words questions are made of: « dificciles », « recrutmeents », « saionniers »."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.matching import common_words
from knowledge.spelling import SHORTEST, Speller
from knowledge.text import Folded, Token, fold, fold_aligned, tokenize


@lru_cache(maxsize=1)
def _speller() -> Speller:
    words = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))["words"]
    speller = Speller()
    for word in fold(words).split():
        speller.add(word)
    return speller


@lru_cache(maxsize=4096)
def repaired_word(word: str) -> str:
    """Return the vocabulary word that a folded ``word`` misspells, or ``word`` itself."""
    if len(word) < SHORTEST or not word.isalpha() or word in common_words() or word in _speller().words:
        return word
    near = _speller().one_letter_off(word) or _speller().same_sound(word)
    return min(near, key=lambda known: (known[0] != word[0], abs(len(known) - len(word)), known)) if near else word


def repaired(text: str) -> str:
    """Return ``text`` with its misspelt words put right (folded there, untouched elsewhere)."""
    pieces: list[str] = []
    position = 0
    for token in tokenize(text):
        pieces += [text[position : token.start], _kept(text, token)]
        position = token.end
    return "".join(pieces) + text[position:]


def repaired_aligned(text: str) -> Folded:
    """Return ``text`` folded with its misspelt words put right; a span of it still leads back to ``text``."""
    folded = fold_aligned(text)
    wrong = {t.start: t for t in tokenize(text) if repaired_word(t.folded) != t.folded}
    if not wrong:
        return folded
    letters: list[str] = []
    origins: list[int] = []
    index = 0
    while index < len(folded.text):
        token = wrong.get(folded.origins[index])
        if token is None:
            letters.append(folded.text[index])
            origins.append(folded.origins[index])
            index += 1
            continue
        word = repaired_word(token.folded)
        letters.append(word)
        origins += [min(token.start + i, token.end - 1) for i in range(len(word) - 1)] + [token.end - 1]
        while index < len(folded.text) and folded.origins[index] < token.end:
            index += 1
    return Folded("".join(letters), tuple(origins))


def _kept(text: str, token: Token) -> str:
    word = repaired_word(token.folded)
    return text[token.start : token.end] if word == token.folded else word


def is_ordinary(word: str) -> bool:
    """Return whether a folded word is French, or misspells a word that questions are made of."""
    return word in common_words() or word in _speller().words or repaired_word(word) != word
