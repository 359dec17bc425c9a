"""The names of territories as people write them, each with what it stands for and how it must be read."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from knowledge.errors import KnowledgeError
from knowledge.matching import Match, PhraseIndex, common_words
from knowledge.paths import EMBEDDED
from knowledge.text import Token

NAMES, BASSINS, EPCI = "names", "bassins", "epci"


class Reading(str, Enum):
    """How much the sentence must say for a name to be a place."""

    FREE = "free"
    """Always a place."""
    SMALL = "small"
    """A small commune far away: only where a place is expected."""
    WORD = "word"
    """Also a common word: only where a place is expected and a common noun is not."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a phrase stands for.

    ``refs``: one ref, or several when the user must choose, best first. ``others``: communes of the same name
    that are not proposed, which a département said beside brings back. ``size``: inhabitants of the first ref.
    ``article``: INSEE article code that must show before the phrase when it was taken off ("au Blanc").
    """

    phrase: str
    refs: tuple[str, ...]
    others: tuple[str, ...] = ()
    reading: Reading = Reading.FREE
    size: int = 0
    home: bool = False
    article: int = 0


_MEMORY = 4_096
_LEAST_LETTERS = 8
_MOST_WORDS = 7
_TELLING_LETTERS = 4
_LEAST_EDGE = 3


class NameIndex(PhraseIndex[Name]):
    """An index of names already folded, which also finds one mistake anywhere in a long name, spaces included.

    ``PhraseIndex`` corrects one long word; here "saint amad montrond", "saintavertin" and "chateau roux" are
    compared whole, letters only.
    """

    def __init__(self) -> None:
        super().__init__()
        self._corrected: dict[str, list[str]] = {}
        self._letters: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._own: set[str] = set()
        self._telling: set[str] = set()

    def add_folded(self, name: Name, *, typo: bool) -> None:
        """Add ``name``, whose phrase is folded words separated by spaces: 40,000 need no second folding."""
        key = tuple(name.phrase.split(" "))
        self._phrases[key][name] = None
        self._starts.add(key[0])
        self._longest = max(self._longest, len(key))
        if not typo:
            return
        self._typo_phrases.add(key)
        for word in key:
            self._allow_typo(word)
        letters = "".join(key)
        if len(letters) >= _LEAST_LETTERS:
            self._own.update(key)
            self._telling.update(word for word in key if len(word) >= _TELLING_LETTERS)
            for written in {letters, letters.replace("saint", "st", 1)}:
                for piece in (written, *one_letter_less(written)):
                    self._letters[piece].append((written, key))

    def match_at(self, tokens: Sequence[Token], first: int) -> Match[Name] | None:
        """Return the longest name at token ``first``; see the class for the mistakes it tolerates."""
        match = super().match_at(tokens, first)
        whole = self._whole_at(tokens, first, beyond=match.last - first if match else 0)
        return whole or match

    def exact_at(self, tokens: Sequence[Token], first: int) -> Match[Name] | None:
        """Return the longest name written without mistake at token ``first``."""
        words = [token.folded for token in tokens[first : first + self._longest]]
        size = self._longest_exact(words)
        return self._match(tokens, first, size, tuple(words[:size]), exact=True) if size else None

    def _whole_at(self, tokens: Sequence[Token], first: int, beyond: int) -> Match[Name] | None:
        """Return the name of more than ``beyond`` words whose letters are those at ``first``, but for one."""
        words = [token.folded for token in tokens[first : first + _MOST_WORDS]]
        words = words[: next((i for i, word in enumerate(words) if self._is_foreign(word)), len(words))]
        for size in range(len(words), beyond, -1):
            letters = "".join(words[:size])
            if len(letters) >= _LEAST_LETTERS and (size == 1 or not self._telling.isdisjoint(words[:size])):
                key = self._nearest(letters)
                if key and _is_within(words[:size], key):
                    return self._match(tokens, first, size, key, exact=False)
        return None

    def _is_foreign(self, word: str) -> bool:
        """Tell whether a word belongs to no name, and is too usual to be the misspelling of one."""
        return len(word) > _TELLING_LETTERS and word not in self._own and word in common_words()

    def _nearest(self, letters: str) -> tuple[str, ...] | None:
        pieces = (letters, *one_letter_less(letters))
        near = {found for piece in pieces for found in self._letters.get(piece, ())}
        scored = [(OSA.distance(letters, written, score_cutoff=1), key) for written, key in near]
        best = min(scored, default=(2, ()))
        return best[1] if best[0] <= 1 else None

    def _match(
        self, tokens: Sequence[Token], first: int, size: int, key: tuple[str, ...], *, exact: bool
    ) -> Match[Name]:
        last = first + size
        names = tuple(self._phrases[key])
        return Match(first, last, tokens[first].start, tokens[last - 1].end, names, exact)

    def _corrections(self, word: str) -> list[str]:
        """Look each unknown word up once: a message repeats the same windows of words many times."""
        found = self._corrected.get(word)
        if found is None:
            if len(self._corrected) >= _MEMORY:
                self._corrected.clear()
            found = self._corrected[word] = super()._corrections(word)
        return found


def _is_within(words: list[str], key: tuple[str, ...]) -> bool:
    """Tell whether the first and last words belong to the name: "à Béville" is not Abbeville."""
    for word, own in ((words[0], key[0]), (words[-1], key[-1])):
        if len(word) < _LEAST_EDGE and word != own:
            return False
    letters = "".join(key)
    return letters not in {"".join(words[1:]), "".join(words[:-1])}


def one_letter_less(text: str) -> set[str]:
    """Return ``text`` without each of its letters in turn."""
    return {text[:i] + text[i + 1 :] for i in range(len(text))}


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The indexes of names; ``bassins`` and ``epci`` serve after "bassin de", "communauté de communes"."""

    names: NameIndex
    bassins: NameIndex
    epci: NameIndex


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the gazetteer of the embedded names, loaded once per process."""
    return load(EMBEDDED / "territories" / "names.csv")


def load(path: Path) -> Gazetteer:
    """Return the gazetteer written in ``path`` by ``naming.write``."""
    indexes = {NAMES: NameIndex(), BASSINS: NameIndex(), EPCI: NameIndex()}
    readings = {reading.value: reading for reading in Reading}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, delimiter=";")
            next(reader)
            for phrase, index, refs, others, reading, size, home, article, typo in reader:
                name = Name(
                    phrase,
                    tuple(refs.split("|")),
                    tuple(others.split("|")) if others else (),
                    readings[reading],
                    int(size),
                    home == "1",
                    int(article),
                )
                indexes[index].add_folded(name, typo=typo == "1")
    except OSError as error:
        raise KnowledgeError(f"Le fichier {path.name} manque à la base de connaissances.") from error
    return Gazetteer(**indexes)
