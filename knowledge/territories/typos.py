"""Is a word that differs from a place by one letter its misspelling, or a word of its own?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA
from wordfreq import zipf_frequency

from knowledge.territories.context import Sentence, ends_message, is_alone, is_expected, is_initials, is_telegraphic
from knowledge.territories.gazetteer import GREAT_CITY, Name
from knowledge.territories.lexicon import lexicon

_WORD_OF_ITS_OWN = 2.9
"""On wordfreq's scale of 0 to 8: "orlean" 1.6, "bourge" 2.6, "caissier" 3.1."""
_UNKNOWN = 2.0
_SURE_LENGTH = 7
_LONG = 6
_SHORT = 4
_KNOWN = 1_000
_LITTLE_WORD = 3
_SEVERAL = 2
_EVIDENT = 5
_GREATER = 50
_CHOICES = 6
_SAINTS = ("saint", "sainte")


def meant(sentence: Sentence, names: Sequence[Name], first: int, last: int) -> Name | None:
    """Return which of ``names``, each one mistake away, tokens ``[first, last)`` mean; None for a word of its own.

    A typo prefers the home region, and a commune after "à". Names as likely as one another are asked together.
    """
    possible = [name for name in names if is_misspelling(sentence, name, first, last)]
    if sentence.left(first)[-1:] == ("a",):
        possible = [name for name in possible if name.refs[0].startswith("commune:")] or possible
    home = [name for name in possible if name.home]
    if home:
        greater = max(GREAT_CITY, _GREATER * home[0].size)
        possible = [name for name in possible if name.home or name.size >= greater]
    if len(possible) < _SEVERAL or possible[0].size >= _EVIDENT * possible[1].size:
        return possible[0] if possible else None
    refs = dict.fromkeys(ref for name in possible for ref in name.refs)
    return replace(possible[0], refs=tuple(refs)[:_CHOICES], others=tuple(refs)[_CHOICES:])


def is_misspelling(sentence: Sentence, name: Name, first: int, last: int) -> bool:
    """Tell whether tokens ``[first, last)`` may be read as a misspelt ``name`` ("chateau roux", "orlean")."""
    right = name.phrase.split()
    if is_initials(sentence, first, last) and not is_expected(sentence, first):
        return False  # « LADOM » is no Ladon
    if "".join(token.folded for token in sentence.tokens[first:last]) == "".join(right):
        return True
    wrong = [token.folded for token in sentence.tokens[first:last] if token.folded not in right]
    if len(wrong) == 1 and last - first == len(right) > _LITTLE_WORD - 1:
        return True  # "joué lès tour": the other words are the name's own
    if any(is_a_word(word) and not _is_hasty(word, right) for word in wrong):
        return False
    if last - first > 1 or len(right) > 1:
        return last - first == len(right) > _LITTLE_WORD - 1 or _is_asked(sentence, first, last) or len(wrong) < 2
    return _is_misspelt_word(sentence, name, wrong[0] if wrong else name.phrase, first, last)


def is_a_word(word: str) -> bool:
    """Tell whether a folded word is used often enough, other than as the misspelling of a place."""
    return word in lexicon().sets["not_typos"] or zipf_frequency(word, "fr") >= _WORD_OF_ITS_OWN


def _is_misspelt_word(sentence: Sentence, name: Name, word: str, first: int, last: int) -> bool:
    """Tell whether one word is a misspelt town: the less known the town, the more the sentence must say."""
    unknown = zipf_frequency(word, "fr") < _UNKNOWN
    expected = is_expected(sentence, first)
    alone = is_alone(sentence, first, last)
    told = expected or alone or sentence.capital(first, last) or is_telegraphic(sentence, name, first, last)
    if OSA.distance(word, name.phrase) > 1:  # only the sound is the same
        return expected or (name.home and unknown and alone)
    if not name.home:
        least = 0 if expected and name.size >= GREAT_CITY else _LONG
        telegraphic = name.size >= GREAT_CITY and ends_message(sentence, last)
        return len(word) >= least and (expected or (unknown and (told or telegraphic)))
    if name.size < _KNOWN:
        return unknown and len(word) >= (_SHORT if expected else _SURE_LENGTH) and (expected or alone)
    return told or (unknown and (len(word) >= _SURE_LENGTH or ends_message(sentence, last)))


def _is_asked(sentence: Sentence, first: int, last: int) -> bool:
    return (
        is_expected(sentence, first)
        or sentence.capital(first, last)
        or is_alone(sentence, first, last)
        or ends_message(sentence, last)
    )


def _is_hasty(word: str, right: list[str]) -> bool:
    """Tell whether a real word stands for a little word of the name, or for "saint": "sait laurent nouan"."""
    if len(word) <= _LITTLE_WORD:
        return True
    return any(saint in right and OSA.distance(word, saint) == 1 for saint in _SAINTS)
