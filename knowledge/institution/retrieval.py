"""Finds the entry a question is about: weighted words compared with the questions each entry lists.

A word counts by its rarity among those questions, words that only frame a question (« c'est quoi », « que veut
dire ») count little, and a word no entry knows counts against: a place or an occupation means that figures are
asked, not a definition. Decisive keywords raise the entries that declare them.
"""

from __future__ import annotations

import math
from functools import lru_cache
from wordfreq import top_n_list
from knowledge.text import fold
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.institution.model import Entry
from knowledge.institution.wording import asks_what, is_frame, stem, words
from knowledge.matching import common_words

Pair = tuple[str, str]

_MAX_WORDS = 60
_MIN_TYPO_LENGTH = 5
_PHRASE, _BAG = 0.55, 0.45
"""Share of the closest question, and of the words known to the entry as a whole, in a score."""
_FRAME, _PAIR = 0.25, 0.5
"""Weight of a framing word, and of two words side by side, as a part of what their rarity gives."""
_KEYWORD, _LONGER_KEYWORD, _LONGEST_KEYWORD = 0.2, 0.05, 6
_UNKNOWN_COMMON=.3
_CLAUSE = 0.65
"""A clause answered on its own is worth less than the whole message."""
_ELSEWHERE = -1
"""The owner of the wordings that other parts of Bémo answer."""
_AWAY_ASKED, _AWAY_BARE = 0.7, 1.2
"""Weight of those wordings in a question that says « c'est quoi », « pourquoi »…, and in one that does not."""
_CLAUSE_END = re.compile(r"[,;:.?!()\n]+(?=\s|$)")


class Retrieval:
    """An index of entries; build once, ask often (about a millisecond a question)."""

    def __init__(self, entries: Sequence[Entry], elsewhere: Sequence[str] = ()) -> None:
        self._entries = tuple(entries)
        phrases = [(owner, stems(text)) for owner, entry in enumerate(entries) for text in _asked(entry)]
        phrases += [(_ELSEWHERE, stems(text)) for text in elsewhere]
        counts = Counter(one for _, phrase in phrases for one in _features(phrase))
        self._weight = {one: _part(one) * math.log(1 + len(phrases) / count) for one, count in counts.items()}
        self._unknown = math.log(1 + len(phrases))
        self._owner = [owner for owner, _ in phrases]
        self._norm: list[float] = []
        self._postings: dict[str | Pair, list[int]] = defaultdict(list)
        for number, (_, phrase) in enumerate(phrases):
            features = _features(phrase)
            self._norm.append(math.sqrt(sum(self._weight[one] ** 2 for one in features)))
            for one in features:
                self._postings[one].append(number)
        self._keywords = _keywords(self._entries)
        self._bags = [frozenset(one for text in _texts(entry) for one in stems(text)) for entry in self._entries]
        known = {word for entry in self._entries for text in _texts(entry) for word in words(text)}
        self._correctable = sorted(word for word in known if len(word) >= _MIN_TYPO_LENGTH)
        self._known = frozenset(map(stem, known))

    def ranked(self, text: str) -> list[tuple[float, Entry]]:
        """Return the entries that share words with ``text``, best first, each with its score (0 to about 1.5)."""
        scores = self._best_of_clauses(text)
        scores.pop(_ELSEWHERE, None)
        return [(score, self._entries[owner]) for owner, score in sorted(scores.items(), key=lambda one: -one[1])]

    def best(self, text: str, threshold: float) -> Entry | None:
        """Return the first entry; None under ``threshold``, or when ``text`` is closer to what others answer."""
        scores = self._best_of_clauses(text)
        away = scores.pop(_ELSEWHERE, 0.0)
        least = max(threshold, away * (_AWAY_ASKED if asks_what(text) else _AWAY_BARE))
        owner = max(scores, key=scores.__getitem__, default=None)
        return None if owner is None or scores[owner] < least else self._entries[owner]

    def _best_of_clauses(self, text: str) -> dict[int, float]:
        scores = self._scores(text)
        clauses = [clause for clause in _CLAUSE_END.split(text) if clause.strip()]
        for clause in clauses if len(clauses) > 1 else ():
            for owner, score in self._scores(clause).items():
                scores[owner] = max(scores.get(owner, 0.0), _CLAUSE * score)
        return scores

    def _scores(self, text: str) -> dict[int, float]:
        asked = [stem(self._corrected(word)) for word in words(text)[:_MAX_WORDS]]
        if all(map(is_frame, asked)):
            return {}
        scores = self._closest_question(asked)
        for owner, bonus in self._keyword_bonus(asked).items():
            scores[owner] += bonus
        total = sum(map(self._single, {*asked}))
        for owner in scores:
            if owner == _ELSEWHERE:
                scores[owner] /= _PHRASE
            else:
                scores[owner] += _BAG * sum(map(self._single, self._bags[owner].intersection(asked))) / total
        return scores

    def _closest_question(self, asked: list[str]) -> dict[int, float]:
        known = [one for one in _features(asked) if one in self._postings]
        size = sum(self._weight[one] ** 2 for one in known)
        size += sum(self._single(one) ** 2 for one in {*asked} if one not in self._weight)
        dots: dict[int, float] = defaultdict(float)
        for one in known:
            square = self._weight[one] ** 2
            for number in self._postings[one]:
                dots[number] += square
        best: dict[int, float] = defaultdict(float)
        for number, dot in dots.items():
            cosine = dot / (self._norm[number] * math.sqrt(size))
            best[self._owner[number]] = max(best[self._owner[number]], _PHRASE * cosine)
        return best

    def _keyword_bonus(self, asked: list[str]) -> dict[int, float]:
        found: dict[int, float] = defaultdict(float)
        for start in range(len(asked)):
            for end in range(start + 1, min(start + _LONGEST_KEYWORD, len(asked)) + 1):
                key = tuple(asked[start:end])
                owners = self._keywords.get(key, ())
                for owner in owners:
                    plain = sum(not is_frame(one) for one in key)
                    bonus = (_KEYWORD + _LONGER_KEYWORD * max(plain - 1, 0)) / len(owners)
                    found[owner] = max(found[owner], bonus)
        return found

    def _single(self, one: str) -> float:
        known = self._weight.get(one)
        return self._unknown * _part(one) * (_UNKNOWN_COMMON if one in _common_stems() else 1.0) if known is None else known

    def _corrected(self, word: str) -> str:
        """Return the known word one typo away from ``word``, or ``word`` itself when it is known or common."""
        if len(word) < _MIN_TYPO_LENGTH or stem(word) in self._known or word in common_words():
            return word
        near = [
            str(found[0]) for found in process.extract(word, self._correctable, scorer=OSA.distance, score_cutoff=1)
        ]
        return min(near, key=lambda one: one[0] != word[0], default=word)


def stems(text: str) -> list[str]:
    """Return the stems of the words of ``text``, in order."""
    return [stem(word) for word in words(text)]


def _asked(entry: Entry) -> tuple[str, ...]:
    return (*entry.questions, entry.title)


def _texts(entry: Entry) -> tuple[str, ...]:
    return (*entry.questions, entry.title, *entry.keywords)


@lru_cache(maxsize=1)
def _common_stems():
    return frozenset(map(stem, map(fold, top_n_list("fr", 4000))))


def _features(phrase: list[str]) -> set[str | Pair]:
    return {*phrase, *pairwise(phrase)}


def _part(feature: str | Pair) -> float:
    if isinstance(feature, str):
        return _FRAME if is_frame(feature) else 1.0
    return _PAIR * max(map(_part, feature))


def _keywords(entries: Sequence[Entry]) -> dict[tuple[str, ...], list[int]]:
    owners: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key in {tuple(stems(keyword)) for keyword in entry.keywords}:
            owners[key].append(number)
    return dict(owners)
