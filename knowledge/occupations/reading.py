"""A text being read: its tokens, the words phrases are compared with, and what separates them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from knowledge.occupations.typos import Typos
from knowledge.occupations.words import COMMA, LINK_WORDS, singular
from knowledge.text import Token

Span = tuple[int, int]

_AND = frozenset(("et", "ou", "ni", "e"))
"""« ménage é cantine » : who types « é » for « et »."""
_MOST_WORDS = 24
_MOST_LINKS = 3
_BARRIER = re.compile(r"[.;:!?\[\]\n|]")
_SHORTENED = frozenset(("qualif", "comm", "developp", "prod", "indus"))
"""Words the labels of 2016-2018 cut short: the full stop after them separates nothing."""


class Spanned(Protocol):
    """Tokens ``[first, last)``."""

    @property
    def first(self) -> int:
        """Return the first token."""

    @property
    def last(self) -> int:
        """Return the token after the last."""


class Reading:
    """A text, without its ``blocked`` character spans (places); ``expressions`` are token spans naming nothing.

    ``content`` is the number of words that are not link words; ``corrections`` gives, for the number of a
    misspelt token, the words it may have been meant for.
    """

    def __init__(
        self, text: str, tokens: Sequence[Token], blocked: Sequence[Span], expressions: Sequence[Span], typos: Typos
    ) -> None:
        self.tokens = tokens
        self._text = text
        self.expressions = expressions
        gaps = [(one.end, two.start) for one, two in pairwise(tokens)]
        barriers = [
            bool(_BARRIER.search(text, start + (token.folded in _SHORTENED), end))
            or any(start <= a and b <= end for a, b in blocked)
            for token, (start, end) in zip(tokens, gaps, strict=False)
        ]
        self._commas = [bool(COMMA.search(text, start, end)) for start, end in gaps]
        self._shouted = text.isupper() and len(tokens) > 2
        self._words = [
            (singular(token.folded), index) for index, token in enumerate(tokens) if token.folded not in LINK_WORDS
        ]
        self._rank = {token: rank for rank, (_, token) in enumerate(self._words)}
        self._ends = self._phrase_ends(barriers)
        self.content = len(self._words)
        self.corrections = {
            token: fixed
            for word, token in self._words
            if (fixed := typos.corrections(word, text[tokens[token].start : tokens[token].end]))
        }

    def words_from(self, first: int) -> Sequence[tuple[str, int]]:
        """Return the words a phrase beginning at token ``first`` may hold, each with its token."""
        rank = self._rank.get(first)
        return () if rank is None else self._words[rank : min(self._ends[rank], rank + _MOST_WORDS)]

    def has_comma(self, first: int, last: int) -> bool:
        """Return whether a comma stands between tokens ``[first, last)``."""
        return any(self._commas[first : last - 1])

    def lists(self, one: Spanned, other: Spanned) -> bool:
        """Return whether nothing but « et », « ou », a comma stands between two names, in whatever order."""
        before, after = (one, other) if one.last <= other.first else (other, one)
        between = {token.folded for token in self.tokens[before.last : after.first]}
        linked = bool(between & _AND) or any(self._commas[before.last - 1 : after.first])
        return linked and after.first - before.last <= _MOST_LINKS and between <= _AND | LINK_WORDS

    def in_capitals(self, first: int, last: int) -> bool:
        """Return whether tokens ``[first, last)`` are in capitals in a text that is not all in capitals."""
        written = self._text[self.tokens[first].start : self.tokens[last - 1].end]
        return written.rstrip("s").isupper() and not self._shouted

    def is_expression(self, first: int, last: int) -> bool:
        """Return whether tokens ``[first, last)`` lie within an expression that names no occupation."""
        return any(start <= first and last <= end for start, end in self.expressions)

    def _phrase_ends(self, barriers: Sequence[bool]) -> list[int]:
        """Return for each word the rank where a phrase that begins at it must stop."""
        ends = [len(self._words)] * len(self._words)
        for rank in range(len(self._words) - 2, -1, -1):
            token, following = self._words[rank][1], self._words[rank + 1][1]
            cut = following - token - 1 > _MOST_LINKS or any(barriers[token:following])
            ends[rank] = rank + 1 if cut else ends[rank + 1]
        return ends
