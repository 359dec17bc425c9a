"""A commune told by the beginning of its name and its département: "Aix dans le Cher", "à Lury (18)"."""

from __future__ import annotations

from functools import lru_cache

from knowledge.territories.candidates import Candidate
from knowledge.territories.context import Sentence, Verdict, is_expected
from knowledge.territories.forms import folded_name, forms
from knowledge.territories.model import Level
from knowledge.territories.reference import territories
from knowledge.territories.typos import is_a_word

_BETWEEN = frozenset(("dans", "ds", "le", "la", "les", "l", "en", "departement", "du", "de"))
_LONGEST = 3


def begun(name: str, division: str) -> str:
    """Return the ref of the most populous commune of a département whose name begins with ``name``, "" when none."""
    typed = folded_name(name)
    return next((ref for ref, names in _names(division) if any(each.startswith(f"{typed} ") for each in names)), "")


def begun_before(sentence: Sentence, division: Candidate, after: int, doubted: Candidate | None) -> Candidate | None:
    """Return the commune begun right before a département, among the tokens from ``after`` on, None when there is none.

    The words stand where a place is expected, or have its capital; common ones name a place elsewhere (``doubted``).
    """
    last = division.first
    while last > after and sentence.tokens[last - 1].folded in _BETWEEN:
        last -= 1
    if last == division.first and "(" not in sentence.text[sentence.tokens[last - 1].end : division.start]:
        return None
    for first in range(max(after, last - _LONGEST), last):
        words = [token.folded for token in sentence.tokens[first:last]]
        told = sentence.text[sentence.tokens[first].start].isupper() or is_expected(sentence, first)
        named = not all(map(is_a_word, words)) or (doubted is not None and doubted.first == first)
        if told and named and (ref := begun(" ".join(words), division.refs[0])):
            return Candidate.over(sentence, first, last, (ref,))
    return None


def told_by(place: Candidate, name: str, division: Candidate) -> Candidate | None:
    """Return ``place`` as the commune of the département that its ``name`` begins, None when there is none."""
    ref = begun(name, division.refs[0])
    return Candidate(place.first, place.last, place.start, place.end, (ref,), verdict=Verdict.PLACE) if ref else None


@lru_cache(maxsize=128)
def _names(division: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (ref, folded names) of the communes of a département, most populous first; () of anything else."""
    known = territories()
    if known.get(division).level is not Level.DEPARTEMENT:
        return ()
    written = ((one.ref, forms(one.name, 2)) for one in known.communes_of(known.get(division)))
    return tuple((ref, tuple(filter(None, (each.full, each.bare)))) for ref, each in written)
