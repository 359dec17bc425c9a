"""``python -m bot.privacy.worker``: reads texts on its input, says where they name people, until it is closed.

A text is a line of JSON, and so is each answer: a list of starts and ends. The model is spaCy's for French, with its
recogniser of names only. What the linkers take for a place or a métier is no one's name.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from knowledge.occupations.gazetteer import link as link_occupations
from knowledge.territories.linking import link as link_territories
from knowledge.text import tokenize

MODEL = "fr_core_news_md"
_LEFT_OUT = ("morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer")
_PERSON = "PER"
# What the model takes for a name at the beginning or at the end of a message, and what stands for personal data.
_TITLES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})
_NO_ONE = _TITLES | frozenset(
    {"bemo", "bonjour", "bonsoir", "salut", "coucou", "hello", "merci", "svp", "stp", "cordialement"}
    | {"nom", "e", "mail", "telephone", "iban", "adresse", "date", "de", "naissance"}
)


def main() -> None:
    """Work until the input is closed, after whoever is answering someone."""
    os.nice(10)
    sink = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not be taken for an answer
    find = people_finder()
    for line in sys.stdin:
        print(json.dumps(find(json.loads(line))), file=sink, flush=True)


def people_finder() -> Callable[[str], list[tuple[int, int]]]:
    """Return what says where a text names people; it takes seconds to load."""
    import spacy  # noqa: PLC0415 — a second to import: not for who only asks

    model: Any = spacy.load(MODEL, exclude=_LEFT_OUT)

    def find(text: str) -> list[tuple[int, int]]:
        spans = [(each.start_char, each.end_char) for each in model(text).ents if each.label_ == _PERSON]
        if not spans:
            return []
        places = [(each.start, each.end) for each in link_territories(text)]
        linked = places + [(each.start, each.end) for each in link_occupations(text, places)]
        return [span for span in spans if _names_someone(text, span, linked)]

    return find


def _names_someone(text: str, span: tuple[int, int], linked: list[tuple[int, int]]) -> bool:
    """Say whether a word of the span is neither linked nor no one's, or a title makes it a name."""
    first, last = span
    words = [word for word in tokenize(text[first:last]) if not word.folded.isdigit()]
    names = [(first + word.start, first + word.end) for word in words if word.folded not in _NO_ONE]
    if not _TITLES.isdisjoint(word.folded for word in words):
        return bool(names)
    return any(not any(start < to and at < end for start, end in linked) for at, to in names)


if __name__ == "__main__":
    main()
