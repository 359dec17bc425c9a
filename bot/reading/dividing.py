"""A message that asks several things, cut into its requests, each read after the one before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading import names
from bot.reading.acts import QUESTION_INTENTS
from bot.reading.dialogue import Before, done_by
from bot.reading.frame import Told, read
from bot.reading.spans import Span
from bot.reading.telling import KEPT_OCCUPATION, YES
from bot.understanding import with_named

Ranking = list[dict[str, Any]]
Reader = Callable[[str, list[Span], Before], tuple[Ranking, Told]]
"""Returns the ranked intents and ``told`` of a text, its entities and what was asked before it."""

_Read = dict[tuple[int, int, Before, int], tuple[Ranking, Told]]
"""What was read of each part: where it stands, what was asked before it, how much it names."""

REQUEST_INTENTS = QUESTION_INTENTS | {
    "definition",
    "institution",
    "evenements",
    "offres",
    "entreprises",
    "exporter",
    "hors_mesure",
    "dossier_personnel",
    "verifier",
    "contact",
}
"""The intents that want an answer of their own; small talk beside a request is none."""
_LIKELY = 0.35
"""How likely the intent of each part must be."""
_COUNTS = frozenset({Topic.FIGURES, Topic.TOTALS, Topic.COMPARISON})
"""The topics that tell the same number, of one place and trade or of several."""


@dataclass(frozen=True, slots=True)
class Part:
    """One request of a message: its text and entities, how it is read, and the question it asks (None: none)."""

    text: str
    entities: list[Span]
    ranking: Ranking
    told: Told
    question: Question | None

    @property
    def intent(self) -> str:
        """The likeliest intent."""
        return str(self.ranking[0]["name"]) if self.ranking else ""

    @property
    def asks(self) -> bool:
        """True when it surely is a request of its own."""
        likely = self.intent in REQUEST_INTENTS and float(self.ranking[0]["confidence"]) >= _LIKELY
        return likely and (self.question is not None or self.intent not in QUESTION_INTENTS)

    def as_message(self) -> dict[str, Any]:
        """Return the part as a message Rasa has parsed."""
        return {
            "text": self.text,
            "entities": self.entities,
            "intent": self.ranking[0],
            "intent_ranking": self.ranking,
            "told": self.told,
        }


def divided(
    text: str, entities: Sequence[Span], starts: Sequence[int], previous: Question | None, act: str, reader: Reader
) -> list[Part]:
    """Return the requests of a message, [] when it holds only one; ``starts``: where others may begin.

    ``previous``, ``act``: the question before, and what the message before did.
    """
    inside = {start for start in starts if any(each["start"] < start < each["end"] for each in entities)}
    bounds = [0, *(start for start in starts if start not in inside)]
    read_before: _Read = {}
    while len(bounds) > 1:
        parts = _parts(text, entities, bounds, (previous, act), reader, read_before)
        joined = _not_alone(parts)
        if not joined:
            return parts
        bounds = [bound for index, bound in enumerate(bounds) if index not in joined]
    return []


def _not_alone(parts: Sequence[Part]) -> set[int]:
    """Return the indices of the parts that go with the one before them, none when each is a request of its own.

    Those that ask nothing are joined first, all at once: what they are joined to is then read again.
    """
    silent = {max(index, 1) for index, part in enumerate(parts) if not part.asks}
    return silent or {index for index in range(1, len(parts)) if not _differ(parts[index - 1], parts[index])}


def _differ(one: Part, two: Part) -> bool:
    """Return whether two parts want two answers: the same figure of two places, trades or years is a comparison."""
    if (one.question is None) != (two.question is None):
        return True
    if one.question is None or two.question is None:
        return one.intent != two.intent
    return _asked(one.question) != _asked(two.question)


def _asked(question: Question) -> tuple[Any, ...]:
    """Return what makes the kind of answer: not the place, the trade, the year, nor which aspects of a portrait."""
    topic = Topic.FIGURES if question.topic in _COUNTS else question.topic
    if topic is Topic.PORTRAIT:
        return (topic,)
    how = (question.measure, question.statistic, question.rank, question.grain, question.movement)
    return (topic, *how, question.aspects)


def _parts(
    text: str,
    entities: Sequence[Span],
    bounds: Sequence[int],
    before_all: tuple[Question | None, str],
    reader: Reader,
    read_before: _Read,
) -> list[Part]:
    """Return the parts of a message; those that joining two others left as they were are not read again."""
    previous, act = before_all
    alone = _only_place(entities) if previous is None else None
    found: list[Part] = []
    for start, end in zip(bounds, [*bounds[1:], len(text)], strict=True):
        said, own = text[start:end].rstrip(), _within(entities, start, end)
        unplaced = previous is None or not previous.territories
        if alone is not None and unplaced and not any(each["entity"] == "territory" for each in own):
            own = [*own, {**alone, "start": len(said), "end": len(said)}]
        before = replace(Before.of(previous), act=act)
        key = (start, end, before, len(own))
        if key not in read_before:
            read_before[key] = reader(said, own, before)
        ranking, told = read_before[key]
        mentions = Mentions.from_entities(own, said)
        if start and mentions.names_nothing_new:
            told = {**told, KEPT_OCCUPATION: {YES: 1.0}}  # « combien de soudeurs, quelle part de difficiles »
        part = Part(said, own, ranking, told, None)
        if part.intent in QUESTION_INTENTS:
            part = replace(part, question=read(part.intent, mentions, previous, told))
        previous = part.question or with_named(mentions, previous) or previous
        act = done_by(part.intent)
        found.append(part)
    return found


def _only_place(entities: Sequence[Span]) -> Span | None:
    """Return the place of a message that names only one: each of its requests is about it, wherever it stands."""
    places = [each for each in entities if each["entity"] == "territory"]
    return places[0] if len({names.unit(str(each["value"])) for each in places}) == 1 else None


def _within(entities: Sequence[Span], start: int, end: int) -> list[Span]:
    return [
        {**each, "start": each["start"] - start, "end": each["end"] - start}
        for each in entities
        if start <= each["start"] < end
    ]
