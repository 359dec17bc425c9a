"""Which clauses of a message ask, and which only tell who speaks, why, or since when: learned from marked messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.reading.corpus import Example
from bot.reading.spans import Span
from bot.reading.utterance import Utterance
from bot.reading.weights import Features, Weights

_PENALTY = 1.0
_MANY = 8
_LIKELY = 0.35
_NEARLY_ALL = 0.85
ASKING = "asking"
"""Where a message keeps its clauses that ask."""
_STAND_INS = {"occupation": "METIER", "territory": "LIEU", "year": "AN"}


def words_of(utterance: Utterance, spans: Sequence[Span]) -> list[str]:
    """Return the words of a message, what was linked replaced by the name of its kind, numbers by ``#``."""
    words = [("#" if token.folded.isdigit() else token.folded) for token in utterance.tokens]
    for span in spans:
        if span["entity"] in _STAND_INS:
            for index in utterance.covered(span["start"], span["end"]):
                words[index] = _STAND_INS[span["entity"]]
    return words


def clause_features(utterance: Utterance, spans: Sequence[Span]) -> list[Features]:
    """Return what is seen of each clause: its words, its place, whether it asks, its neighbours."""
    words = words_of(utterance, spans)
    inside: list[list[str]] = [[] for _ in range(utterance.size)]
    for word, clause in zip(words, utterance.clauses, strict=True):
        inside[clause].append(word)
    return [_features(utterance, inside, clause) for clause in range(utterance.size)]


def _features(utterance: Utterance, inside: Sequence[list[str]], clause: int) -> Features:
    own, last = inside[clause], utterance.size - 1
    found: dict[str, float] = {
        "bias": 1.0,
        "asks": float(clause in utterance.questions),
        "asked before": float(any(each < clause for each in utterance.questions)),
        "asked after": float(any(each > clause for each in utterance.questions)),
        "no question": float(not utterance.questions),
        "first": float(clause == 0),
        "last": float(clause == last),
        "from the end": min(last - clause, _MANY) / _MANY,
        "clauses": min(utterance.size, _MANY) / _MANY,
        "alone": float(last == 0),
        "length": min(len(own), 20) / 20,
    }
    for word in own:
        found[f"w {word}"] = 1.0
    for one, two in pairwise(own):
        found[f"ww {one} {two}"] = 1.0
    found[f"first {' '.join(own[:2])}"] = 1.0
    for name, at in (("before", clause - 1), ("after", clause + 1)):
        if 0 <= at <= last:
            found[f"{name} {' '.join(inside[at][:2])}"] = 1.0
            found[f"{name} asks"] = float(at in utterance.questions)
    return found


@dataclass(frozen=True)
class ClauseModel:
    """Tells the clauses that ask."""

    weights: Weights

    @classmethod
    def fit(cls, examples: Iterable[Example]) -> ClauseModel:
        """Return the model learned from the messages whose request was marked."""
        seen: list[Features] = []
        asks: list[bool] = []
        for example in examples:
            if not example.turn.request:
                continue
            utterance = Utterance.of(example.turn.text)
            marked = _marked(example.turn.text, example.turn.request)
            for features, (start, end) in zip(clause_features(utterance, example.spans), utterance.spans, strict=True):
                seen.append(features)
                asks.append(sum(marked[start:end]) * 2 > end - start)
        return cls(Weights.fit(seen, asks, penalty=_PENALTY))

    def requests(self, utterance: Utterance, spans: Sequence[Span]) -> list[float]:
        """Return how likely each clause is to ask, 0 to 1."""
        return [self.weights.probability(each) for each in clause_features(utterance, spans)]


def asking_of(text: str, utterance: Utterance, requests: Sequence[float]) -> list[str]:
    """Return the clauses that ask, as they are written in ``text``, with their question mark; none when none does."""
    ends = [*(start for start, _ in utterance.spans[1:]), len(text)] if utterance.size else []
    return [
        text[start:end].rstrip()
        for (start, _), end, likely in zip(utterance.spans, ends, requests, strict=True)
        if likely >= _LIKELY
    ]


def asked_part(text: str, spans: Sequence[Mapping[str, Any]], clauses: Sequence[str]) -> tuple[str, list[Span]] | None:
    """Return the clauses of ``text`` that ask, joined, with the spans in them; None when they are nearly all of it."""
    said, kept = "", list[Span]()
    for clause in clauses:
        start = text.find(clause)
        if start < 0:
            continue
        moved, end = len(said) - start, start + len(clause)
        inside = (each for each in spans if start <= each["start"] and each["end"] <= end)
        kept += [{**each, "start": each["start"] + moved, "end": each["end"] + moved} for each in inside]
        said += f"{clause} "
    return (said.rstrip(), kept) if 0 < len(said) < _NEARLY_ALL * len(text) else None


def _marked(text: str, requests: Sequence[str]) -> list[bool]:
    marked = [False] * len(text)
    for request in requests:
        start = text.find(request)
        if start >= 0:
            marked[start : start + len(request)] = [True] * len(request)
    return marked
