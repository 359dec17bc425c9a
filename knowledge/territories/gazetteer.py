"""The names of territories as people write them, each with what it stands for and how it must be read."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from knowledge.errors import KnowledgeError
from knowledge.matching import Match, PhraseIndex, common_words
from knowledge.paths import EMBEDDED
from knowledge.spelling import SHORTEST
from knowledge.territories.forms import words
from knowledge.territories.model import is_division
from knowledge.territories.reference import HOME_REGION, Territories, territories
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

    ``refs``: one ref, or several when the user must choose, best first. ``others``: territories of the same name
    that are not proposed, which a département said beside, or "à" before a commune, brings back. ``size``:
    inhabitants of the first ref. ``article``: INSEE article code that must show before the phrase when it was
    taken off ("au Blanc").
    """

    phrase: str
    refs: tuple[str, ...]
    others: tuple[str, ...] = ()
    reading: Reading = Reading.FREE
    size: int = 0
    home: bool = False
    article: int = 0

    @classmethod
    def of(
        cls,
        phrase: str,
        refs: tuple[str, ...],
        known: Territories,
        *,
        others: tuple[str, ...] = (),
        reading: Reading = Reading.FREE,
        article: int = 0,
    ) -> Name:
        """Return the name of ``refs``, its size and place being those of the first in ``known``."""
        first = known.get(refs[0])
        size = GREAT_CITY if is_division(first.ref) else first.population
        home = first.region == HOME_REGION
        return cls(phrase, refs, others, reading, size, home, article)


GREAT_CITY = 100_000
"""Inhabitants from which a town is known everywhere, as any division of the country is."""
_MEMORY = 4_096
_LEAST_LETTERS = 8
_INTACT = _LEAST_LETTERS // 2
"""Letters at one end or the other that a single mistake leaves as they are."""
_MOST_WORDS = 7
_TELLING_LETTERS = 4
_LEAST_EDGE = 3
_OWN_BESIDE_FOREIGN = 2
_BEFORE_NAMES = words("a au aux d de des du en et ou")
LITTLE = words("le la les l") | _BEFORE_NAMES
"""Words before a name that are not of it."""


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
        self._heads: set[tuple[str, int]] = set()
        self._tails: set[tuple[str, int]] = set()

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
                for size in (len(written) - 1, len(written), len(written) + 1):
                    self._heads.add((written[:_INTACT], size))
                    self._tails.add((written[-_INTACT:], size))
                for piece in (written, *one_letter_less(written)):
                    self._letters[piece].append((written, key))

    def match_at(self, tokens: Sequence[Token], first: int) -> Match[Name] | None:
        """Return the longest name at token ``first``; see the class for the mistakes it tolerates.

        A name written with a mistake may be several: the payloads are then all those it may be, the home region's
        first, then the most populous.
        """
        exact = self.exact_at(tokens, first)
        if tokens[first].folded in _BEFORE_NAMES:
            return exact
        words = [token.folded for token in tokens[first : first + max(self._longest, _MOST_WORDS)]]
        size, keys = self._mistaken(words, beyond=exact.last - first if exact else 0)
        if not keys:
            return exact
        names = {name for key in keys for name in self._phrases[key]}
        ranked = tuple(sorted(names, key=lambda name: (not name.home, -name.size, name.phrase)))
        return Match(first, first + size, tokens[first].start, tokens[first + size - 1].end, ranked, exact=False)

    def exact_at(self, tokens: Sequence[Token], first: int) -> Match[Name] | None:
        """Return the longest name written without mistake at token ``first``."""
        words = [token.folded for token in tokens[first : first + self._longest]]
        size = self._longest_exact(words)
        if not size:
            return None
        names = tuple(self._phrases[tuple(words[:size])])
        return Match(first, first + size, tokens[first].start, tokens[first + size - 1].end, names, exact=True)

    def _mistaken(self, words: list[str], beyond: int) -> tuple[int, set[tuple[str, ...]]]:
        """Return the size of the longest names, of more than ``beyond`` words, that are mistaken here, and them."""
        longest, keys = beyond, set[tuple[str, ...]]()
        for size, key in self._typo_candidates(words[: self._longest]):
            if size > longest:
                longest, keys = size, {key}
            elif size == longest > beyond:
                keys.add(key)
        size, wholes = self._whole(words[:_MOST_WORDS], beyond=max(beyond, longest - 1))
        if size > longest:
            return size, wholes
        return longest, keys | wholes

    def _whole(self, words: list[str], beyond: int) -> tuple[int, set[tuple[str, ...]]]:
        """Return the names of more than ``beyond`` words whose letters are those of ``words``, but for one."""
        words = self._of_a_name(words)
        for size in range(len(words), beyond, -1):
            letters = "".join(words[:size])
            if len(letters) >= _LEAST_LETTERS and (size == 1 or not self._telling.isdisjoint(words[:size])):
                near = {key for key in self._nearest(letters) if _is_within(words[:size], key)}
                if near:
                    return size, near
        return beyond, set()

    def _of_a_name(self, words: list[str]) -> list[str]:
        """Return the words that may be of one name, up to an everyday one.

        One everyday word is let in when two others tell a name: "Sante-Maure-de-Touraine".
        """
        first = next((index for index, word in enumerate(words) if self._is_foreign(word)), len(words))
        last = first + 1
        if first and last < len(words) and words[last] not in self._own and words[0] not in self._telling:
            return words[:first]
        if not first and (last >= len(words) or words[last] not in self._own):
            return []
        while last < len(words) and not self._is_foreign(words[last]):
            last += 1
        telling = self._telling.intersection(words[:last])
        return words[: last if len(telling) >= _OWN_BESIDE_FOREIGN else first]

    def _is_foreign(self, word: str) -> bool:
        """Tell whether a word belongs to no name, and is too usual to be the misspelling of one."""
        return len(word) > _TELLING_LETTERS and word not in self._own and word in common_words()

    def _nearest(self, letters: str) -> set[tuple[str, ...]]:
        size = len(letters)
        if (letters[:_INTACT], size) not in self._heads and (letters[-_INTACT:], size) not in self._tails:
            return set()
        pieces = (letters, *one_letter_less(letters))
        near = {found for piece in pieces for found in self._letters.get(piece, ())}
        scored = [(OSA.distance(letters, written, score_cutoff=1), key) for written, key in near]
        least = min((distance for distance, _ in scored), default=2)
        return {key for distance, key in scored if distance == least <= 1}

    def _typo_candidates(self, words: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield the names that ``words`` begin with but for one word; that is the first when none begins so."""
        misspelt = range(len(words) if words and words[0] in self._starts else min(len(words), 1))
        for index in misspelt:
            for fixed in self._corrections(words[index]):
                candidate = (*words[:index], fixed, *words[index + 1 :])
                sizes = range(len(candidate), index, -1)
                size = next((n for n in sizes if candidate[:n] in self._typo_phrases), 0)
                if size:
                    yield size, candidate[:size]

    def _corrections(self, word: str) -> list[str]:
        """Look each word up once: a message repeats the same windows of words many times.

        A word that is only a part of longer names may also misspell another: "loche", of La Chapelle-Loche, is Loches.
        """
        found = self._corrected.get(word)
        if found is None:
            if len(self._corrected) >= _MEMORY:
                self._corrected.clear()
            if len(word) < SHORTEST - 1 or word in common_words() or (word,) in self._phrases:
                found = []
            else:
                found = self._speller.one_letter_off(word) or self._speller.same_sound(word)
            self._corrected[word] = found
        return found


def _is_within(words: list[str], key: tuple[str, ...]) -> bool:
    """Tell whether the first and last words belong to the name: "à Béville" is not Abbeville."""
    letters = "".join(key)
    if "".join(words) == letters:
        return True
    for word, own in ((words[0], key[0]), (words[-1], key[-1])):
        if len(word) < _LEAST_EDGE and word != own and not _is_cut_short(word, own):
            return False
    return letters not in {"".join(words[1:]), "".join(words[:-1])}


def _is_cut_short(word: str, own: str) -> bool:
    """Tell whether a short word is the name's own with a letter missing, and no little word: "Ivoy-le-Pr"."""
    return word not in LITTLE and len(own) == len(word) + 1 and OSA.distance(word, own) == 1


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
    return load(EMBEDDED / "territories" / "names.csv", territories())


def load(path: Path, known: Territories) -> Gazetteer:
    """Return the gazetteer written in ``path`` by ``naming.rows``, of the territories ``known``."""
    indexes = {NAMES: NameIndex(), BASSINS: NameIndex(), EPCI: NameIndex()}
    readings = {reading.value: reading for reading in Reading}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, delimiter=";")
            next(reader)
            for phrase, index, refs, others, reading, article, typo in reader:
                name = Name.of(
                    phrase,
                    _full(refs),
                    known,
                    others=_full(others),
                    reading=readings[reading or Reading.FREE.value],
                    article=int(article or 0),
                )
                indexes[index or NAMES].add_folded(name, typo=bool(typo))
    except OSError as error:
        raise KnowledgeError(f"Le fichier {path.name} manque à la base de connaissances.") from error
    return Gazetteer(**indexes)


_COMMUNE = "commune:"


def row_of(name: Name, index: str, *, typo: bool) -> tuple[str, ...]:
    """Return the row of ``names.csv`` for ``name``: what most names share is left empty, to keep the file small."""
    refs, others = ("|".join(ref.removeprefix(_COMMUNE) for ref in refs) for refs in (name.refs, name.others))
    reading = "" if name.reading is Reading.FREE else name.reading.value
    kept = "" if index == NAMES else index
    return name.phrase, kept, refs, others, reading, str(name.article or ""), "1" if typo else ""


def _full(refs: str) -> tuple[str, ...]:
    return tuple(ref if ":" in ref else f"{_COMMUNE}{ref}" for ref in refs.split("|")) if refs else ()
