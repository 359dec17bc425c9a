"""What a reader knows of the conversation before a turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.question import Question
from bot.reading.acts import shape_of, tell_of


@dataclass(frozen=True, slots=True)
class Before:
    """The question before: its shape ("" when none was asked), its places and occupations (entity values)."""

    shape: str = ""
    places: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    pending: bool = False
    """True when the answer before asked which place or occupation was meant."""
    measure: str = "projects"
    tell: str = "number"
    """How its figure was told, in the words of the corpus: ``number``, ``share``, ``change``…"""
    dated: bool = False
    """True when it named a year."""
    answered: bool = False
    """True when a figure was told in the conversation."""

    @classmethod
    def of_slot(cls, slot: Any) -> Before:
        """Return what is kept of the question stored in Rasa's slot; nothing of one of another version."""
        return cls.of(question_of(slot))

    @classmethod
    def of(cls, question: Question | None) -> Before:
        """Return what is kept of a question."""
        if question is None:
            return cls()
        return cls(
            shape_of(question),
            question.territories,
            question.occupations,
            question.asked > 0,
            question.measure.value if question.measure else "projects",
            tell_of(question),
            bool(question.years),
            bool(question.told),
        )


def question_of(slot: Any) -> Question | None:
    """Return the question stored in Rasa's slot, None when there is none, or one of another version."""
    if not isinstance(slot, Mapping):
        return None
    try:
        return Question.from_dict(slot)
    except (KeyError, TypeError, ValueError):
        return None
