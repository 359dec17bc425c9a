"""Words said as places that no place bears, even misspelt: "à Narnia", "à chnon"; and the names nearest to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from wordfreq import zipf_frequency

from knowledge.territories.context import Sentence, Verdict, judge
from knowledge.territories.forms import folded_name
from knowledge.territories.gazetteer import gazetteer
from knowledge.territories.lexicon import Phrase, ends, lexicon
from knowledge.territories.linking import sentence_of
from knowledge.territories.model import Level, Territory
from knowledge.territories.reference import FRANCE, territories
from knowledge.vocabulary import is_ordinary

_NEAREST = 3
_HOME_BONUS = 0.1
_ALIKE = 0.6
"""From this likeness on (0 to 1), a name may be the one meant."""
_SHORTEST = 3
_SHORTEST_CAPITALISED = 4
_LONG_VERB = 8
_APOSTROPHES = frozenset("'’")
_FOREIGN = 2.0
_RARE = 3.6
_USUAL = 5.0
"""On wordfreq's scale of 0 to 8: "chnon" 0, "gein" 1.6, "gin" 3.4, "sara" 4.1, "temps" 6."""
_BEFORE_THINGS = {"en", "au"}
"""Before a rare word in small letters, these tell no place: "un poste en hypnothérapie", "au smic"."""
_TOWN = 1_000
_CITY = 20_000


@dataclass(frozen=True, slots=True)
class UnknownPlace:
    """``text[start:end]`` is said as a place and is none; ``nearest``: refs of the likeliest ones meant, best first."""

    start: int
    end: int
    nearest: tuple[str, ...]


def unknown_places(text: str, taken: Sequence[tuple[int, int]]) -> list[UnknownPlace]:
    """Return the places of ``text`` that nobody knows, outside the ``taken`` spans (places, occupations…)."""
    sentence = sentence_of(text)
    return [
        UnknownPlace(start, end, _nearest(folded_name(text[start:end])))
        for start, end in _unknown_spans(sentence)
        if not any(start < last and first < end for first, last in taken)
    ]


def _unknown_spans(sentence: Sentence) -> Iterator[tuple[int, int]]:
    for index, token in enumerate(sentence.tokens):
        if token.folded.isalpha() and len(token.folded) >= _SHORTEST and _is_said_as_a_place(sentence, index):
            last = index + 1
            while sentence.gap(last) == "-" or (sentence.gap(last) == " " and sentence.capital(last, last + 1)):
                last += 1
            yield token.start, sentence.tokens[last - 1].end


def _is_said_as_a_place(sentence: Sentence, index: int) -> bool:
    """Tell whether token ``index`` follows "à" or the like, and is nothing else than a name."""
    left, word = sentence.left(index), sentence.tokens[index].folded
    if not ends(left, lexicon().before_unknown) or _follows_a_verb(sentence, index) or _is_held(sentence, index):
        return False
    capital = sentence.capital(index, index + 1)
    if left[-1] == "a" and _is_a_town_misspelt(left, word, most=_USUAL if capital else _RARE):
        return True
    if (
        left[-1] in _BEFORE_THINGS
        and sentence.text[sentence.tokens[index].start : sentence.tokens[index].end].isupper()
    ):
        return False  # « payée en CESU », « un poste en EHPAD »: initials are a thing
    if capital:  # « à Bruxelles » is a place, however usual the word; « en Mars » may be a month
        return len(word) >= _SHORTEST_CAPITALISED and (left[-1] == "a" or not is_ordinary(word))
    if left[-1] in _BEFORE_THINGS or is_ordinary(word) or _is_an_infinitive(word):
        return False
    is_recruited_there = left[-1] == "a" and len(left) > 1 and left[-2] in lexicon().sets["recruiting"]
    return bool(zipf_frequency(word, "fr") < (_RARE if is_recruited_there else _FOREIGN))


def _is_an_infinitive(word: str) -> bool:
    """Tell whether a long word looks like a verb: "un poste à pérenniser", where "à alger" is a place."""
    return len(word) >= _LONG_VERB and word.endswith(("er", "ir"))


def _is_held(sentence: Sentence, index: int) -> bool:
    """Tell whether a name or a thing that is known stands there: what it means there was judged before."""
    known = gazetteer().names.exact_at(sentence.tokens, index)
    if known and sentence.left(index)[-1:] == ("en",) and sentence.capital(index, known.last):
        return judge(sentence, known.payloads[0], index, known.last) is not Verdict.NO_PLACE  # « en Puisaye »
    return known is not None or sentence.tokens[index].folded in lexicon().sets["no_unknown"]


def _follows_a_verb(sentence: Sentence, index: int) -> bool:
    """Tell whether "a" is the verb, or goes with one: "il a recruté", "ça m'a dépanné", "parler a quelqu'un"."""
    left = sentence.left(index)
    said = sentence.tokens[index - 1]
    is_bare = sentence.text[said.start : said.end].lower() == "a" and len(left) > 1
    is_elided = sentence.gap(index - 1) in _APOSTROPHES
    return is_bare and (is_elided or left[-2] in lexicon().sets["adverbs"] | lexicon().sets["not_located"])


def _is_a_town_misspelt(left: Phrase, word: str, most: float) -> bool:
    """Tell whether a word used less than ``most``, after "recrutent à", is one letter away from a town of here."""
    if zipf_frequency(word, "fr") >= most or not (len(left) == 1 or left[-2] in lexicon().sets["recruiting"]):
        return False
    return any(OSA.distance(word, town, score_cutoff=1) <= 1 for town in _home_towns())


@lru_cache(maxsize=1)
def _home_towns() -> tuple[str, ...]:
    known = territories()
    return tuple(folded_name(one.name) for one in known.communes_of(known.home) if one.population >= _TOWN)


@lru_cache(maxsize=1)
def _candidates() -> dict[str, str]:
    """Return the refs of the names worth offering: the region's communes, the cities and the divisions of France."""
    known = territories()
    cities = (one for one in known.communes_of(FRANCE) if one.population >= _CITY)
    levels = (Level.DEPARTEMENT, Level.REGION)
    divisions = (each for level in levels for each in known.units(level, FRANCE))
    every: list[Territory] = [*known.communes_of(known.home), *cities, *divisions]
    return {each.ref: folded_name(each.name) for each in every}


def _nearest(word: str) -> tuple[str, ...]:
    """Return the refs of the names most like ``word``, those of the region first, then the most populous."""
    known = territories()
    found = process.extract(
        word, _candidates(), scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=_NEAREST * _NEAREST
    )

    def rank(match: tuple[str, float, str]) -> tuple[float, int]:
        place = known.get(match[2])
        near = match[1] + (_HOME_BONUS if place.region == known.home.region else 0)
        return -round(near, 1), -place.population

    return tuple(ref for _, _, ref in sorted(found, key=rank)[:_NEAREST])
