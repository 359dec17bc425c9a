"""Every phrase that names an occupation, with what it selects: everyday words, survey labels, job titles.

Phrases are compared by their key (``words.key``): folded, singular, without link words, so that "agents
d'entretien", "Agent entretien" and "agente d'entretien" meet. When sources disagree on a key the curated one wins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import product
from typing import Any

from knowledge.occupations import tables
from knowledge.occupations.inflection import variants
from knowledge.occupations.model import Occupation, Selection
from knowledge.occupations.titles import genders, spoken
from knowledge.occupations.words import COMMA, key
from knowledge.text import fold


class Source(IntEnum):
    """Where a phrase comes from, the most trusted first."""

    EVERYDAY = 0
    LABEL = 1
    TITLE = 2


class Guard(IntEnum):
    """How much context a phrase needs: none, a word of employment near it, one right before it, or that or nothing."""

    NONE = 0
    CUE = 1
    STRONG = 2
    ALONE = 3


_GUARDS = {None: Guard.NONE, True: Guard.CUE, "strong": Guard.STRONG, "alone": Guard.ALONE}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a key stands for. ``capitals``: only recognised in capitals (AS, PL); ``commas``: may hold commas."""

    selection: Selection
    source: Source
    guard: Guard = Guard.NONE
    capitals: bool = False
    commas: bool = False


Lexicon = dict[str, Phrase]

_MOST_PARTS = 3
_INDUSTRY = frozenset("CDEF")
_OPERATORS = frozenset(("operateur", "ouvrier"))
_PRODUCTION = ("operateur production", "agent production", "operateur fabrication", "agent fabrication")
_OPERATING = frozenset(("production", "fabrication", "ligne", "chaine"))
_ASIDE = re.compile(r"\s*\([^()]*\)")


def build(common: frozenset[str]) -> Lexicon:
    """Return all phrases by key; a title of one word that is among the ``common`` words needs a cue."""
    lexicon: Lexicon = {}
    for phrase_key, phrase in _everyday():
        _add(lexicon, phrase_key, phrase)
    metiers = tables.metiers()
    for phrase_key, phrase in (*_sector_labels(), *_labels(metiers), *_choices(), *_of_production(lexicon)):
        _add(lexicon, phrase_key, phrase)
    _decide(lexicon, metiers)
    never = frozenset(key(word) for word in tables.curated("context.yml")["never"])
    for phrase_key, phrase in (*_codes(metiers), *_titles(common, lexicon)):
        if phrase_key not in never:
            _add(lexicon, phrase_key, phrase)
    return lexicon


def _add(lexicon: Lexicon, phrase_key: str, phrase: Phrase) -> None:
    known = lexicon.get(phrase_key)
    if known is None:
        lexicon[phrase_key] = phrase
    elif known.capitals and known.selection == phrase.selection:
        lexicon[phrase_key] = phrase  # an acronym that is also listed in small letters
    elif known.source == phrase.source and not known.capitals:
        if known.selection != phrase.selection:
            lexicon[phrase_key] = replace(known, selection=_merge(known.selection, phrase.selection))
    elif phrase.commas and not known.commas:
        lexicon[phrase_key] = replace(known, commas=True)


def _merge(first: Selection, second: Selection) -> Selection:
    """Return both selections in one, the most specific first."""
    if first.sector or first.ambiguous or second.sector or second.ambiguous:
        return first
    ordered = sorted((first, second), key=lambda one: len(one.fap2021) + len(one.fap2009))
    return Selection(
        tuple(dict.fromkeys(code for one in ordered for code in one.fap2021)),
        tuple(dict.fromkeys(code for one in ordered for code in one.fap2009)),
    )


def _everyday() -> Iterator[tuple[str, Phrase]]:
    content = tables.curated("everyday.yml")
    for entry in (*content["occupations"], *content["sectors"]):
        yield from _entry(entry, tables.selection(entry))
    for name, entry in tables.curated("ambiguous.yml").items():
        yield from _entry(entry, Selection(ambiguous=name))


def _entry(entry: dict[str, Any], selection: Selection) -> Iterator[tuple[str, Phrase]]:
    guard = _GUARDS[entry.get("cue")]
    for word in entry["words"]:
        capitals = word.isupper() and len(word) <= 3 and needs_capitals(word)
        phrase = Phrase(selection, Source.EVERYDAY, guard, capitals)
        for one in variants(word):
            yield key(one), phrase
            if "-" in one and len(fold(one)) > 8:
                yield key(one.replace("-", "")), phrase


def needs_capitals(acronym: str) -> bool:
    """Return whether an acronym is too short, or too ordinary a word, to be recognised in small letters."""
    return len(acronym) <= 2 or acronym.lower() in {"arc", "aps", "avf", "els", "pao", "iaa", "sap"}


def _of_production(lexicon: Lexicon) -> list[tuple[str, Phrase]]:
    """Return "agent de production chimie" beside "opérateur chimie": the same trade, its head said otherwise."""
    found = []
    for phrase_key, phrase in lexicon.items():
        head, _, made = phrase_key.partition(" ")
        industrial = phrase.selection.fap2021 and all(code[0] in _INDUSTRY for code in phrase.selection.fap2021)
        if head in _OPERATORS and industrial and made not in _OPERATING:
            same = replace(phrase, source=Source.LABEL)
            found += [(f"{other} {made}", same) for other in ("operateur", *_PRODUCTION)]
    return found


def _sector_labels() -> Iterator[tuple[str, Phrase]]:
    """Yield the labels of the professional domains and families the survey covers."""
    alone = frozenset(tables.curated("context.yml")["alone"])
    held = {f"domaine:{one.domaine}" for one in tables.metiers() if one.famille}
    held |= {f"famille:{one.famille}" for one in tables.metiers()}
    for kind in ("domaine", "famille"):
        for letter, label in tables.labels(f"{kind}s.csv").items():
            if f"{kind}:{letter}" in held:
                guard = Guard.ALONE if key(label) in alone else Guard.NONE
                yield key(label), Phrase(Selection(sector=f"{kind}:{letter}"), Source.LABEL, guard, commas=True)


def _labels(metiers: Iterable[Occupation]) -> Iterator[tuple[str, Phrase]]:
    for one in metiers:
        phrase = Phrase(tables.selection_of(one), Source.LABEL, commas=True)
        for label in tables.published_labels(one):
            for written in {label, _ASIDE.sub("", label)}:
                for phrase_key in _label_keys(written):
                    yield phrase_key, phrase


def _choices() -> Iterator[tuple[str, Phrase]]:
    """Yield the labels of the buttons that settle an ambiguous word, each a phrase the product itself sends."""
    for entry in tables.curated("ambiguous.yml").values():
        for option in entry["options"]:
            yield key(option["label"]), Phrase(tables.selection(option), Source.LABEL, commas=True)


def _decide(lexicon: Lexicon, metiers: Iterable[Occupation]) -> None:
    """Let the exact label of a métier stand for it alone in its nomenclature, whatever its words mean every day."""
    for one in metiers:
        for label in tables.published_labels(one):
            known = lexicon[key(label)]
            lexicon[key(label)] = replace(known, selection=known.selection.narrowed(one), commas=True)


def _label_keys(label: str) -> set[str]:
    """Return the keys of a label: as published, with its heads in the feminine, with or without its "et"."""
    pieces = re.split(r"(,\s*| et )", label)
    parts, separators = [variants(part) for part in pieces[::2]], pieces[1::2]
    # A label of many parts has too many combinations: there, at most one head is in the feminine.
    spoken = list(product(*parts)) if len(parts) <= _MOST_PARTS else list(_one_varied(parts))
    writings = [separators, [one.replace(" et ", " ") for one in separators]]
    if len(parts) == 2:
        writings.append([" et "])  # "Boulangers, pâtissiers" is also typed "boulangers et pâtissiers"
    return {
        key("".join(piece for pair in zip(choice, [*seps, ""], strict=True) for piece in (*pair, " ")))
        for choice in spoken
        for seps in writings
    }


def _one_varied(parts: list[list[str]]) -> Iterator[tuple[str, ...]]:
    plain = tuple(part[0] for part in parts)
    for index, part in enumerate(parts):
        for one in part:
            yield (*plain[:index], one, *plain[index + 1 :])


def _codes(metiers: Iterable[Occupation]) -> Iterator[tuple[str, Phrase]]:
    """Yield the codes of the métiers, and the ROME codes with the métiers of their titles, the most frequent first."""
    for one in metiers:
        yield key(one.code), Phrase(tables.selection_of(one), Source.TITLE)
    counts: dict[str, tuple[Counter[str], Counter[str]]] = {}
    for _, _, rome, fap2021, fap2009 in tables.rows("appellations.csv"):
        for counter, codes in zip(counts.setdefault(rome, (Counter(), Counter())), (fap2021, fap2009), strict=True):
            counter.update(filter(None, codes.split("+")))
    for rome, counters in counts.items():
        after, before = (tuple(code for code, _ in counter.most_common()) for counter in counters)
        yield key(rome), Phrase(Selection(after, before), Source.TITLE)


def _titles(common: frozenset[str], lexicon: Lexicon) -> Iterator[tuple[str, Phrase]]:
    phrases: dict[tuple[str, str, Guard, bool], Phrase] = {}
    for _, title, _, fap2021, fap2009 in tables.rows("appellations.csv"):
        if not fap2021 and not fap2009:
            continue
        plain = lexicon.get(key(genders(title)[0]))
        forms = genders(title) if plain and plain.source < Source.TITLE else spoken(title)
        for form in forms:
            title_key = key(form)
            guard = Guard.CUE if title_key in common else Guard.NONE
            commas = COMMA.search(form) is not None
            kind = (fap2021, fap2009, guard, commas)
            if kind not in phrases:
                phrases[kind] = Phrase(tables.codes(fap2021, fap2009), Source.TITLE, guard, commas=commas)
            yield title_key, phrases[kind]
