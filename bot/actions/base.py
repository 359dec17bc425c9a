"""What every action does: read the turn, get a reply, send it; and turn a failure into a French sentence."""

from __future__ import annotations

import asyncio
import logging
import uuid
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.rules import action_name_of, response_text
from bot.answers.message import message_of
from bot.answers.noted import told_once
from bot.answers.places import remembered_places
from bot.answers.recap import with_told
from bot.answers.several import MOST_ANSWERED, said_again, several
from bot.answers.suggestions import at_their_place
from bot.beside import PAY
from bot.button import CONTACT, question_in
from bot.channels.rendering.plain import buttons_of, text_of
from bot.feedback.record import unanswered
from bot.feedback.store import feedback_store
from bot.mentions import Mentions
from bot.question import Question
from bot.reading.acts import QUESTION_SHAPES, intent_of
from bot.reading.clauses import ASKING
from bot.reading.frame import Told
from bot.reading.people import kept_people
from bot.reading.persons import MEANT, PEOPLE, Person
from bot.reading.pointing import is_of_trades
from bot.reading.signs import Signs
from bot.reading.speaker import EMPLOYER, ROLES, WHO, role_shown, with_message
from bot.reading.ties import HOME
from bot.understanding import with_named
from bot.writing.blocks import RENDERS_BLOCKS, REPLY, Facts
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.database import together
from knowledge.errors import BaseUnavailableError, KnowledgeError
from knowledge.library import Knowledge, open_knowledge
from knowledge.market.budget import one_turn

logger = logging.getLogger(__name__)

QUESTION_SLOT = "question"
ROLE_SLOT = "role"
SPEAKER_SLOT = "speaker"
MISUNDERSTOOD_SLOT = "misunderstood"

DOUBT = "nlu_fallback"
_LIKELY = 0.3
_WORTH_ANSWERING, _LEANING = 0.15, 0.4
"""How likely an act must be to be answered in spite of a doubt, when something is named and when nothing is."""

_HEARD = 0.6
"""How likely who asks must be to be taken for granted."""

UNAVAILABLE = "La base des chiffres est momentanément indisponible. Réessayez dans un instant (référence {reference})."
FAILED = "Une erreur m'empêche de répondre à cette question (référence {reference}). Réessayez ou reformulez-la."


@dataclass(frozen=True, slots=True)
class Turn:
    """One message as understood, and what the conversation keeps.

    ``spans``: characters of ``text`` that were linked. ``previous``: the question before. ``role``: who the user
    said they are, or else shows to be; ``speaker``: what shows it. ``misunderstood``: how many messages in a row
    were not understood before this one.
    """

    text: str
    intent: str
    mentions: Mentions
    previous: Question | None
    spans: tuple[tuple[int, int], ...] = ()
    role: str = ""
    speaker: Mapping[str, float] = field(default_factory=dict)
    misunderstood: int = 0
    likeliest: str = ""
    """The intent the classifier found likeliest, when it doubted between two."""
    told: Told = field(default_factory=dict)
    """What the heads say of how the question is told (``bot/reading/frame.py``)."""
    uncounted: tuple[str, ...] = ()
    """What it asks, in its words, that no figure on hiring takes into account (``bot/reading/coverage.py``)."""
    clauses: tuple[str, ...] = ()
    """Its clauses that ask, as written (``bot/reading/clauses.py``)."""
    signs: Signs = field(default_factory=lambda: Signs(""))
    """What is noted of it, without its text."""
    people: tuple[Person, ...] = ()
    """The people of whom it tells the trade."""
    meant: tuple[Person, ...] = ()
    """The people of the conversation for whom it asks."""
    asked: Question | None = None
    """The question of the button it was made of: nothing of its words is read."""
    missed: str = ""
    """The message before, when it was not understood."""
    later: tuple[Mapping[str, Any], ...] = ()
    """The other requests of the message, parsed, when it holds several (``bot/reading/dividing.py``)."""

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> Turn:
        """Return the turn the tracker ends with."""
        misunderstood = int(tracker.get_slot(MISUNDERSTOOD_SLOT) or 0)
        turn = cls.of_message(
            tracker.latest_message,
            _stored_question(tracker),
            role=str(tracker.get_slot(ROLE_SLOT) or ""),
            speaker=tracker.get_slot(SPEAKER_SLOT) or {},
            misunderstood=misunderstood,
        )
        return replace(turn, missed=_before(tracker)) if misunderstood else turn

    @classmethod
    def of_message(
        cls,
        message: Mapping[str, Any],
        previous: Question | None,
        *,
        role: str = "",
        speaker: Mapping[str, float] | None = None,
        misunderstood: int = 0,
    ) -> Turn:
        """Return the turn of a parsed message, in a conversation that keeps ``previous`` and the rest.

        Of several requests, the first one is the turn.
        """
        first, *later = message.get("parts") or (message,)
        entities, text = first.get("entities") or (), str(first.get("text") or "")
        mentions = Mentions.from_entities(entities, text)
        mentions = replace(mentions, home=mentions.home or str(message.get(HOME) or ""))
        shown = with_message(speaker or {}, message.get(WHO) or {}, hires=mentions.hires)
        return cls(
            text=text,
            intent=str((first.get("intent") or {}).get("name") or ""),
            mentions=mentions,
            previous=previous,
            spans=tuple((entity["start"], entity["end"]) for entity in entities),
            role=role or (EMPLOYER if mentions.hires else role_shown(shown)),
            speaker=shown,
            misunderstood=misunderstood,
            likeliest=likeliest(first),
            told=first.get("told") or {},
            uncounted=tuple(each for each in message.get("uncounted") or () if each in text),
            clauses=tuple(each for each in message.get(ASKING) or () if each in text),
            signs=Signs.of(message),
            people=tuple(Person(*line.split("\t")) for line in message.get(PEOPLE) or ()),
            meant=tuple(Person(*line.split("\t")) for line in message.get(MEANT) or ()),
            asked=question_in(first),
            later=tuple(
                {**each, **{name: message.get(name) or () for name in ("uncounted", ASKING)}} for each in later
            ),
        )

    def then(self, outcome: Outcome, message: Mapping[str, Any]) -> Turn:
        """Return the turn of the next request of the same message, once this one got its answer."""
        role = self.role if outcome.role is None else outcome.role
        return Turn.of_message(message, outcome.question or self.previous, role=role, speaker=self.speaker)

    @property
    def asking(self) -> str:
        """What it says in the clauses that ask, all of it when none surely does: a word of one's life asks nothing."""
        return " ".join(self.clauses) or self.text

    @property
    def heard(self) -> str:
        """The role that the words of this turn alone show best; "" when they show none."""
        shown = {role: likely for role, likely in self.told.get(WHO, {}).items() if role in ROLES}
        return max(shown, key=lambda role: shown[role], default="")

    @property
    def public(self) -> str:
        """Who asks: as they said or showed, else as this turn lets hear; "" when nothing tells."""
        return self.role or (self.heard if self.told.get(WHO, {}).get(self.heard, 0.0) >= _HEARD else "")

    @property
    def asks_pay(self) -> bool:
        """True when it speaks of the pay of a métier, named or spoken of: that is held, whatever else it looks like."""
        return PAY in self.mentions.aspects and self.asks_of_metier

    @property
    def asks_of_metier(self) -> bool:
        """True when it speaks of what is held of who does a métier, named, listed or spoken of: pay, diploma, hours…"""
        before = self.previous
        listed = before is not None and before.is_list and bool(before.shown) and is_of_trades(before.shown)
        of_a_metier = self.mentions.occupations or listed or (before is not None and before.occupations)
        return bool(self.mentions.aspects and of_a_metier)

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


def _before(tracker: Tracker) -> str:
    """Return the message before the last one, "" when there is none."""
    said = (event for event in reversed(tracker.events) if event.get("event") == "user")
    next(said, None)
    return str((next(said, None) or {}).get("text") or "")


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
    guessed: bool = False
    """True when the turn was not understood, and its figure is only the nearest one."""

    @property
    def missed(self) -> bool:
        """True when the turn was not understood."""
        return self.guessed or self.reply.topic is ReplyTopic.NOT_UNDERSTOOD

    @property
    def asks_back(self) -> bool:
        """True when the user must say which place or occupation is meant."""
        return self.reply.topic is ReplyTopic.CLARIFICATION

    def events(self, turn: Turn) -> list[dict[str, Any]]:
        """Return the slots to set."""
        slots: dict[str, Any] = {}
        if self.question is not None:
            slots[QUESTION_SLOT] = self.question.as_dict()
        if self.role is not None:
            slots[ROLE_SLOT] = self.role
        if turn.speaker:
            slots[SPEAKER_SLOT] = dict(turn.speaker)
        if self.missed or turn.misunderstood:
            slots[MISUNDERSTOOD_SLOT] = turn.misunderstood + 1 if self.missed else 0
        return [SlotSet(name, value) for name, value in slots.items()]


class ReplyAction(Action):  # type: ignore[misc]
    """An action that gives one reply. A subclass says its name and what it answers."""

    action_name: str = ""
    _known: ClassVar[dict[str, type[ReplyAction]]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        """Keep each action by its name, so that a message of several requests finds those it needs."""
        super().__init_subclass__(**options)
        if cls.action_name:
            ReplyAction._known[cls.action_name] = cls

    @staticmethod
    def ruled(intent: str) -> ReplyAction:
        """Return the action that the rules give to an intent; one that says a response of the domain when it is one."""
        name = action_name_of(intent)
        known = ReplyAction._known.get(name)
        return known() if known is not None else _Response(name)

    def name(self) -> str:
        """Return the name the domain and the rules know."""
        return self.action_name

    @abstractmethod
    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return what to say and remember. Runs in a worker thread, so that a query never blocks the server."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the reply, or one for each request of the message, and return the slots to set."""
        events: dict[str, dict[str, Any]] = {}
        for turn, outcome in await asyncio.to_thread(self._in_time, Turn.from_tracker(tracker)):
            send(dispatcher, outcome.reply.for_role(outcome.role or turn.role), tracker)
            events |= {event["name"]: event for event in outcome.events(turn)}
        return list(events.values())

    def _in_time(self, turn: Turn) -> list[tuple[Turn, Outcome]]:
        """Return the outcomes, whose figures are of one moment; the live APIs make them wait a turn's time in all."""
        with one_turn(), together():
            return self.outcomes(turn)

    def outcomes(self, turn: Turn) -> list[tuple[Turn, Outcome]]:
        """Return each request of the message with its answer, in order: the later ones lean on those before.

        One beyond the third, or after an answer that asks back, is only named, with a button; a person asked for is
        never left out, and comes last.
        """
        outcome, later = self._outcome(turn), [each for each in turn.later if not _asks_for_a_person(each)]
        person = next(filter(_asks_for_a_person, turn.later), None)
        found = [(turn, outcome)]
        while later and len(found) < MOST_ANSWERED and not outcome.asks_back:
            turn = turn.then(outcome, later.pop(0))
            outcome = ReplyAction.ruled(turn.intent)._outcome(turn)
            found.append((turn, outcome))
        if person is not None:
            turn = turn.then(outcome, person)
            found.append((turn, ReplyAction.ruled(turn.intent)._outcome(turn)))
        again = said_again([each.reply for _, each in found])
        found = [each for place, each in enumerate(found) if place not in again]
        rest = [str(message["text"]) for message in later]
        replies = several([each.reply for _, each in found], rest)
        return [(said, replace(each, reply=reply)) for (said, each), reply in zip(found, replies, strict=True)]

    def _outcome(self, turn: Turn) -> Outcome:
        """Return what to say and remember; a failure is said in French with the reference it is logged with."""
        try:
            knowledge = open_knowledge()
            outcome = remembered(self.outcome(turn, knowledge), turn)
            about = outcome.question or turn.previous
            reply, question = told_once(outcome.reply, outcome.question, turn.previous)
            outcome = replace(outcome, reply=at_their_place(reply, about, turn.text, knowledge), question=question)
        except BaseUnavailableError as error:
            return _failed(UNAVAILABLE.format(reference=_logged(error)))
        except KnowledgeError as error:
            return _failed(str(error))
        except Exception as error:
            return _failed(FAILED.format(reference=_logged(error)))
        if outcome.missed:
            feedback_store().add_later(unanswered(turn.text, turn.intent, turn.mentions, turn.signs))
        return outcome


def _asks_for_a_person(message: Mapping[str, Any]) -> bool:
    return bool((message.get("intent") or {}).get("name") == CONTACT["intent"])


class _Response(ReplyAction):
    """Says a response of the domain, for one of several requests."""

    def __init__(self, response: str = "") -> None:
        """Keep which; Rasa's action server makes one of each class it finds, with nothing."""
        self._response = response

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the response, as it is written."""
        return Outcome(Reply(sentence=response_text(self._response), facts=Facts(topic=ReplyTopic.SMALL_TALK)))


def _failed(sentence: str) -> Outcome:
    return Outcome(Reply(sentence=sentence, facts=Facts(topic=ReplyTopic.FAILED)))


def remembered(outcome: Outcome, turn: Turn) -> Outcome:
    """Return an outcome with the question it keeps, or else what the turn spoke of, and the places told until now."""
    question = outcome.question if outcome.question is not None else with_named(turn.mentions, turn.previous)
    if question is None:
        return outcome
    question = remembered_places(question, turn.mentions, turn.previous)
    question = kept_people(question, turn.people, turn.previous)
    told = outcome.reply if outcome.question is not None else Reply("")
    return replace(outcome, question=with_told(question, told, turn.previous))


def send(dispatcher: CollectingDispatcher, reply: Reply, tracker: Tracker) -> None:
    """Send the blocks of a reply; its text and buttons where the channel of the turn is one of Rasa's own."""
    message = message_of(reply)
    if (tracker.latest_message.get("metadata") or {}).get(RENDERS_BLOCKS):
        dispatcher.utter_message(json_message={REPLY: message.as_json()})
    else:
        dispatcher.utter_message(text=text_of(message), buttons=buttons_of(message))


def _logged(error: Exception) -> str:
    reference = uuid.uuid4().hex[:8]
    logger.error("Turn failed, reference %s", reference, exc_info=error)
    return reference
