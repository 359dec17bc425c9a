"""The one place that folds accents and case, and cuts a text into tokens that remember where they stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_FRENCH = re.compile(r"[\x00-\x7f\xa0«»°À-ÖØ-Þà-öø-ÿœŒ’…–—\u202f]*")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_WORDS = re.compile(r"[^\W_]+")
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its folded form, and the characters ``text[start:end]`` it was read from."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """Return the lower-case, accent-free form of one character (``"É"`` → ``"e"``, ``"œ"`` → ``"oe"``)."""
    lowered = char.lower()
    if lowered in _LIGATURES:
        return _LIGATURES[lowered]
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))


@lru_cache(maxsize=8)  # a message is cut some twenty times over; those before it are not held for long
def tokenize(text: str) -> tuple[Token, ...]:
    """Return the runs of letters and digits of ``text``, folded, with exact offsets in ``text``.

    Apostrophes, hyphens and punctuation separate: ``"L'Haÿ-les-Roses"`` gives l, hay, les, roses.
    """
    if _FRENCH.fullmatch(text):  # the same, without a look at each character: a fifth of the time
        return tuple(Token(_plain(each.group()), each.start(), each.end()) for each in _WORDS.finditer(text))
    tokens: list[Token] = []
    folded, start = "", 0
    for position, char in enumerate(text):
        piece = fold_char(char) if char.isalnum() or unicodedata.combining(char) else ""
        if piece.strip() and piece.isalnum():
            if not folded:
                start = position
            folded += piece
        elif folded and unicodedata.combining(char):
            continue
        elif folded:
            tokens.append(Token(folded, start, position))
            folded = ""
    if folded:
        tokens.append(Token(folded, start, len(text)))
    return tuple(tokens)


def fold(text: str) -> str:
    """Return ``text`` folded and reduced to its words separated by single spaces (a key for comparisons)."""
    if not _FRENCH.fullmatch(text):
        return " ".join(token.folded for token in tokenize(text))
    return " ".join(_WORDS.findall(_plain(text)))


def _plain(text: str) -> str:
    """Return French text in lower case without accents."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    apart = unicodedata.normalize("NFKD", lowered.replace("œ", "oe").replace("æ", "ae"))
    return _MARKS.sub("", apart)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded character by character, punctuation kept, which can lead any span back to the original."""

    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the original text behind ``self.text[start:end]`` (a non-empty span)."""
        return self.origins[start], self.origins[end - 1] + 1


_APOSTROPHES = "’ʼ`´′"
_LONGER = frozenset("œŒæÆ…")
"""The characters of French text that folding makes longer."""
_ALIGNED = str.maketrans({"’": "'", "`": "'", **dict.fromkeys("\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\xa0\u202f", " ")})


def fold_aligned(text: str) -> Folded:
    """Return ``text`` without accents nor case, typographic apostrophes made straight, spans recoverable."""
    if _FRENCH.fullmatch(text) and _LONGER.isdisjoint(text):
        return Folded(_plain(text.translate(_ALIGNED)), tuple(range(len(text))))
    pieces: list[str] = []
    origins: list[int] = []
    for position, char in enumerate(text):
        piece = "'" if char in _APOSTROPHES else (fold_char(char) if char.isalnum() else char)
        piece = " " if piece.isspace() else piece
        if unicodedata.combining(char):
            continue
        pieces.append(piece)
        origins.extend([position] * len(piece))
    return Folded("".join(pieces), tuple(origins))
