"""Finds the occupations named in a text: everyday words, survey labels, job titles, one typo forgiven.

The longest phrase wins, from left to right. Pure Python, a fraction of a millisecond for a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.matching import common_words
from knowledge.occupations import lexicon
from knowledge.occupations.both_genders import in_one_gender
from knowledge.occupations.context import Context
from knowledge.occupations.focus import completes, focus
from knowledge.occupations.lexicon import Guard, Phrase, Source
from knowledge.occupations.model import Selection
from knowledge.occupations.reading import Reading, Span
from knowledge.occupations.settling import settled
from knowledge.occupations.typos import Typos
from knowledge.occupations.words import LINK_WORDS, singular
from knowledge.text import Token, tokenize

_AGAIN = re.compile(r"\s*[/(]\s*")
_HEADS = frozenset(("metier", "secteur", "emploi", "filiere", "domaine", "poste", "monde", "milieu"))


@dataclass(frozen=True, slots=True)
class LinkedOccupation:
    """An occupation named in a text: ``text[start:end]`` and what it selects."""

    start: int
    end: int
    selection: Selection


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase met at tokens ``[first, last)``."""

    first: int
    last: int
    words: int
    phrase: Phrase

    @property
    def selection(self) -> Selection:
        """Return what the phrase selects."""
        return self.phrase.selection


class Gazetteer:
    """All the phrases, indexed by key; build it once per process with ``gazetteer()``."""

    def __init__(self) -> None:
        self._phrases = lexicon.build(common_words())
        self._context = Context()
        # The number of words of the longest phrase by its first two words.
        self._longest: dict[str, int] = {}
        known: set[str] = set()
        for key in self._phrases:
            words = key.split()
            start = " ".join(words[:2])
            self._longest[start] = max(self._longest.get(start, 0), len(words))
            known.update(words)
        self._typos = Typos(known, (key for key, one in self._phrases.items() if one.source < Source.TITLE))

    def link(self, text: str, blocked: Sequence[Span] = ()) -> list[LinkedOccupation]:
        """Return the occupations of ``text``, in order, none overlapping another nor a ``blocked`` character span."""
        text, repeated = in_one_gender(text)
        tokens = [self._typos.unglued(one) for one in tokenize(text) if not _overlaps(one, blocked)]
        if not tokens:
            return []
        reading = Reading(text, tokens, blocked, self._context.blocked(tokens), self._typos)
        found: list[_Found] = []
        position = 0
        while position < len(tokens):
            one = self._named(reading, position)
            if one is not None and found and completes(text, tokens, found[-1], one):
                found[-1] = replace(one, first=found[-1].first)
            elif one is not None:
                found.append(one)
            position = one.last if one else position + 1
        found += self._listed(reading, found)
        linked = (
            LinkedOccupation(tokens[_named_from(tokens, one)].start, _end(text, tokens, one, repeated), one.selection)
            for one in focus(text, tokens, sorted(found, key=lambda one: one.first))
        )
        return [self._settled(text, one) for one in _joined(text, linked)]

    def get(self, phrase: str) -> Selection | None:
        """Return what ``phrase`` selects when it is known as it stands, whatever the context, else None."""
        one = self._phrases.get(" ".join(singular(t.folded) for t in tokenize(phrase) if t.folded not in LINK_WORDS))
        return one.selection if one else None

    def _settled(self, text: str, one: LinkedOccupation) -> LinkedOccupation:
        if not one.selection.ambiguous:
            return one
        around = f"{text[: one.start]} {text[one.end :]}"
        return replace(one, selection=settled(one.selection, around, self._phrases))

    def _named(self, reading: Reading, first: int) -> _Found | None:
        """Return what is named at token ``first``; "secteur" is left out where that makes the name longer."""
        one, tokens = self._at(reading, first), reading.tokens
        if one is None or singular(tokens[first].folded) not in _HEADS:
            return one
        after = next((at for at in range(first + 1, one.last) if tokens[at].folded not in LINK_WORDS), first)
        other = self._at(reading, after)
        return other if other and other.last > one.last else one

    def _listed(self, reading: Reading, found: Sequence[_Found]) -> Iterator[_Found]:
        """Yield the ordinary words that an occupation beside them in a list makes one: « ménage ou cantine ».

        A word that is hardly ever an occupation needs one of its own domain: « maçonnerie, couverture ».
        """
        taken = {index for one in found for index in range(one.first, one.last)}
        for first in range(len(reading.tokens)):
            other = None if first in taken else self._at(reading, first, in_list=True)
            if other is None or not taken.isdisjoint(range(first, other.last)):
                continue
            if any(reading.lists(one, other) and _makes_one(one, other) for one in found):
                yield other

    def _at(self, reading: Reading, first: int, *, in_list: bool = False) -> _Found | None:
        """Return the longest acceptable phrase that begins at token ``first``."""
        words = reading.words_from(first)
        best: _Found | None = None
        for one in (*self._exact(first, words), *self._with_typo(reading, first, words)):
            if (best is None or one.words > best.words) and self._accepts(reading, one, in_list):
                best = one
        return best

    def _exact(self, first: int, words: Sequence[tuple[str, int]]) -> Iterator[_Found]:
        longest = self._longest.get(" ".join(word for word, _ in words[:2]), 1)
        for size in range(min(longest, len(words)), 0, -1):
            phrase = self._phrases.get(" ".join(word for word, _ in words[:size]))
            if phrase:
                yield _Found(first, words[size - 1][1] + 1, size, phrase)

    def _with_typo(self, reading: Reading, first: int, words: Sequence[tuple[str, int]]) -> Iterator[_Found]:
        if not reading.corrections:
            return
        for index, (_, token) in enumerate(words):
            for fixed in reading.corrections.get(token, ()):
                corrected = [*words[:index], (fixed, token), *words[index + 1 :]]
                for one in self._exact(first, corrected):
                    if one.words > index and one.phrase.source < Source.TITLE:
                        yield one

    def _accepts(self, reading: Reading, one: _Found, in_list: bool) -> bool:
        phrase = one.phrase
        guard = Guard.NONE if in_list and phrase.guard in {Guard.CUE, Guard.STRONG} else phrase.guard
        if phrase.capitals and not reading.in_capitals(one.first, one.last):
            return False
        if reading.is_expression(one.first, one.last):
            return False
        if not phrase.commas and reading.has_comma(one.first, one.last):
            return False
        outside = reading.content - one.words
        span = one.first, one.last
        return self._context.allows(guard, reading.tokens, span, reading.expressions, outside)


def _makes_one(one: _Found, other: _Found) -> bool:
    """Return whether the occupation ``one`` makes an occupation of the ordinary word ``other`` listed with it."""
    domains = [{code[0] for code in each.selection.fap2021} for each in (one, other)]
    return other.phrase.guard is not Guard.STRONG or bool(domains[0] & domains[1])


def _joined(text: str, linked: Iterable[LinkedOccupation]) -> list[LinkedOccupation]:
    """Return ``linked`` with an occupation said again in other words in one ("Homme sage-femme / Sage-femme")."""
    joined: list[LinkedOccupation] = []
    for one in linked:
        last = joined[-1] if joined else None
        if last and last.selection == one.selection and _AGAIN.fullmatch(text, last.end, one.start):
            joined[-1] = replace(last, end=one.end)
        else:
            joined.append(one)
    return joined


def _end(text: str, tokens: Sequence[Token], one: _Found, repeated: Sequence[Span]) -> int:
    """Return where a name ends: after the other gender said again, after the parenthesis it opens."""
    start, end = tokens[one.first].start, tokens[one.last - 1].end
    end = next((last for first, last in repeated if first == end), end)
    return end + (text[end : end + 1] == ")" and "(" in text[start:end])


def _named_from(tokens: Sequence[Token], one: _Found) -> int:
    """Return the token a name really begins at: in "métiers du bâtiment", only "bâtiment" names the sector."""
    first = one.first
    if one.selection.sector:
        while first < one.last - 1 and (singular(tokens[first].folded) in _HEADS or tokens[first].folded in LINK_WORDS):
            first += 1
    return first


def _overlaps(token: Token, spans: Sequence[Span]) -> bool:
    return any(token.start < end and start < token.end for start, end in spans)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the gazetteer, built once per process."""
    return Gazetteer()


def link(text: str, blocked: Sequence[Span] = ()) -> list[LinkedOccupation]:
    """Return the occupations named in ``text``, outside the ``blocked`` character spans (places)."""
    return gazetteer().link(text, blocked)
