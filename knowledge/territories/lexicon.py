"""The words of ``lexicon.yml``, loaded once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Phrase = tuple[str, ...]


def ends(words: Phrase, phrases: Sequence[Phrase]) -> bool:
    """Tell whether ``words`` ends with one of ``phrases``."""
    return any(words[-len(phrase) :] == phrase for phrase in phrases)


def starts(words: Phrase, phrases: Sequence[Phrase]) -> bool:
    """Tell whether ``words`` begins with one of ``phrases``."""
    return any(words[: len(phrase)] == phrase for phrase in phrases)


@dataclass(frozen=True, slots=True)
class WordRule:
    """How one name that is also a common word must be read; see ``lexicon.yml``.

    ``article``: a capital tells a place only right after the article of the name ("la Somme").
    """

    never_after: tuple[Phrase, ...] = ()
    never_before: tuple[Phrase, ...] = ()
    only_after: tuple[Phrase, ...] = ()
    capital: bool = False
    article: bool = False
    last: bool = False
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everyday names, names that are words, and the words that tell a place from a common noun."""

    aliases: dict[str, str]
    initials: dict[str, str]
    seats: dict[str, str]
    proper: frozenset[str]
    also_words: frozenset[str]
    never: frozenset[str]
    words: dict[str, WordRule]
    kinds: dict[Phrase, str]
    region_not_before: tuple[Phrase, ...]
    before_unknown: tuple[Phrase, ...]
    sets: dict[str, frozenset[str]] = field(default_factory=dict)


_SETS = (
    *("strong", "loose", "needs_capital", "not_alone", "recruiting", "bearers", "papers", "streets", "place_nouns"),
    *("no_unknown", "not_located", "asked_of"),
    *("determiners", "adverbs", "quantities"),
    *("fillers", "closers", "askers", "river_nouns", "joiners", "capital_kinds", "region_after", "epci_after"),
    *("counted", "counters", "ones", "months", "units", "before_dates", "not_before_departement", "not_typos"),
    "after_postal_code",
)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon."""
    raw: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    seats = {word: f"commune:{code}" for code, words in raw["demonyms"].items() for word in words}
    adjectives = {word: refs for refs, words in raw["adjectives"].items() for word in words}
    return Lexicon(
        aliases={**raw["aliases"], **adjectives},
        initials=raw["initials"],
        seats=seats,
        proper=frozenset(raw["proper"]),
        also_words=frozenset(raw["also_words"]),
        never=frozenset(raw["never"]),
        words={name: _rule(rule) for name, rule in raw["words"].items()},
        kinds={tuple(phrase.split()): kind for kind, phrases in raw["kinds"].items() for phrase in phrases},
        region_not_before=_phrases(raw["region_not_before"]),
        before_unknown=_phrases(raw["before_unknown"]),
        sets={name: frozenset(map(str, raw[name])) for name in _SETS},
    )


def _rule(raw: dict[str, Any]) -> WordRule:
    return WordRule(
        never_after=_phrases(raw.get("never_after", ())),
        never_before=_phrases(raw.get("never_before", ())),
        only_after=_phrases(raw.get("only_after", ())),
        capital=bool(raw.get("capital")),
        article=raw.get("capital") == "article",
        last=raw.get("last", False),
        alone=raw.get("alone", True),
    )


def _phrases(raw: Any) -> tuple[Phrase, ...]:
    return tuple(tuple(str(phrase).split()) for phrase in raw)
