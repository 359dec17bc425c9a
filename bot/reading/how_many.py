"""« montez à cinq », « dix suffisent » : how many rows are wanted of the list just shown, when nothing else is said."""

from __future__ import annotations

from dataclasses import replace

from bot.mentions import Mentions
from bot.nlu.details import NUMBER_WORDS
from bot.question import Question
from knowledge.text import fold

_LONGEST = 8
_FEWEST, _MOST = 2, 50
_ROW = frozenset(["le", "la", "l", "au", "du", "numero", "n", "depuis"])
"""What stands before the number of a row, of a département or of a year, not before how many."""
_COUNTED = "ans an km h heures mois jours euros pourcent pour eme e er projets sur fois"
_UNITS = frozenset(_COUNTED.split())
"""What a number counts beside rows."""


def with_how_many(text: str, mentions: Mentions, previous: Question | None) -> Mentions:
    """Return what is named with the number of rows, where a short message after a list says that and nothing else."""
    if previous is None or not previous.is_list or previous.asked or not mentions.is_empty:
        return mentions
    wanted = _number(text)
    return replace(mentions, limit=wanted) if wanted else mentions


def _number(text: str) -> int | None:
    """Return the first number of a short text that counts nothing, None when there is none."""
    words = fold(text).split()
    if len(words) > _LONGEST:
        return None
    around = zip(["", *words], words, [*words[1:], ""], strict=False)
    found = (
        _value(word)
        for before, word, after in around
        if before not in _ROW and after not in _UNITS and not (before == "en" and word.isdigit())
    )
    return next((number for number in found if _FEWEST <= number <= _MOST), None)


def _value(word: str) -> int:
    return int(word) if word.isdigit() and len(word) <= 2 else NUMBER_WORDS.get(word, 0)
