"""What the exhaustive tests share: when a place is rightly read, how a name is written, and how a rate is told."""

from __future__ import annotations

import random
import string
from collections.abc import Iterable, Iterator

from knowledge.territories.linking import link
from knowledge.territories.model import Level, Territory
from knowledge.territories.reference import FRANCE, territories
from knowledge.text import fold_aligned

KNOWN = territories()
HOME = KNOWN.communes_of(KNOWN.home)
DIVISIONS = [place for place in KNOWN if place.level in {Level.DEPARTEMENT, Level.REGION}]
_SEED = 20251126
_LEAST_LETTERS = 6


def plain(text: str) -> str:
    """Return ``text`` in small letters, without accents."""
    return fold_aligned(text).text


def departement_of(commune: Territory) -> Territory:
    return KNOWN.get(f"departement:{commune.departement}")


def is_read(text: str, wanted: Territory) -> bool:
    """The one place read is ``wanted``, or its bassin, or what is asked of the user names it."""
    found = link(text)
    if len(found) != 1:
        return False
    return wanted.ref in found[0].refs or {_bassin(ref) for ref in found[0].refs} == {_bassin(wanted.ref)}


def is_exactly_read(text: str, *refs: str) -> bool:
    """The one place read is one of ``refs``, and nothing is asked."""
    found = link(text)
    return len(found) == 1 and len(found[0].refs) == 1 and found[0].refs[0] in refs


def _bassin(ref: str) -> str:
    bassin = KNOWN.bassin_of(ref)
    return bassin.ref if bassin else ref


def mistyped() -> Iterator[tuple[str, Territory]]:
    """Yield each home name of six letters or more with one random mistake: a letter less, more, other, or swapped."""
    chance = random.Random(_SEED)
    for commune in HOME:
        if len(commune.name) >= _LEAST_LETTERS:
            yield _with_a_mistake(commune.name, chance), commune


def _with_a_mistake(name: str, chance: random.Random) -> str:
    wrong = name
    while wrong.lower() == name.lower():
        at = chance.choice([index for index, letter in enumerate(name) if letter.isalpha()])
        letter, before, after = chance.choice(string.ascii_lowercase), name[:at], name[at + 1 :]
        swapped = before + after[:1] + name[at] + after[1:]
        wrong = chance.choice([before + after, before + letter + name[at:], before + letter + after, swapped])
    return wrong


def twins(division: Territory) -> list[str]:
    """Return the refs of the same place: La Réunion… is a département and a région, Paris a commune."""
    same = [place.ref for place in DIVISIONS if place.name == division.name]
    return [*same, "commune:75056"] if division.name == "Paris" else same


def rate(name: str, tried: Iterable[tuple[str, bool]]) -> float:
    """Return the part of ``tried`` that is right, and print it with the misses."""
    every = list(tried)
    missed = [text for text, right in every if not right]
    print(f"\n{name}: {len(every) - len(missed)}/{len(every)} = {1 - len(missed) / len(every):.2%}")
    for text in missed:
        print(f"  {text!r} → {[(text[place.start : place.end], place.refs) for place in link(text)]}")
    return 1 - len(missed) / len(every)


def bassins_with_their_town() -> list[tuple[Territory, Territory]]:
    """Return the surveyed bassins with their largest commune (Aiguillon and Monaco hold none here)."""
    return [(bassin, held[0]) for bassin in KNOWN.bassins_of(FRANCE) if (held := KNOWN.communes_of(bassin))]
