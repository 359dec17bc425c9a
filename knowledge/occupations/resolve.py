"""From a job title to the métiers it belongs to: the ROME code gives the candidates, the title decides.

Half of the ROME codes belong to several métiers, told apart by qualification: G1602 "Personnel de cuisine" is
cuisinier, aide de cuisine, chef cuisinier or cadre. The words of the title choose; the métiers that remain
plausible are all kept, the closest first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.occupations.levels import told_by
from knowledge.occupations.words import LINK_WORDS, fold_words, key, key_words, singular

_GENERIC_WORDS = (
    "ouvrier ouvier technicien agent maitrise assimile cadre qualifie peu non employe ingenieur professionnel "
    "autre divers et hors ou personnel responsable conduite type industriel"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())
_QUALIFIED = re.compile(r"\b(peu|non) qualifie\b|\bqualifie\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A métier a ROME may belong to, at which levels, and the labels that describe it."""

    code: str
    levels: frozenset[str]
    labels: tuple[str, ...]


def candidates(levels: Mapping[str, frozenset[str]], labels: Mapping[str, tuple[str, ...]]) -> list[Candidate]:
    """Return the candidates of a ROME code among the métiers that have a label (the surveyed ones)."""
    return [Candidate(code, digits, labels[code]) for code, digits in sorted(levels.items()) if code in labels]


def choose(title: str, some: list[Candidate]) -> tuple[str, ...]:
    """Return the codes of the métiers ``title`` (masculine) belongs to, the closest first; empty if no candidate."""
    if len(some) <= 1:
        return tuple(candidate.code for candidate in some)
    words = key_words(title)
    closeness = {candidate.code: _closeness(words, candidate) for candidate in some}
    kept = _by_level(key(title), some) or _by_name(words, some) or _by_default(some)
    kept = kept if len(kept) > 1 else _with_unqualified(kept, some, told_by(key(title)))
    return tuple(sorted((one.code for one in kept), key=lambda code: (-closeness[code], code)))


def _by_level(title_key: str, some: list[Candidate]) -> list[Candidate]:
    told = told_by(title_key)
    return [candidate for candidate in some if candidate.levels & told]


def _by_name(words: list[str], some: list[Candidate]) -> list[Candidate]:
    """Return the candidates a label of which begins by the very word the title begins by."""
    named = [one for one in some if any(words[0] in _heads(label) for label in one.labels)]
    if len(named) > 1:
        closest = max(_closeness(words, one) for one in named)
        named = [one for one in named if _closeness(words, one) == closest]
    return named if len(named) < len(some) else []


def _by_default(some: list[Candidate]) -> list[Candidate]:
    """Return the candidate that takes the titles of no stated qualification."""
    return [candidate for candidate in some if "0" in candidate.levels] or some


def _with_unqualified(kept: list[Candidate], some: list[Candidate], told: frozenset[str]) -> list[Candidate]:
    """Add the "peu qualifiés" twin of a "qualifiés" métier: a bare title ("maçon") is both."""
    if told or not kept:
        return kept
    stem = _stem(kept[0])
    return [one for one in some if one is kept[0] or _stem(one) == stem]


def _stem(candidate: Candidate) -> str:
    return " ".join(_QUALIFIED.sub("", key(candidate.labels[0])).split())


def _heads(label: str) -> set[str]:
    """Return the words that name people in a label: those that begin a part of it ("Charcutiers, traiteurs")."""
    words = key_words(label)
    if words[0] in _GENERIC or "technicien" in words:
        # What follows qualifies: "Cadres administratifs, comptables et financiers" are no comptables.
        return set()
    parts = (fold_words(part) for part in re.split(r",| et ", label))
    return {singular(part[0]) for part in parts if part and part[0] not in LINK_WORDS} - _GENERIC


def _closeness(words: list[str], candidate: Candidate) -> float:
    """Return the best share of words in common with one of the labels, 0 to 1."""
    best, own = 0.0, set(words) - _GENERIC
    for label in candidate.labels:
        label_words = {word for word in key_words(label) if word not in _GENERIC}
        union = len(label_words | own)
        best = max(best, len(label_words & own) / union if union else 0.0)
    return best
