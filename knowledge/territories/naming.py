"""Builds the gazetteer: every phrase that names a territory, resolved once, when the files are embedded.

The result is ``names.csv``, read by ``gazetteer.py``: a line says what a phrase means and how it is read, and
can be reviewed without running anything.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from rapidfuzz.distance import OSA

from knowledge.matching import common_words
from knowledge.territories.forms import folded_name, forms, normalised
from knowledge.territories.gazetteer import BASSINS, EPCI, NAMES, Name, Reading, row_of
from knowledge.territories.homonyms import Homonyms, resolved
from knowledge.territories.lexicon import Lexicon, lexicon
from knowledge.territories.model import Level, Territory
from knowledge.territories.reference import FRANCE, HOME_REGION, Territories
from knowledge.text import fold

Entry = tuple[str, Name, bool]
"""The index it belongs to, the name, whether one typo is tolerated."""

HEADER = ("phrase", "index", "refs", "others", "reading", "article", "typo")

_SMALL = 2_000
_CITY = 20_000
_TOWN = 5_000
_SHORTENED_FROM = 1_000
_ARTICLES = ("le", "la", "les", "l")
_ARTICLE_FIRST = tuple(f"{article} " for article in _ARTICLES)
_CONTRACTED = {"le": 2, "les": 4}
"""Articles that "à" and "de" hide ("au Puiset"), with their INSEE code."""
_ALONE_FROM = 3
_EVERYDAY_LETTERS = 6
"""An everyday name of more letters is still read with one typo."""


def rows(folder: Path) -> Iterator[tuple[object, ...]]:
    """Return the rows of ``names.csv`` for the territories embedded in ``folder``."""
    for index, name, typo in _Builder(folder, Territories(folder), lexicon()).entries():
        yield row_of(name, index, typo=typo)


class _Builder:
    """Walks what can be named, the surest first: a phrase already taken is not given a second meaning."""

    def __init__(self, folder: Path, known: Territories, words: Lexicon) -> None:
        self._folder = folder
        self._known = known
        self._words = words
        self._common = common_words()
        self._taken: set[str] = set()

    def entries(self) -> Iterator[Entry]:
        """Return every entry."""
        yield from self._aliases()
        yield from self._groups()
        yield from self._divisions()
        yield from self._epci()
        yield from self._communes()
        yield from self._bassins()

    def _named(self, name: Name, *, typo: bool) -> Iterator[Entry]:
        if name.phrase not in self._taken:
            self._taken.add(name.phrase)
            yield NAMES, name, typo

    def _aliases(self) -> Iterator[Entry]:
        for phrase, value in self._words.aliases.items():
            yield from self._everyday(phrase, tuple(value.split("|")))

    def _groups(self) -> Iterator[Entry]:
        for group in self._known.groups():
            for written in (group.territory.name, *group.also):
                yield from self._everyday(folded_name(written), (group.territory.ref,))

    def _everyday(self, phrase: str, refs: tuple[str, ...]) -> Iterator[Entry]:
        name = Name.of(phrase, refs, self._known, others=self._others(phrase, refs), reading=self._ruled(phrase))
        yield from self._named(name, typo=len(phrase) > _EVERYDAY_LETTERS)

    def _divisions(self) -> Iterator[Entry]:
        yield from self._named(Name.of("france", (FRANCE.ref,), self._known), typo=False)
        for word, ref, article in (("centre", self._known.home.ref, 2), ("reunion", "departement:974", 0)):
            name = Name.of(word, (ref,), self._known, reading=Reading.WORD, article=article)
            yield from self._named(name, typo=False)
        for level in (Level.REGION, Level.DEPARTEMENT):
            for territory in self._known:
                if territory.level is level and territory.name != "Paris":
                    yield from self._division(territory)

    def _others(self, phrase: str, refs: tuple[str, ...]) -> tuple[str, ...]:
        """Return the communes of that name that something better known hides: Contres (Cher), Bretagne (Indre)."""
        homonyms = self._homonyms.get(phrase)
        communes = [*resolved(homonyms), *homonyms.everyone()] if homonyms else []
        return tuple(dict.fromkeys(commune.ref for commune in communes if commune.ref not in refs))

    def _ruled(self, phrase: str) -> Reading:
        is_word = phrase in self._words.words and phrase not in self._words.proper
        return Reading.WORD if is_word else Reading.FREE

    def _division(self, territory: Territory) -> Iterator[Entry]:
        words = fold(territory.name).split()
        article = territory.liaison if territory.level is Level.DEPARTEMENT else 0
        for phrase in dict.fromkeys((" ".join(words), " ".join(word for word in words if word != "et"))):
            reading = self._ruled(phrase)
            others = self._others(phrase, (territory.ref,))
            name = Name.of(phrase, (territory.ref,), self._known, others=others, reading=reading, article=article)
            yield from self._named(name, typo=reading is Reading.FREE)

    def _epci(self) -> Iterator[Entry]:
        best: dict[str, Territory] = {}
        for epci, phrases in self._epci_phrases():
            for phrase in phrases:
                other = best.get(phrase)
                if other is None or (epci.region == HOME_REGION, epci.population) > (
                    other.region == HOME_REGION,
                    other.population,
                ):
                    best[phrase] = epci
        for phrase, epci in best.items():
            home = epci.region == HOME_REGION
            name = Name.of(phrase, (epci.ref,), self._known)
            yield EPCI, name, home
            if self._is_clear_alone(phrase, home):
                yield from self._named(name, typo=home)

    def _epci_phrases(self) -> Iterator[tuple[Territory, list[str]]]:
        for row in self._rows("epci.csv"):
            bare = row["official_name"].removeprefix(f"{row['kind']} ").replace("'", " ")
            pieces = [normalised(fold(piece).split()) for piece in bare.split("(")]
            while pieces[0][0] in {"de", "du", "des", "d", *_ARTICLES}:
                del pieces[0][0]
            yield self._known.get(f"epci:{row['code']}"), [" ".join(piece) for piece in pieces if piece]

    def _is_clear_alone(self, phrase: str, home: bool) -> bool:
        """Tell whether the name of an EPCI is understood without "communauté de communes" before it."""
        words = phrase.split()
        if {"metropole", "agglo", "agglomeration"} & set(words):
            return len(words) > 1
        rare = not all(word in self._common for word in words)
        if not home:
            return words[0] == "pays" and len(words) > 1 and rare
        return len(words) >= _ALONE_FROM or rare

    def _communes(self) -> Iterator[Entry]:
        for phrase, homonyms in self._homonyms.items():
            if phrase in self._taken or phrase in self._words.never or self._is_a_home_typo(phrase, homonyms):
                continue
            yield from self._commune(phrase, homonyms)

    def _is_a_home_typo(self, phrase: str, homonyms: Homonyms) -> bool:
        """Tell whether a name that a far commune once had ("Loche", now Mâcon) rather misspells a town of here."""
        if homonyms.official or homonyms.short or any(one.region == HOME_REGION for one in homonyms.former):
            return False
        return any(OSA.distance(phrase, town, score_cutoff=1) <= 1 for town in self._home_towns)

    @cached_property
    def _home_towns(self) -> tuple[str, ...]:
        here = (one for one in self._known.communes_of(FRANCE) if one.region == HOME_REGION)
        return tuple(fold(one.name) for one in here if one.population >= _TOWN)

    @cached_property
    def _homonyms(self) -> dict[str, Homonyms]:
        found: dict[str, Homonyms] = defaultdict(Homonyms)
        for commune in self._known.communes_of(FRANCE):
            shaped = forms(commune.name, commune.liaison)
            home = commune.region == HOME_REGION
            found[shaped.full].official.append(commune)
            if shaped.bare and self._keeps_without_article(shaped.bare, commune):
                found[shaped.bare].official.append(commune)
                found[shaped.bare].article = commune.liaison
            if home and shaped.skeleton:
                found[shaped.skeleton].short.append(commune)
            if commune.population >= (_SHORTENED_FROM if home else _CITY):
                for phrase in shaped.shorts:
                    found[phrase].short.append(commune)
        for row in self._rows("former_communes.csv"):
            shaped = forms(row["name"], _CONTRACTED.get(fold(row["name"]).split()[0], 0))
            for phrase in filter(None, (shaped.full, shaped.bare)):
                found[phrase].former.append(self._known.get(f"commune:{row['commune']}"))
        return found

    def _commune(self, phrase: str, homonyms: Homonyms) -> Iterator[Entry]:
        chosen = resolved(homonyms)
        if not chosen:
            return
        first = chosen[0]
        home = first.region == HOME_REGION
        has_article = phrase.startswith(_ARTICLE_FIRST) or any(folded_name(one.name) == phrase for one in chosen)
        article = homonyms.article if first.liaison > 1 and not has_article else 0
        reading = self._reading(phrase, first, homonyms, article)
        if reading is None:
            return
        others = tuple(commune.ref for commune in homonyms.everyone() if commune not in chosen)
        refs = tuple(commune.ref for commune in chosen)
        least = _SMALL if home and reading is Reading.WORD else 0 if home else _CITY
        typo = (home or reading is Reading.FREE) and first.population >= least
        name = Name.of(phrase, refs, self._known, others=others, reading=reading, article=article)
        yield from self._named(name, typo=typo)

    def _reading(self, phrase: str, first: Territory, homonyms: Homonyms, article: int) -> Reading | None:
        """Return how ``phrase`` is read, None when it had better not be a name at all."""
        if phrase in self._words.proper:
            return Reading.FREE
        if phrase in self._words.words or phrase in self._words.also_words:
            return Reading.WORD
        words = [word for word in phrase.split() if word not in _ARTICLES]
        if len(words) <= 2 and all(word in self._common for word in words):
            return self._reading_of_words(len(words), first, homonyms)
        least = _CITY if article > 1 else _SMALL
        is_little_known = first.population < least or first in homonyms.former
        return Reading.SMALL if first.region != HOME_REGION and is_little_known else Reading.FREE

    def _keeps_without_article(self, bare: str, commune: Territory) -> bool:
        """Tell whether a name may lose its article: "au Blanc" does, "ferte bernard", never "garde" for La Garde."""
        if commune.liaison in _CONTRACTED.values():
            return True
        rare = not all(word in self._common for word in bare.split())
        return rare and (commune.region == HOME_REGION or commune.population >= _CITY)

    def _reading_of_words(self, count: int, first: Territory, homonyms: Homonyms) -> Reading | None:
        """Return how a name made of one or two common words is read ("Sens", "Le Port", "Entre-Deux")."""
        home = first.region == HOME_REGION
        official = bool(homonyms.official)
        if count == 2:
            return Reading.FREE if home or first.population >= _CITY else Reading.WORD
        if first in homonyms.official and not home and first.population >= _CITY and not homonyms.article:
            return Reading.FREE
        known = home and (first.population >= _TOWN or first in homonyms.former)
        return Reading.WORD if official or known else None

    def _bassins(self) -> Iterator[Entry]:
        shorts: dict[str, list[Territory]] = defaultdict(list)
        whole: dict[str, Territory] = {}
        for bassin in self._known.bassins_of(FRANCE):
            shaped = forms(bassin.name, bassin.liaison)
            for phrase in filter(None, (shaped.full, shaped.bare, shaped.skeleton)):
                whole.setdefault(phrase, bassin)
            for phrase in shaped.shorts:
                shorts[phrase].append(bassin)
        for phrase, bassins in shorts.items():
            whole.setdefault(phrase, min(bassins, key=lambda b: (b.region != HOME_REGION, -b.population)))
        for phrase, bassin in whole.items():
            yield BASSINS, Name.of(phrase, (bassin.ref,), self._known), True
            if phrase == fold(bassin.name):
                reading = Reading.WORD if len(phrase.split()) == 1 and phrase in self._common else Reading.FREE
                yield from self._named(Name.of(phrase, (bassin.ref,), self._known, reading=reading), typo=False)

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        with (self._folder / name).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, delimiter=";")
