"""Which of the places, occupations and years a message names are asked about, and which belong to somebody's life."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.reading import names
from bot.reading.clauses import ClauseModel, words_of
from bot.reading.corpus import Example
from bot.reading.dialogue import Before
from bot.reading.persons import asked_for, said_of
from bot.reading.spans import Span
from bot.reading.utterance import Utterance
from bot.reading.weights import Features, Weights
from knowledge.territories.reference import territories

KINDS = ("occupation", "territory", "year", "limit")
_PENALTY = 1.0
_NEAR = 4
LISTED = frozenset(["metiers", "secteurs", "profils", "domaines", "filieres", "professions", "boulots", "jobs"])


@dataclass(frozen=True, slots=True)
class _Seen:
    """A message in which one kind of mention is looked at."""

    utterance: Utterance
    words: Sequence[str]
    requests: Sequence[float]
    before: Before
    mentions: Sequence[Span]
    positions: Sequence[Sequence[int]]


def mention_features(
    utterance: Utterance, spans: Sequence[Span], requests: Sequence[float], before: Before, kind: str
) -> list[Features]:
    """Return what is seen of each span of ``kind``, in order: its words around, its clause, the others of its kind."""
    mentions = [span for span in spans if span["entity"] == kind]
    positions = [utterance.covered(span["start"], span["end"]) or [0] for span in mentions]
    seen = _Seen(utterance, words_of(utterance, spans), requests, before, mentions, positions)
    return [_features(seen, index) for index in range(len(mentions))]


def _features(seen: _Seen, index: int) -> Features:
    own = _own(seen, index) if seen.mentions[index]["entity"] == "occupation" else {}
    return {**_position(seen, index), **_around(seen, index), **_among(seen, index), **_whose(seen, index), **own}


def _own(seen: _Seen, index: int) -> Features:
    """How an occupation is said, and its domain: « DG », « maire », « médecin du travail » are rarely asked about."""
    words = [seen.utterance.tokens[at].folded for at in seen.positions[index]]
    value = str(seen.mentions[index]["value"])
    domain = value.partition("fap2021:")[2][:1] or value.partition(":")[0]
    said = {f"said {word}": 1.0 for word in words}
    return {**said, f"said first {words[0]}": 1.0, f"said all {' '.join(words)}": 1.0, f"domain {domain}": 1.0}


def _whose(seen: _Seen, index: int) -> Features:
    """Of whom a mention is said, beside for whom one asks once all are named."""
    words = [token.folded for token in seen.utterance.tokens]
    whose = said_of(words, seen.positions[index][0])
    asked = asked_for(words, max(each[-1] for each in seen.positions) + 1)
    return {f"whose {whose}": 1.0, f"whose {whose} for {asked}": 1.0, f"{len(seen.mentions) > 1} {whose} {asked}": 1.0}


def _position(seen: _Seen, index: int) -> Features:
    utterance, (first, last) = seen.utterance, _ends(seen, index)
    clause, size = utterance.clauses[first], utterance.size
    value = str(seen.mentions[index]["value"])
    return {
        "bias": 1.0,
        "request": seen.requests[clause],
        "first turn": float(not seen.before.shape),
        "pending": float(seen.before.pending),
        "from the start": (first + 1) / len(utterance.tokens),
        "from the end": min(len(utterance.tokens) - last, 20) / 20,
        "words": min(len(utterance.tokens), 60) / 60,
        "clauses": min(size, 8) / 8,
        "clauses after": min(size - 1 - clause, 6) / 6,
        "asks": float(clause in utterance.questions),
        "asked elsewhere": float(bool(utterance.questions) and clause not in utterance.questions),
        "one clause": float(size == 1),
        "list asked elsewhere": float(any(seen.requests[each] > 0.5 and each != clause for each in _listing(seen))),
        "sector": float(value.startswith(("domaine:", "famille:"))),
        "ambiguous": float("|" in value or value.startswith("ambigu:")),
        f"level {value.partition(':')[0] if seen.mentions[index]['entity'] == 'territory' else ''}": 1.0,
    }


def _listing(seen: _Seen) -> set[int]:
    """Return the clauses that ask for métiers, sectors, profiles: whatever trade stands elsewhere is who asks."""
    return {clause for word, clause in zip(seen.words, seen.utterance.clauses, strict=True) if word in LISTED}


def _around(seen: _Seen, index: int) -> Features:
    words, clauses, (first, last) = seen.words, seen.utterance.clauses, _ends(seen, index)
    found: dict[str, float] = {}
    for step in range(1, _NEAR + 1):
        if first - step >= 0:
            found[f"left {step} {words[first - step]}"] = 1.0
            found[f"left {words[first - step]}"] = 1.0
        if last + step < len(words) and step < _NEAR:
            found[f"right {step} {words[last + step]}"] = 1.0
            found[f"right {words[last + step]}"] = 1.0
    found[f"left {' '.join(words[max(0, first - 2) : first])}"] = 1.0
    found[f"left {' '.join(words[max(0, first - 3) : first])}"] = 1.0
    own = [i for i, clause in enumerate(clauses) if clause == clauses[first]]
    found[f"opens {' '.join(words[own[0] : own[0] + 2])}"] = 1.0
    for i in own:
        if not first <= i <= last:
            found[f"clause {words[i]}"] = 1.0
    return found


def _among(seen: _Seen, index: int) -> Features:
    """How a mention stands among those of its kind: before or after, in the clause that asks or not, wider or not."""
    if len(seen.mentions) == 1:
        return {"only": 1.0}
    clauses, own = seen.utterance.clauses, seen.positions[index][0]
    others = [i for i in range(len(seen.mentions)) if i != index]
    likely = seen.requests[clauses[own]]
    best = max(seen.requests[clauses[seen.positions[i][0]]] for i in others)
    later = any(seen.positions[i][0] > own for i in others)
    together = any(clauses[seen.positions[i][0]] == clauses[own] for i in others)
    found = {
        "less likely than another": max(0.0, best - likely),
        "likelier than all": max(0.0, likely - best),
        "later": float(later),
        "same clause": float(together),
        f"place {'later' if later else 'last'} {'together' if together else 'apart'} {likely > 0.5} {best > 0.5}": 1.0,
    }
    for i in others:
        after = "after" if seen.positions[i][0] > own else "before"
        for relation in _relations(seen.mentions[index], seen.mentions[i]):
            found[f"{relation} {after}"] = 1.0
    return found


def _relations(one: Span, other: Span) -> list[str]:
    if one["entity"] != "territory":
        return []
    first, second = str(one["value"]), str(other["value"])
    found = [f"level {first.partition(':')[0]} with {second.partition(':')[0]}"]
    if names.same_place(names.unit(first), names.unit(second)):
        found.append("same place")
    if first in _holders(second):
        found.append("holds the one")
    if second in _holders(first):
        found.append("held by the one")
    return found


def _holders(ref: str) -> set[str]:
    if "|" in ref or ref not in territories():
        return set()
    return {parent.ref for parent in territories().parents(territories().get(ref))}


def _ends(seen: _Seen, index: int) -> tuple[int, int]:
    return seen.positions[index][0], seen.positions[index][-1]


@dataclass(frozen=True)
class MentionModel:
    """Tells, for each kind of mention, how likely each one is to be what is asked."""

    weights: Mapping[str, Weights]

    @classmethod
    def fit(cls, examples: Iterable[Example], clauses: ClauseModel) -> MentionModel:
        """Return the model learned from the turns whose acts name places, occupations, years."""
        seen: dict[str, list[Features]] = {kind: [] for kind in KINDS}
        asked: dict[str, list[bool]] = {kind: [] for kind in KINDS}
        for example in examples:
            utterance = Utterance.of(example.turn.text)
            requests = clauses.requests(utterance, example.spans)
            for kind in KINDS:
                answers = [a for span, a in zip(example.spans, example.asked, strict=True) if span["entity"] == kind]
                features = mention_features(utterance, example.spans, requests, example.before, kind)
                for each, answer in zip(features, answers, strict=True):
                    if answer is not None:
                        seen[kind].append(each)
                        asked[kind].append(answer)
        return cls({kind: Weights.fit(seen[kind], asked[kind], penalty=_PENALTY) for kind in KINDS})

    def likelihoods(
        self, utterance: Utterance, spans: Sequence[Span], requests: Sequence[float], before: Before, kind: str
    ) -> list[float]:
        """Return how likely each span of ``kind`` is to be asked about, in order, 0 to 1."""
        features = mention_features(utterance, spans, requests, before, kind)
        return [self.weights[kind].probability(each) for each in features]
