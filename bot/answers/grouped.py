"""What the survey counts a trade with, where its label does not say the word that was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from bot.answers.scope import Chosen
from bot.question import Question
from bot.writing.french import quoted
from bot.writing.reply import Once
from knowledge.occupations.words import key_words

_STEM = 4
_MOST_LABELS = 2


def grouped(question: Question, wanted: Sequence[Chosen], *, detailed: bool = False) -> Iterator[str]:
    """« L'enquête compte « zingueur » dans « Couvreurs ». », for each trade this turn names by another word.

    A word that stands for its labels in the sentence has them here, unless the answer tells each (``detailed``).
    """
    if "occupations" in question.inherited or len(question.words) != len(wanted):
        return
    for word, each in zip(question.words, wanted, strict=True):
        other = not each.is_sector and len(each.labels) <= _MOST_LABELS and not _is_said(word, each.labels)
        if other or (each.is_long and not detailed):
            yield Once(f"L'enquête compte {quoted(word)} dans {each.official}.")


def _is_said(word: str, labels: Sequence[str]) -> bool:
    told = {each[:_STEM] for each in chain.from_iterable(key_words(label) for label in labels)}
    return any(each[:_STEM] in told for each in key_words(word))
