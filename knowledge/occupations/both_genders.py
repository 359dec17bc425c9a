"""A job written in both genders at once, read as one: « Conducteur / Conductrice de bus », « serveur·se ».

The second gender is left blank, so that what remains is the name in one gender, at the same characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.occupations.inflection import feminines
from knowledge.occupations.words import singular
from knowledge.text import Token, fold, tokenize

Span = tuple[int, int]

_SUFFIXES = (
    "e fe ne se le te ve ère ere ière iere ienne enne onne euse eure teuse trice rice ive elle ale esse sse ée ane ine"
)
_SUFFIX = f"(?:{'|'.join(sorted(_SUFFIXES.split(), key=len, reverse=True))})"
_SHORTENED = re.compile(
    rf"(?<=[^\W\d])(?:\s?\({_SUFFIX}s?\)s?|(?:[·•∙.]|\s?/\s?)?-?(?<=[·•∙./ -]){_SUFFIX}(?:[·•∙.-]?s)?(?![\w-]))",
    re.IGNORECASE,
)
_TWO = re.compile(r"[/,(·•∙.-]|\b(?:ou|et)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[/,(]\s*")
_WITHIN = re.compile(r"[\s'’,\-‐‑]*")
_AND = frozenset(("ou", "et"))
_PEOPLE = {"homme": "femme", "garcon": "fille", "valet": "femme", "monsieur": "dame"}
_ENDINGS = (
    *(("", "e"), ("e", "esse"), ("er", "euse"), ("er", "rice"), ("eur", "rice"), ("c", "que"), ("o", "a")),
    *(("man", "woman"), ("man", "maid")),
)
"""Feminines that are recognised beside their masculine, and would make false words if they were derived from it."""
_MOST_WORDS = 6


def in_one_gender(text: str) -> tuple[str, list[Span]]:
    """Return ``text``, of the same length, its second genders left blank, and the spans of those written in full.

    ``"Chef / Cheffe d'équipe"`` gives ``"Chef          d'équipe"`` and ``[(4, 13)]``.
    """
    if not _TWO.search(text):
        return text, []
    text = _SHORTENED.sub(lambda suffix: " " * len(suffix.group()), text)
    spans = list(_repeated(text, tokenize(text)))
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text, spans


def _repeated(text: str, tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield the characters of each name said again in the other gender, with what separates it from the first."""
    for at in range(1, len(tokens)):
        gap = text[tokens[at - 1].end : tokens[at].start]
        said_again = at
        if tokens[at].folded in _AND and not gap.strip():
            said_again += 1
        elif not _BETWEEN.fullmatch(gap):
            continue
        size = _words_repeated(text, tokens[max(0, at - _MOST_WORDS) : at], tokens[said_again:])
        if size:
            end = tokens[said_again + size - 1].end
            yield tokens[at - 1].end, end + (text[end : end + 1] == ")" and "(" in gap)


def _words_repeated(text: str, before: Sequence[Token], after: Sequence[Token]) -> int:
    """Return how many words ``after`` begins by are the last ones of ``before`` in the other gender, 0 if none."""
    for size in range(min(len(before), len(after)), 0, -1):
        first, second = before[-size:], after[:size]
        if not (_is_one_name(text, first) and _is_one_name(text, second)):
            continue
        pairs = list(zip(first, second, strict=True))
        changed = [(one, two) for one, two in pairs if one.folded != two.folded]
        if changed and all(_of_both_genders(text, one, two) for one, two in changed):
            return size
    return 0


def _is_one_name(text: str, tokens: Sequence[Token]) -> bool:
    return all(_WITHIN.fullmatch(text, one.end, two.start) for one, two in pairwise(tokens))


def _of_both_genders(text: str, one: Token, two: Token) -> bool:
    return _is_feminine(text, one, two) or _is_feminine(text, two, one)


def _is_feminine(text: str, masculine: Token, feminine: Token) -> bool:
    """Return whether a word is the feminine of another, accents left out or not, in the singular or the plural."""
    written, wanted = text[masculine.start : masculine.end].lower(), singular(feminine.folded)
    known = {fold(one) for word in {written, written.removesuffix("s")} for one in feminines(word)}
    bare = singular(masculine.folded)
    ended = {bare.removesuffix(ending) + other for ending, other in _ENDINGS if bare.endswith(ending)}
    return wanted in known | ended or _PEOPLE.get(bare) == wanted
