"""What every action does: read the turn, get a reply, send it; and turn a failure into a French sentence."""

from __future__ import annotations

import asyncio
import logging
import uuid
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.answers.reply import Reply
from bot.question import Mentions, Question
from knowledge.errors import BaseUnavailableError, KnowledgeError
from knowledge.library import Knowledge, open_knowledge

logger = logging.getLogger(__name__)

QUESTION_SLOT = "question"

UNAVAILABLE = "La base des chiffres est momentanément indisponible. Réessayez dans un instant (référence {reference})."
FAILED = "Une erreur m'empêche de répondre à cette question (référence {reference}). Réessayez ou reformulez-la."


@dataclass(frozen=True, slots=True)
class Turn:
    """One message as understood: its text, intent, what it names, and the question before it."""

    text: str
    intent: str
    mentions: Mentions
    previous: Question | None

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> Turn:
        """Return the turn the tracker ends with."""
        message: Mapping[str, Any] = tracker.latest_message
        return cls(
            text=str(message.get("text") or ""),
            intent=str((message.get("intent") or {}).get("name") or ""),
            mentions=Mentions.from_entities(message.get("entities") or ()),
            previous=_stored_question(tracker),
        )


def _stored_question(tracker: Tracker) -> Question | None:
    stored = tracker.get_slot(QUESTION_SLOT)
    if not isinstance(stored, Mapping):
        return None
    try:
        return Question.from_dict(stored)
    except (KeyError, TypeError, ValueError):
        logger.warning("The conversation holds a question frame of another version; it is forgotten.")
        return None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reply, and the question frame to remember (None leaves the one before)."""

    reply: Reply
    question: Question | None = None


class ReplyAction(Action):  # type: ignore[misc]
    """An action that gives one reply. A subclass says its name and what it answers."""

    action_name: str = ""

    def name(self) -> str:
        """Return the name the domain and the rules know."""
        return self.action_name

    @abstractmethod
    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return what to say and remember. Runs in a worker thread, so that a query never blocks the server."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the reply; a failure is said in French with a reference, and logged with the same reference."""
        turn = Turn.from_tracker(tracker)
        try:
            outcome = await asyncio.to_thread(self._outcome, turn)
        except BaseUnavailableError as error:
            dispatcher.utter_message(text=UNAVAILABLE.format(reference=_logged(error)))
            return []
        except KnowledgeError as error:
            dispatcher.utter_message(text=str(error))
            return []
        except Exception as error:
            dispatcher.utter_message(text=FAILED.format(reference=_logged(error)))
            return []
        send(dispatcher, outcome.reply)
        return [SlotSet(QUESTION_SLOT, outcome.question.as_dict())] if outcome.question else []

    def _outcome(self, turn: Turn) -> Outcome:
        return self.outcome(turn, open_knowledge())


def send(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Send a reply as text, buttons and its structured side."""
    dispatcher.utter_message(text=reply.text, buttons=reply.buttons, json_message={"answer": reply.answer})


def _logged(error: Exception) -> str:
    reference = uuid.uuid4().hex[:8]
    logger.error("Turn failed, reference %s", reference, exc_info=error)
    return reference
