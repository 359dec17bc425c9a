"""Where, in one message, one request ends and another begins: learned from turns of several acts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import yaml

from bot.reading.clauses import ClauseModel, words_of
from bot.reading.corpus import HEARD, Example
from bot.reading.spans import Span, spans_of
from bot.reading.utterance import Utterance
from bot.reading.weights import Features, Weights

_PENALTY = 1.0
_OPENING = 3
"""How many words of what begins are looked at in their order."""
_JOINED = (
    ("", " ? "),
    ("", ". "),
    ("", "\n"),
    ("", ", et "),
    ("", " et "),
    ("", " et sinon "),
    ("", ", et aussi "),
    ("", " puis "),
    ("", " "),
    ("1) ", " 2) "),
    ("- ", "\n- "),
    ("premièrement ", ", deuxièmement "),
    ("deux questions : ", " ? et "),
)
"""What two turns are put together with, in turns, to make more messages that ask twice: before each of them."""
_LONGEST_JOINED = 25
_EVERY = 5
"""One pair of turns in so many is put together: a message that asks twice stays rare."""
_LINKS = frozenset(["et", "puis", "sinon", "ainsi", "aussi", "plus", "mais", "ou", "dont", "pour"])
"""Words a request may begin with wherever they stand."""
_ASKING_WORDS = """
    combien cb cmb quel quelle quels quelles lequel laquelle lesquels lesquelles comment pourquoi quoi qui quand koi
    est ya si
"""
_ASKING = frozenset(_ASKING_WORDS.split())
_ASKED_FOR = frozenset({"measure", "aspect", "people", "movement", "grain", "level", "share", "statistic", "rank"})
_LIKELY = 0.2
"""How likely a request must be to begin: what is read of each part decides then (``dividing.py``)."""
_SIDES = ("occupation", "territory", "year", "measure", "aspect", "people", "count")
_REQUESTS = frozenset(
    {"ask", "define", "institution", "offers", "companies", "contact", "export", "elsewhere", "unmeasured"}
)
"""The acts of the corpus that want an answer of their own."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A message, and the words where another request begins in it."""

    utterance: Utterance
    spans: Sequence[Span]
    begins: frozenset[int]


def marked_messages(examples: Sequence[Example]) -> list[Marked]:
    """Return the turns whose requests are known apart, and some pairs of turns put together."""
    begins = _begins()
    found = []
    for each in examples:
        key = (each.turn.name, each.turn.number)
        if len(each.turn.acts) == 1 or key in begins:
            utterance = Utterance.of(each.turn.text)
            found.append(Marked(utterance, each.kept, _where(utterance, begins.get(key, ()))))
    pairs = [(one, two) for one, two in pairwise(examples) if _may_be_joined(one, two)]
    return found + [_together(*pair, number) for number, pair in enumerate(pairs[::_EVERY])]


def _begins() -> dict[tuple[str, int], tuple[str, ...]]:
    written: list[dict[str, Any]] = yaml.safe_load((HEARD / "parts.yml").read_text(encoding="utf-8"))
    return {(str(each["id"]), int(each["turn"])): tuple(map(str, each["begin"])) for each in written}


def _where(utterance: Utterance, begins: Sequence[str]) -> frozenset[int]:
    starts = [utterance.text.index(begin) for begin in begins]
    return frozenset(next(i for i, token in enumerate(utterance.tokens) if token.end > start) for start in starts)


def _may_be_joined(one: Example, two: Example) -> bool:
    """Return whether two turns are short requests that follow each other."""
    turns = (one.turn, two.turn)
    alone = all(len(turn.acts) == 1 and turn.acts[0]["act"] in _REQUESTS for turn in turns)
    short = all(len(turn.text.split()) <= _LONGEST_JOINED for turn in turns)
    return alone and short and one.turn.name == two.turn.name


def _together(one: Example, two: Example, number: int) -> Marked:
    opening, joint = _JOINED[number % len(_JOINED)]
    left = opening + one.turn.text.rstrip(" ?.!")
    text = f"{left}{joint}{two.turn.text}"
    utterance = Utterance.of(text)
    begins = [i for i, token in enumerate(utterance.tokens) if token.start >= len(left)]
    found = [index for index in candidates(utterance) if index in begins[:_OPENING]]
    return Marked(utterance, spans_of(text), frozenset(found[:1]))


def candidates(utterance: Utterance) -> list[int]:
    """Return the words where a request may begin: after a stop, at a link, or where a clause begins."""
    found = []
    for index in range(1, len(utterance.tokens)):
        token, gap = utterance.tokens[index], _gap(utterance, index)
        begins = utterance.clauses[index] != utterance.clauses[index - 1]
        if begins or (gap and token.folded in _LINKS) or gap.strip():
            found.append(index)
    return found


def _gap(utterance: Utterance, index: int) -> str:
    """Return what stands between a word and the one before, "" for an apostrophe or a hyphen."""
    gap = utterance.text[utterance.tokens[index - 1].end : utterance.tokens[index].start]
    return "" if gap in {"'", "’", "-"} else gap


def part_features(utterance: Utterance, spans: Sequence[Span], requests: Sequence[float]) -> list[Features]:
    """Return what is seen of each of the ``candidates``: the words around, the stop before, who asks on each side."""
    words, where = words_of(utterance, spans), candidates(utterance)
    kinds: list[set[str]] = [set() for _ in words]
    for span in spans:
        for index in utterance.covered(span["start"], span["end"]):
            kinds[index].add(str(span["entity"]))
    ends = [*where[1:], len(words)][: len(where)]
    return [_features(utterance, words, kinds, requests, index, end) for index, end in zip(where, ends, strict=True)]


def _features(
    utterance: Utterance,
    words: Sequence[str],
    kinds: Sequence[set[str]],
    requests: Sequence[float],
    index: int,
    end: int,
) -> Features:
    gap, after = _gap(utterance, index), words[index : index + _OPENING]
    stop = next((mark for mark in "?\n.;:,+/-" if mark in gap), "other" if gap.strip() else "")
    left, right = set().union(*kinds[:index]), set().union(*kinds[index:])
    own = set().union(*kinds[index : min(end, index + 8)])
    asks_left = any(word in _ASKING for word in words[:index])
    asks_right = any(word in _ASKING for word in words[index : index + 5])
    clause, before = utterance.clauses[index], utterance.clauses[index - 1]
    found: dict[str, float] = {
        "bias": 1.0,
        f"stop {stop}": 1.0,
        f"stop {stop} {after[0]}": 1.0,
        f"asks {asks_left} {asks_right}": 1.0,
        f"asks {asks_left} {asks_right} {after[0]}": 1.0,
        f"asks {asks_left} {asks_right} stop {stop}": 1.0,
        "request": requests[clause],
        "requested before": max(requests[: before + 1]),
        "both": requests[clause] * max(requests[: before + 1]),
        "same clause": float(clause == before),
        "questioned": float(any(each < clause for each in utterance.questions)),
        "questions": float(clause in utterance.questions),
        "left over": min(len(words) - index, 12) / 12,
        "said": min(index, 12) / 12,
        "few left": float(len(words) - index <= 2),
        "few said": float(index <= 2),
    }
    for size in range(1, len(after) + 1):
        found[f"after {' '.join(after[:size])}"] = 1.0
    found[f"before {' '.join(words[max(0, index - 2) : index])}"] = 1.0
    found[f"last {words[index - 1]}"] = 1.0
    for kind in _ASKED_FOR & own:
        found[f"{kind} here {bool(_ASKED_FOR & left)}"] = 1.0
    for kind in _SIDES:
        found[f"{kind} {kind in left} {kind in right}"] = 1.0
    return found


@dataclass(frozen=True)
class PartsModel:
    """Tells where another request begins."""

    weights: Weights

    @classmethod
    def fit(cls, messages: Iterable[Marked], clauses: ClauseModel) -> PartsModel:
        """Return the model learned from messages whose requests are known apart; ``clauses`` says which clauses ask."""
        seen: list[Features] = []
        begins: list[bool] = []
        for each in messages:
            seen += part_features(each.utterance, each.spans, clauses.requests(each.utterance, each.spans))
            begins += [index in each.begins for index in candidates(each.utterance)]
        return cls(Weights.fit(seen, begins, penalty=_PENALTY))

    def starts(self, utterance: Utterance, spans: Sequence[Span], requests: Sequence[float]) -> list[int]:
        """Return the characters where another request likely begins; ``requests``: how likely each clause asks."""
        features = part_features(utterance, spans, requests)
        return [
            utterance.tokens[index].start
            for index, each in zip(candidates(utterance), features, strict=True)
            if self.weights.probability(each) >= _LIKELY
        ]
