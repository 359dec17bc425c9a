"""Towns of the region written by their first letters: "romo", "st am", "issou"."""

from __future__ import annotations

from functools import lru_cache

from wordfreq import zipf_frequency

from knowledge.territories.context import Sentence, ends_message, is_alone, is_expected
from knowledge.territories.forms import folded_name
from knowledge.territories.lexicon import lexicon
from knowledge.territories.reference import territories

_TOWN = 2_000
_SHORTEST = 4
_SHORTEST_SAINT = 2
_UNKNOWN = 2.4
"""On wordfreq's scale of 0 to 8: "vierz" 0, "issou" 2, "romo" 2.3, "mont" 4."""
_EVIDENT = 2
"""How many times larger than the next one a town must be to be the one meant."""
_CHOICES = 2
_SAINTS = ("saint", "sainte")


def abbreviated(sentence: Sentence, first: int) -> tuple[int, tuple[str, ...]] | None:
    """Return the token after a shortened name at token ``first``, and the town it begins; two when either may be."""
    words = [token.folded for token in sentence.tokens[first : first + 2]]
    saint = words[0] in _SAINTS
    last = first + (2 if saint else 1)
    if len(words) < last - first or not _is_cut(words[-1] if saint else words[0], after_saint=saint):
        return None
    if not (is_expected(sentence, first) or is_alone(sentence, first, last) or ends_message(sentence, last)):
        return None
    typed = " ".join(words[: last - first])
    found = [(size, ref) for name, ref, size in _towns() if name.startswith(typed) and name != typed]
    if len(found) > 1 and found[0][0] < _EVIDENT * found[1][0]:
        return last, tuple(ref for _, ref in found[:_CHOICES])
    return (last, (found[0][1],)) if found else None


def _is_cut(word: str, *, after_saint: bool) -> bool:
    """Tell whether a word may be the beginning of a longer one, and is none of its own."""
    if after_saint:
        return len(word) >= _SHORTEST_SAINT and word not in lexicon().sets["determiners"] | lexicon().sets["adverbs"]
    return len(word) >= _SHORTEST and word.isalpha() and zipf_frequency(word, "fr") < _UNKNOWN


@lru_cache(maxsize=1)
def _towns() -> tuple[tuple[str, str, int], ...]:
    """Return (folded name, ref, inhabitants) of the towns of the region, most populous first."""
    known = territories()
    towns = (one for one in known.communes_of(known.home) if one.population >= _TOWN)
    return tuple((folded_name(one.name), one.ref, one.population) for one in towns)
