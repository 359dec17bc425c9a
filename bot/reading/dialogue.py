"""What a reader knows of the conversation before a turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.question import Question
from bot.reading.acts import QUESTION_INTENTS, act_of_intent, shape_of, tell_of

if TYPE_CHECKING:
    from rasa.shared.core.trackers import DialogueStateTracker

QUESTION_SLOT = "question"
ASK = "ask"


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
    act: str = ""
    """What the message before did, in the words of the corpus (``ask`` for any question on figures); "" for none."""

    @classmethod
    def of_tracker(cls, tracker: DialogueStateTracker | None) -> Before:
        """Return what is kept of a conversation: its last question (nothing of another version's), and its last act."""
        if tracker is None:
            return cls()
        intent = tracker.latest_message.intent.get("name") if tracker.latest_message else None
        return replace(cls.of(question_of(tracker.get_slot(QUESTION_SLOT))), act=done_by(intent or ""))

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


def done_by(intent: str) -> str:
    """Return the act a message of this intent did, "" for none."""
    return ASK if intent in QUESTION_INTENTS else act_of_intent(intent) if intent else ""


def question_of(slot: Any) -> Question | None:
    """Return the question stored in Rasa's slot, None when there is none, or one of another version."""
    if not isinstance(slot, Mapping):
        return None
    try:
        return Question.from_dict(slot)
    except (KeyError, TypeError, ValueError):
        return None
