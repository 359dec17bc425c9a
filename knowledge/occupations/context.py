"""When the name of an occupation is ordinary French: cues of employment, and expressions that name none."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.occupations import tables
from knowledge.occupations.lexicon import Guard
from knowledge.occupations.words import fold_words, singular
from knowledge.text import Token
from knowledge.vocabulary import repaired_word

_BEFORE, _AFTER = 4, 3
_RIGHT_BEFORE = 2
_FRAGMENT = 2
_BEFORE_A_NAME = frozenset(("de", "des", "en", "pour", "comme"))


class Context:
    """The curated ``context.yml``, ready to test a place in a text."""

    def __init__(self) -> None:
        content = tables.curated("context.yml")
        self._cues = _words(content["cues"])
        self._strong = _words(content["strong_cues"])
        self._blocked: dict[str, list[tuple[str, ...]]] = {}
        for expression in content["blocked"]:
            words = tuple(singular(word) for word in fold_words(expression))
            self._blocked.setdefault(words[0], []).append(words)

    def blocked(self, tokens: Sequence[Token]) -> list[tuple[int, int]]:
        """Return the token spans ``[first, last)`` of the expressions that name no occupation."""
        words = [singular(repaired_word(token.folded)) for token in tokens]
        return [
            (first, first + len(expression))
            for first, word in enumerate(words)
            for expression in self._blocked.get(word, ())
            if tuple(words[first : first + len(expression)]) == expression
        ]

    def allows(
        self,
        guard: Guard,
        tokens: Sequence[Token],
        span: tuple[int, int],
        expressions: Sequence[tuple[int, int]],
        outside: int,
    ) -> bool:
        """Return whether tokens ``span`` may be an occupation; ``outside``: the number of words around it.

        The words of ``expressions`` are no cue: "France Travail" says nothing of what follows.
        """
        first, last = span
        if guard is Guard.NONE or (guard is Guard.CUE and outside <= _FRAGMENT):
            return True
        if guard is Guard.ALONE:
            return self._is_alone([token.folded for token in tokens[:first]], outside)
        free = [
            index
            for index in range(max(0, first - _BEFORE), min(len(tokens), last + _AFTER))
            if not first <= index < last and not any(start <= index < end for start, end in expressions)
        ]
        cues = self._cues
        if guard is Guard.STRONG:
            free, cues = [index for index in free if first - _RIGHT_BEFORE <= index < first], self._strong
        return any({folded := repaired_word(tokens[index].folded), singular(folded)} & cues for index in free)

    def _is_alone(self, before: list[str], outside: int) -> bool:
        """Return whether nothing else is said, or the words ``before`` end by a cue: "secteur", "postes de"."""
        if not before:
            return not outside
        cue = before[-2] if len(before) > 1 and before[-1] in _BEFORE_A_NAME else before[-1]
        return bool({cue, singular(cue)} & self._strong)


def _words(words: list[str]) -> frozenset[str]:
    return frozenset(folded for word in words for folded in fold_words(word))
