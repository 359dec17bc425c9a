"""The institution asked to the live servers: the whole way from a sentence to its entry or its dates."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.servers import Servers
from tests.conversations.dialogue import Reply, plain
from tests.questions.check import answer_of, text_of

QUESTIONS = Path(__file__).parent.parent / "questions" / "institution.yml"
TARGET = 0.9


def asked() -> list[Mapping[str, Any]]:
    """Return the questions, each with what its answer may be."""
    written: list[Mapping[str, Any]] = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    return written


def is_right(expect: list[str], reply: Reply) -> bool:
    """Whether the entry or the topic of a reply is expected, or its text holds what is."""
    answer = answer_of(reply) or {}
    text = plain(text_of(reply))
    return any(each in {answer.get("entry"), answer.get("topic")} or plain(each) in text for each in expect if each)


def test_the_institution_is_known(live: Servers) -> None:
    """At least 90 % of the held-out questions find their answer, intent included."""
    questions = asked()
    missed = []
    for each in questions:
        reply = live.ask(each["ask"], sender=f"institution-{uuid.uuid4().hex}")
        if not is_right(each["expect"], reply):
            missed.append(f"{each['ask']} : {plain(text_of(reply))[:120]}")
    right = 1 - len(missed) / len(questions)
    print(f"\ninstitution: {right:.1%} of {len(questions)} right", *missed, sep="\n  ")
    assert len(questions) >= 40
    assert right >= TARGET
