"""Finds the entry a question is about: a linear classifier learned, at start, from the questions each entry lists.

Words, pairs of words and pieces of words are weighted by their rarity, so that accents, endings, typos and texting
spellings matter little. One more class, what other parts of Bémo answer (figures, rankings, files…), takes away the
questions that no entry should answer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from knowledge.institution.model import Entry
from knowledge.institution.wording import asks_what, is_full, stem, words

_MAX_WORDS = 60
_MIN_TYPO_LENGTH = 5
_CANDIDATES = 3
_ELSEWHERE = -1
"""The class of the questions that other parts of Bémo answer."""
_PENALTY = 0.3
_LEAST_ASKED, _LEAST_BARE = -0.8, -0.5
"""Score an entry must reach in a question that says « c'est quoi », « pourquoi »…, and in one that does not."""
_AWAY_ASKED, _AWAY_BARE = -0.5, 0.0
"""What is added, in the same two cases, to the score of « elsewhere », which an entry must beat."""


class Retrieval:
    """What was learned from the entries; build once (a quarter of a second), ask often (about a millisecond)."""

    def __init__(self, entries: Sequence[Entry], elsewhere: Sequence[str]) -> None:
        self._entries = tuple(entries)
        self._subjects = [_subjects(_wordings(entry)) for entry in entries]
        examples = [(text, owner) for owner, entry in enumerate(entries) for text in _wordings(entry)]
        examples += [(text, _ELSEWHERE) for text in elsewhere]
        spelled = [words(text) for text, _ in examples]
        self._words = TfidfVectorizer(
            ngram_range=(1, 2), analyzer="word", tokenizer=str.split, token_pattern=None, sublinear_tf=True
        )
        self._pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
        by_word = self._words.fit_transform(map(_stemmed, spelled))
        by_piece = self._pieces.fit_transform(map(" ".join, spelled))
        machine = LinearSVC(C=_PENALTY, random_state=0)
        machine.fit(hstack([by_word, by_piece]), [owner for _, owner in examples])
        weights = np.ascontiguousarray(machine.coef_.T)
        self._word_weights, self._piece_weights = weights[: by_word.shape[1]], weights[by_word.shape[1] :]
        self._bias: npt.NDArray[np.float64] = machine.intercept_

    def ranked(self, text: str) -> list[tuple[float, Entry]]:
        """Return every entry with its score (about −1.2 to 1), best first; nothing when no word is known."""
        scores = self._scores(text)
        if scores is None:
            return []
        of_entries = scores[1:]
        return [(float(of_entries[owner]), self._entries[owner]) for owner in np.argsort(-of_entries)]

    def best(self, text: str) -> Entry | None:
        """Return the best entry; None when it is not close enough, or when ``text`` is answered elsewhere."""
        scores = self._scores(text)
        if scores is None:
            return None
        asked = asks_what(text)
        least = max(_LEAST_ASKED if asked else _LEAST_BARE, scores[0] + (_AWAY_ASKED if asked else _AWAY_BARE))
        named = _subjects([text])
        near = (int(one) for one in np.argsort(-scores[1:])[:_CANDIDATES] if scores[1 + one] > least)
        owner = next((one for one in near if _share_a_word(named, self._subjects[one])), None)
        return None if owner is None else self._entries[owner]

    def _scores(self, text: str) -> npt.NDArray[np.float64] | None:
        """Return the score of « elsewhere », then of each entry; None when ``text`` holds nothing known."""
        spelled = words(text)[:_MAX_WORDS]
        by_word = self._words.transform([_stemmed(spelled)])
        by_piece = self._pieces.transform([" ".join(spelled)])
        if not by_word.nnz and not by_piece.nnz:
            return None
        scores = by_word @ self._word_weights + by_piece @ self._piece_weights + self._bias
        return np.asarray(scores[0], dtype=np.float64)


def _wordings(entry: Entry) -> tuple[str, ...]:
    return (*entry.questions, entry.title, *entry.keywords)


def _subjects(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(word) for text in texts for word in words(text)[:_MAX_WORDS] if is_full(word))


def _share_a_word(named: frozenset[str], subjects: frozenset[str]) -> bool:
    """Return whether a word is common to both, one typo apart for the long ones."""
    if named & subjects:
        return True
    long = [word for word in named if len(word) >= _MIN_TYPO_LENGTH]
    return any(OSA.distance(one, other, score_cutoff=1) <= 1 for one in long for other in subjects)


def _stemmed(spelled: Sequence[str]) -> str:
    return " ".join(map(stem, spelled))
