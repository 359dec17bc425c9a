"""The user rates the last answer (``bot/answers/feedback.py``): what is kept, and the reply."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Outcome, Turn, send
from bot.answers.feedback import Rating, answer, nothing_to_rate, rating
from bot.feedback.record import Kind, record
from bot.feedback.store import feedback_store
from bot.privacy import cautioned
from bot.writing.blocks import REPLY
from bot.writing.reply import Reply

_OPINION = "avis"
# Turns that answer nothing: « merci, c'était utile » is about the answer before.
_NOT_RATED = frozenset(
    {_OPINION, "saluer", "remercier", "au_revoir", "affirmer", "refuser", "session_start", "restart"}
)


@dataclass(frozen=True, slots=True)
class Rated:
    """The answer an opinion is about: the message it answered, its intent, the answer's facts.

    ``earlier``: what the user has already said of it, the last first.
    """

    text: str
    intent: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    earlier: tuple[str, ...] = ()


def rated_answer(events: Sequence[Mapping[str, Any]]) -> Rated | None:
    """Return the answer the last message of ``events`` (a Rasa tracker's) is about, None when there is none."""
    facts: Mapping[str, Any] = {}
    opinions: list[str] = []
    for event in reversed(events):
        kind = event.get("event")
        if kind in ("session_started", "restart"):
            return None
        if kind == "bot":
            facts = _facts(event) or facts
        if kind == "user":
            parsed = event.get("parse_data") or {}
            intent = str((parsed.get("intent") or {}).get("name") or "")
            text = str(event.get("text") or "")
            if intent not in _NOT_RATED and text:
                return Rated(text, intent, facts, tuple(opinions[1:]))
            if intent == _OPINION:
                opinions.append(text)
            facts = {}
    return None


def _facts(event: Mapping[str, Any]) -> Mapping[str, Any]:
    reply = ((event.get("data") or {}).get("custom") or {}).get(REPLY) or {}
    return dict(reply.get("facts") or {})


class ActionFeedback(Action):  # type: ignore[misc]
    """Keeps one opinion on the last answer, and thanks for it or asks why."""

    def name(self) -> str:
        """Return the name the domain and the rules know."""
        return "action_feedback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the reply; what cannot be kept is logged, and said."""
        turn = Turn.from_tracker(tracker)
        given = rating(turn.text)
        rated = rated_answer(tracker.events)
        reply = await asyncio.to_thread(rate, given, rated)
        send(dispatcher, replace(reply, sentence=cautioned(reply.sentence, turn.text)), tracker)
        return Outcome(reply).events(turn)


def rate(given: Rating, rated: Rated | None) -> Reply:
    """Keep the opinion ``given`` on the answer ``rated`` and return the reply, which says whether it was kept."""
    if rated is None:
        return nothing_to_rate()
    if given.useful is None:
        return answer(given)
    kind = Kind.USEFUL if given.useful else Kind.NOT_USEFUL
    opinion = record(kind, rated.text, intent=rated.intent, reason=given.reason, facts=rated.facts)
    before = rating(rated.earlier[0]) if rated.earlier else None
    kept = feedback_store().add(opinion, completes=bool(given.reason) and before == Rating(False))
    return answer(given, kept=kept)
