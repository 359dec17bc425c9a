"""Plays conversations in this process: the model reads each turn, the action its rule names answers; no server."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

import bot.actions
from bot.actions.base import QUESTION_SLOT, Outcome, ReplyAction, Turn, remembered
from bot.question import Question
from bot.reading.corpus import Turn as Said
from bot.training import MODEL
from bot.writing.reply import Reply
from knowledge.errors import KnowledgeError
from knowledge.library import open_knowledge
from knowledge.paths import PROJECT

_FALLBACK = "action_fallback"


@dataclass(frozen=True, slots=True)
class Played:
    """How a turn was understood: its intent, the action and topic of the reply, the question asked (None: none was)."""

    intent: str
    action: str
    topic: str
    question: Question | None
    later: tuple[Played, ...] = ()
    """How the other requests of the turn were understood, when it holds several."""


class Player:
    """One model, and the actions its rules lead to."""

    def __init__(self) -> None:
        self._agent = Agent.load(str(MODEL))
        self._actions = {each.action_name: each() for each in _actions()}
        self._rules = dict(_rules())
        self._knowledge = open_knowledge()

    def play(self, turns: Sequence[Said]) -> list[Played]:
        """Return how each turn of a conversation was understood, each after those before it."""
        question: Question | None = None
        role, intent, missed, played = "", "", 0, []
        for said in turns:
            turn = self._read(said.text, question, role, missed, intent)
            answers: list[Played] = []
            for part in (turn, *(turn.then(Outcome(Reply("")), message) for message in turn.later)):
                answer, outcome = self._answer(replace(part, previous=question, role=role))
                answers.append(answer)
                question = outcome.question or question
                role = role if outcome.role is None else outcome.role
            intent = answers[-1].intent
            missed = missed + 1 if answers[0].topic == "not_understood" else 0
            played.append(replace(answers[0], later=tuple(answers[1:])))
        return played

    def _answer(self, turn: Turn) -> tuple[Played, Outcome]:
        action = self._rules.get(turn.intent, _FALLBACK)
        if action not in self._actions:
            return Played(turn.intent, action, "", None), Outcome(Reply(""))
        try:
            outcome = self._actions[action].outcome(turn, self._knowledge)
        except KnowledgeError:
            return Played(turn.intent, action, "refused", None), Outcome(Reply(""))
        topic = outcome.reply.topic.value
        return Played(turn.intent, action, topic, outcome.question), remembered(outcome, turn)

    def _read(self, text: str, previous: Question | None, role: str, missed: int, intent: str = "") -> Turn:
        tracker = DialogueStateTracker("corpus", self._agent.domain.slots)
        tracker.update(SlotSet(QUESTION_SLOT, previous.as_dict() if previous else None))
        if intent:
            tracker.update(UserUttered(intent={"name": intent}))
        parsed: Mapping[str, Any] = asyncio.run(self._agent.processor.parse_message(UserMessage(text), tracker))
        return Turn.of_message({**parsed, "text": text}, previous, role=role, misunderstood=missed)


def _actions() -> Iterator[type[ReplyAction]]:
    for module in pkgutil.iter_modules(bot.actions.__path__):
        for value in vars(importlib.import_module(f"bot.actions.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, ReplyAction) and value.action_name:
                yield value


def _rules() -> Iterator[tuple[str, str]]:
    for path in (PROJECT / "data" / "stories").glob("*.yml"):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            steps = {name: value for step in rule["steps"] for name, value in step.items()}
            if {"intent", "action"} <= set(steps):
                yield steps["intent"], steps["action"]
