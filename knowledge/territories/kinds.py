"""Names announced by their kind: "bassin d'emploi de X", "agglo de X", "département 37", "la région"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from knowledge.matching import Match
from knowledge.territories import numbers
from knowledge.territories.candidates import Candidate
from knowledge.territories.context import Sentence
from knowledge.territories.forms import folded_name, words
from knowledge.territories.gazetteer import Name, NameIndex, gazetteer
from knowledge.territories.lexicon import lexicon, starts
from knowledge.territories.model import Level
from knowledge.territories.reference import HOME_REGION, territories
from knowledge.vocabulary import repaired_word

Found = tuple[int, tuple[str, ...]] | None
"""The token after a name and what it stands for."""

_LINKS = words("de d du des la le l les n no numero code en")
_MOST_LINKS = 3
_LONGEST_KIND = 4


def read(sentence: Sentence, first: int) -> Candidate | None:
    """Return the territory announced at token ``first``, None when no kind, or no name after it, stands there."""
    kind, after = _kind(sentence, first)
    if not kind:
        return None
    found = [_READERS[kind](sentence, position, after) for position in _name_positions(sentence, after)]
    if any(found):
        last, refs = max((each for each in found if each), key=lambda each: each[0])
        return Candidate.over(sentence, first, last, refs)
    if kind == "region" and _is_ours(sentence, first):
        return Candidate.over(sentence, first, after, (territories().home.ref,))
    return None


def _kind(sentence: Sentence, first: int) -> tuple[str, int]:
    """Return the longest kind written at token ``first`` and the token after it ("" when none)."""
    if repaired_word(sentence.tokens[first].folded) not in _first_words():
        return "", first
    written = [repaired_word(token.folded) for token in sentence.tokens[first : first + _LONGEST_KIND]]
    for size in range(len(written), 0, -1):
        kind = lexicon().kinds.get(tuple(written[:size]))
        if kind:
            token = sentence.tokens[first]
            needs_capitals = written[0] in lexicon().sets["capital_kinds"]
            if needs_capitals and not sentence.text[token.start : token.end].isupper():
                return "", first
            return kind, first + size
    return "", first


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in lexicon().kinds)


def _name_positions(sentence: Sentence, after: int) -> Iterator[int]:
    """Yield where the name may begin: right after the kind, then after each "de", "la"… that follows it."""
    for position in range(after, min(after + _MOST_LINKS + 1, len(sentence.tokens))):
        if any(mark in sentence.gap(position) for mark in ".,;:!?\n"):
            return
        yield position
        if sentence.tokens[position].folded not in _LINKS:
            return


def _bassin(sentence: Sentence, position: int, after: int) -> Found:
    code = numbers.bassin(sentence, position)
    if code:
        return position + 1, (code,)
    found = _lookup(sentence, position, gazetteer().bassins, gazetteer().names)
    seat = _seat(sentence, position, found)
    if seat:
        return position + 1, _bassins_of((seat,))
    if not found or not _all_of(found[1], Level.COMMUNE, Level.BASSIN):
        return None
    last, refs = found
    said = _is_linked(sentence, position, after) or sentence.capital(position, last)
    return (last, _bassins_of(refs)) if said or _is_at_home(refs) else None


def _epci(sentence: Sentence, position: int, after: int) -> Found:
    found = _lookup(sentence, position, gazetteer().epci, gazetteer().names)
    seat = _seat(sentence, position, found)
    if seat:
        return position + 1, _epci_of((seat,))
    if not found or not _all_of(found[1], Level.COMMUNE, Level.EPCI):
        return None
    is_town = not found[1][0].startswith("epci:")
    return None if is_town and position == after else (found[0], _epci_of(found[1]))


def _departement(sentence: Sentence, position: int, _after: int) -> Found:
    code = numbers.departement(sentence, position)
    if code:
        return position + 1, (code,)
    found = _lookup(sentence, position, gazetteer().names)
    return found if found and _all_of(found[1], Level.DEPARTEMENT) else None


def _region(sentence: Sentence, position: int, after: int) -> Found:
    found = _lookup(sentence, position, gazetteer().names)
    seat = _seat(sentence, position, found)
    if seat:
        return position + 1, _bassins_of((seat,))
    if not found:
        return None
    last, refs = found
    if _all_of(refs, Level.COMMUNE) and position > after:
        return last, _bassins_of(refs)
    return found if _all_of(refs, Level.REGION, Level.GROUP, Level.DEPARTEMENT, Level.BASSIN) else None


_READERS = {"bassin": _bassin, "epci": _epci, "departement": _departement, "region": _region}


def _lookup(sentence: Sentence, position: int, *indexes: NameIndex) -> Found:
    """Return the longest name at ``position``: well written, whole, of the region, then of the first index, wins."""
    matches = [match for index in indexes if (match := index.match_at(sentence.tokens, position))]
    if not matches:
        return None
    best = max(matches, key=lambda match: (match.last, match.exact, _is_whole(match), match.payloads[0].home))
    return best.last, best.payloads[0].refs


def _is_whole(match: Match[Name]) -> bool:
    """Tell whether a bassin or an EPCI is named in full: "bassin de Beaune" is not that of Beaune-la-Rolande."""
    territory = territories().get(match.payloads[0].refs[0])
    if territory.level is Level.BASSIN:
        return folded_name(territory.name).removeprefix("le ").removeprefix("la ") == match.payloads[0].phrase
    return territory.level is Level.EPCI


def _is_linked(sentence: Sentence, position: int, after: int) -> bool:
    return any(token.folded in {"de", "d", "du", "des"} for token in sentence.tokens[after:position])


def _is_at_home(refs: Iterable[str]) -> bool:
    return all(territories().get(ref).region == HOME_REGION for ref in refs)


def _seat(sentence: Sentence, position: int, found: Found) -> str:
    """Return the commune of the inhabitants named at ``position``, "" when it only begins the name ``found``."""
    seat = lexicon().seats.get(sentence.tokens[position].folded, "")
    return "" if found and (found[0] > position + 1 or found[1][0].startswith("epci:")) else seat


def _bassins_of(refs: Iterable[str]) -> tuple[str, ...]:
    known = territories()
    bassins = (known.get(ref) if ref.startswith("bassin:") else known.bassin_of(ref) for ref in refs)
    return tuple(dict.fromkeys(bassin.ref for bassin in bassins if bassin))


def _epci_of(refs: Iterable[str]) -> tuple[str, ...]:
    known = territories()
    found = (known.get(ref) if ref.startswith("epci:") else known.epci_of(ref) for ref in refs)
    return tuple(dict.fromkeys(epci.ref for epci in found if epci))


def _all_of(refs: Iterable[str], *levels: Level) -> bool:
    return all(territories().get(ref).level in levels for ref in refs)


def _is_ours(sentence: Sentence, first: int) -> bool:
    """Tell whether "région" alone is the home region: "dans la région", not "par région" nor "la région qui"."""
    left, right = sentence.left(first), sentence.right(first + 1)
    if len(sentence.tokens) == 1:
        return True
    if not left or left[-1] not in lexicon().sets["region_after"] or "quelle" in left:
        return False
    return not starts(right, lexicon().region_not_before)
