"""A message cut into words and clauses, once, for every reader."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.nlu.masking import courtesies_blanked
from knowledge.text import Token, tokenize

_BREAK = re.compile(r"[.!?;:\n…()«»]")
_CONNECTORS = frozenset(["mais", "donc", "alors", "sinon", "bref", "car", "parce", "puisque"])
"""Words that begin a clause wherever they stand."""
_OPENING_WORDS = """
    je j tu il elle on nous vous ils elles mon ma mes notre nos c ca sa est quel quelle quels quelles combien cb cmb
    comment pourquoi y ya merci bonjour voila savoir dites dis qui
    mn lui moi eux
"""
_OPENERS = frozenset(_OPENING_WORDS.split())
"""Words that begin a clause after a comma."""
_SPOKEN_OPENERS = frozenset(["je", "j", "combien", "quels", "quelle", "quel", "quelles"])
"""Words that begin a clause even where nothing is punctuated, unless a word before holds on to them."""
_HANDED = frozenset(["lui", "moi", "eux"])
"""« …, moi je cherche » is one clause."""
_HOLDERS = frozenset(["que", "qu", "si", "ce", "ou", "comme", "et", "de", "a", "n", "dans", "sur"])
_ENDS_A_QUESTION = re.compile(r"\s?\?")


@dataclass(frozen=True)
class Utterance:
    """The words of ``text`` with their places in it, and the number of the clause each word stands in."""

    text: str
    tokens: tuple[Token, ...]
    clauses: tuple[int, ...]

    @classmethod
    @lru_cache(maxsize=2)  # a message is cut some ten times over; those before it are not held
    def of(cls, text: str) -> Utterance:
        """Return ``text`` cut into words and clauses, without its courtesies."""
        text = courtesies_blanked(text)
        tokens = tokenize(text)
        numbers: list[int] = []
        for index in range(len(tokens)):
            begins = index > 0 and _begins_a_clause(text, tokens, index)
            numbers.append((numbers[-1] if numbers else 0) + begins)
        return cls(text, tokens, tuple(numbers))

    @property
    def size(self) -> int:
        """How many clauses there are."""
        return self.clauses[-1] + 1 if self.clauses else 0

    @cached_property
    def questions(self) -> frozenset[int]:
        """The clauses that end with a question mark."""
        return frozenset(
            clause
            for token, clause in zip(self.tokens, self.clauses, strict=True)
            if _ENDS_A_QUESTION.match(self.text, token.end)
        )

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The characters of each clause, from its first word to its last."""
        ends: dict[int, tuple[int, int]] = {}
        for token, clause in zip(self.tokens, self.clauses, strict=True):
            start = ends[clause][0] if clause in ends else token.start
            ends[clause] = (start, token.end)
        return tuple(ends[clause] for clause in range(self.size))

    def covered(self, start: int, end: int) -> list[int]:
        """Return the indices of the words that ``text[start:end]`` touches."""
        first = bisect_right(self._ends, start)
        return list(range(first, max(first, bisect_left(self._starts, end))))

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]


def _begins_a_clause(text: str, tokens: tuple[Token, ...], index: int) -> bool:
    before, token = tokens[index - 1], tokens[index]
    gap = text[before.end : token.start]
    if _BREAK.search(gap) or token.folded in _CONNECTORS:
        return True
    if "," in gap:
        return token.folded in _OPENERS
    if before.folded in _HANDED and index > 1 and "," in text[tokens[index - 2].end : before.start]:
        return False
    asks = token.folded == "est" and [each.folded for each in tokens[index + 1 : index + 2]] == ["ce"]
    return (asks or token.folded in _SPOKEN_OPENERS) and before.folded not in _HOLDERS
