"""Which sense of a word that has several a text means, when a word of only one of them is said beside it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import lru_cache

from knowledge.occupations import tables
from knowledge.occupations.model import Selection
from knowledge.occupations.words import key_words


def settled(selection: Selection, around: str, known: Container[str]) -> Selection:
    """Return the only sense of ``selection`` that a word of ``around`` names, else ``selection`` as it is.

    « pharmacie à Gien cherche préparateur ». Only the ``known`` words of trades tell one: « développement » does not.
    """
    if not selection.ambiguous:
        return selection
    said = set(key_words(around))
    senses = {sense for word, sense in _own_words(selection.ambiguous).items() if word in said and word in known}
    return senses.pop() if len(senses) == 1 else selection


@lru_cache(maxsize=64)
def _own_words(ambiguous: str) -> Mapping[str, Selection]:
    """Return the words that only one sense has in its label, each with that sense; « recherche » is said of any."""
    entry = tables.curated("ambiguous.yml")[ambiguous]
    options = [(set(key_words(option["label"])), tables.selection(option)) for option in entry["options"]]
    every = [word for words, _ in options for word in words]
    cues = set(key_words(" ".join(tables.curated("context.yml")["cues"])))
    return {word: sense for words, sense in options for word in words if every.count(word) == 1 and word not in cues}
