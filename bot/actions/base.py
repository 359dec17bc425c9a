"""What every action does: read the turn, get a reply, send it; and turn a failure into a French sentence."""

from __future__ import annotations

import asyncio
import logging
import uuid
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.answers.payload import payload
from bot.answers.places import remembered_places
from bot.answers.suggestions import at_their_place
from bot.feedback.record import unanswered
from bot.feedback.store import feedback_store
from bot.question import Mentions, Question, Topic
from bot.reading.acts import QUESTION_SHAPES, intent_of
from bot.reading.frame import Told
from bot.writing.reply import Reply
from knowledge.errors import BaseUnavailableError, KnowledgeError
from knowledge.library import Knowledge, open_knowledge

logger = logging.getLogger(__name__)

QUESTION_SLOT = "question"
ROLE_SLOT = "role"
MISUNDERSTOOD_SLOT = "misunderstood"

DOUBT = "nlu_fallback"
_LIKELY = 0.3
_WORTH_ANSWERING, _LEANING = 0.15, 0.4
"""How likely an act must be to be answered in spite of a doubt, when something is named and when nothing is."""

UNAVAILABLE = "La base des chiffres est momentanément indisponible. Réessayez dans un instant (référence {reference})."
FAILED = "Une erreur m'empêche de répondre à cette question (référence {reference}). Réessayez ou reformulez-la."


@dataclass(frozen=True, slots=True)
class Turn:
    """One message as understood, and what the conversation keeps.

    ``spans``: characters of ``text`` that were linked. ``previous``: the question before. ``role``: who the user
    said they are. ``misunderstood``: how many messages in a row were not understood before this one.
    """

    text: str
    intent: str
    mentions: Mentions
    previous: Question | None
    spans: tuple[tuple[int, int], ...] = ()
    role: str = ""
    misunderstood: int = 0
    likeliest: str = ""
    """The intent the classifier found likeliest, when it doubted between two."""
    told: Told = field(default_factory=dict)
    """What the heads say of how the question is told (``bot/reading/frame.py``)."""

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> Turn:
        """Return the turn the tracker ends with."""
        return cls.of_message(
            tracker.latest_message,
            _stored_question(tracker),
            role=str(tracker.get_slot(ROLE_SLOT) or ""),
            misunderstood=int(tracker.get_slot(MISUNDERSTOOD_SLOT) or 0),
        )

    @classmethod
    def of_message(
        cls, message: Mapping[str, Any], previous: Question | None, *, role: str = "", misunderstood: int = 0
    ) -> Turn:
        """Return the turn of a parsed message, in a conversation that keeps ``previous`` and the rest."""
        entities, text = message.get("entities") or (), str(message.get("text") or "")
        return cls(
            text=text,
            intent=str((message.get("intent") or {}).get("name") or ""),
            mentions=Mentions.from_entities(entities, text),
            previous=previous,
            spans=tuple((entity["start"], entity["end"]) for entity in entities),
            role=role,
            misunderstood=misunderstood,
            likeliest=likeliest(message),
            told=message.get("told") or {},
        )

    def as_question(self) -> Turn | None:
        """Return the turn as the question on figures it most likely asks, None when it is hardly likely to ask one.

        A turn that names nothing, at the beginning of a conversation, asks none.
        """
        acts = {act: likely for act, likely in self.told.get("act", {}).items() if act in QUESTION_SHAPES}
        named = self.mentions.territories or self.mentions.occupations
        best = max(acts, key=lambda act: acts[act], default="")
        if not (named or self.previous) or not best or acts[best] < (_WORTH_ANSWERING if named else _LEANING):
            return None
        intent = intent_of(best, occupations=len(self.mentions.occupations), places=len(self.mentions.territories))
        return replace(self, intent=intent, told={**self.told, "act": {best: 1.0}})


def likeliest(message: Mapping[str, Any]) -> str:
    """Return the first intent of a ranking, but the one that stands for a doubt; "" when it is hardly likely."""
    ranked = (each for each in message.get("intent_ranking") or () if each.get("name") != DOUBT)
    best = next(ranked, None)
    return str(best["name"]) if best and float(best.get("confidence") or 0) >= _LIKELY else ""


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
    """A reply, and what to remember: the question frame and the user's role (None leaves what was there)."""

    reply: Reply
    question: Question | None = None
    role: str | None = None

    def events(self, turn: Turn) -> list[dict[str, Any]]:
        """Return the slots to set."""
        missed = self.reply.facts.get("topic") == "not_understood"
        slots: dict[str, Any] = {}
        if self.question is not None:
            slots[QUESTION_SLOT] = self.question.as_dict()
        if self.role is not None:
            slots[ROLE_SLOT] = self.role
        if missed or turn.misunderstood:
            slots[MISUNDERSTOOD_SLOT] = turn.misunderstood + 1 if missed else 0
        return [SlotSet(name, value) for name, value in slots.items()]


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
        send(dispatcher, outcome.reply.for_role(outcome.role or turn.role))
        return outcome.events(turn)

    def _outcome(self, turn: Turn) -> Outcome:
        knowledge = open_knowledge()
        outcome = remembered(self.outcome(turn, knowledge), turn)
        spoken_of = outcome.question or turn.previous
        outcome = replace(outcome, reply=at_their_place(outcome.reply, spoken_of, knowledge))
        if outcome.reply.facts.get("topic") == "not_understood":
            feedback_store().add(unanswered(turn.text, turn.intent, turn.mentions))
        return outcome


def remembered(outcome: Outcome, turn: Turn) -> Outcome:
    """Return an outcome with the question it keeps, or else what the turn spoke of, and the places told until now."""
    question = outcome.question if outcome.question is not None else _spoken_of(turn)
    if question is None:
        return outcome
    return replace(outcome, question=remembered_places(question, turn.mentions, turn.previous))


def _spoken_of(turn: Turn) -> Question | None:
    """Return the question before with the place and occupation just named: « je suis de Gien » is kept."""
    mentions, before = turn.mentions, turn.previous or Question(Topic.TOTALS)
    if not (mentions.territories or mentions.occupations):
        return None
    return replace(
        before,
        territories=mentions.territories or before.territories,
        occupations=mentions.occupations or before.occupations,
        words=mentions.words if mentions.occupations else before.words,
        asked=0,
        offered=(),
        open_for=0,
    )


def send(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Send a reply as text, buttons and its structured side."""
    dispatcher.utter_message(text=reply.text, buttons=reply.buttons, json_message={"answer": payload(reply)})


def _logged(error: Exception) -> str:
    reference = uuid.uuid4().hex[:8]
    logger.error("Turn failed, reference %s", reference, exc_info=error)
    return reference
