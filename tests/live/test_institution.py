"""The institution asked to the live servers: the whole way from a sentence to its entry or its dates."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.servers import Servers
from tests.conversations.dialogue import Reply, plain
from tests.known_misses import by_name, judge
from tests.questions.check import Shown

QUESTIONS = Path(__file__).parent.parent / "questions" / "institution.yml"


def asked() -> list[Mapping[str, Any]]:
    """Return the questions, each with what its answer may be."""
    written: list[Mapping[str, Any]] = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    return written


def is_right(expect: list[str], reply: Reply) -> bool:
    """Whether the entry or the topic of a reply is expected, or its text holds what is."""
    shown = Shown.of(reply)
    answer, text = shown.answer or {}, plain(shown.text)
    return any(each in {answer.get("entry"), answer.get("topic")} or plain(each) in text for each in expect if each)


def faults(expect: list[str], reply: Reply) -> list[str]:
    """What was said where nothing of what is expected was."""
    return [] if is_right(expect, reply) else [plain(Shown.of(reply).text)[:120]]


def test_the_institution_is_known(live: Servers) -> None:
    """At least 90 % of the held-out questions find their answer, intent included, and those known to."""
    questions = asked()
    replies = [live.ask(each["ask"], sender=f"institution-{uuid.uuid4().hex}") for each in questions]
    assert len(questions) >= 40
    found = ((each["ask"], faults(each["expect"], reply)) for each, reply in zip(questions, replies, strict=True))
    judge("institution", by_name(found), at_least=0.9)
