"""A learned yes or no over named features: a logistic regression kept as a table of weights, without its library."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

Features = Mapping[str, float]

_ROUNDS = 600


@dataclass(frozen=True)
class Weights:
    """The weight of each feature, and what is there without any."""

    weights: Mapping[str, float]
    bias: float

    @classmethod
    def fit(cls, examples: Sequence[Features], answers: Sequence[bool], *, penalty: float) -> Weights:
        """Return the weights under which ``answers`` are likeliest; one answer alone is always given."""
        if len(set(answers)) < 2:
            return cls({}, math.inf if answers and answers[0] else -math.inf)
        vectorizer = DictVectorizer()
        machine = LogisticRegression(C=penalty, max_iter=_ROUNDS)
        machine.fit(vectorizer.fit_transform(list(map(dict, examples))), np.array(answers))
        names = vectorizer.get_feature_names_out()
        return cls(
            {str(n): float(w) for n, w in zip(names, machine.coef_[0], strict=True)}, float(machine.intercept_[0])
        )

    def probability(self, features: Features) -> float:
        """Return how likely a yes is, 0 to 1."""
        score = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))
