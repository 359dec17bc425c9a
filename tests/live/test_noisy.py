"""Hurried French: questions in SMS, phonetic or dictated spelling, asked to the live servers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from bot.servers import Servers
from tests.known_misses import by_name, judge
from tests.questions.check import SAME_SHAPE, Reply, Shown

HELD_OUT = Path(__file__).parent.parent / "nlu" / "held_out_noisy.yml"

Case = dict[str, Any]


def test_noisy_questions_are_understood(live: Servers) -> None:
    """Topic, place, occupation, measure and year are those of the question."""
    cases: list[Case] = yaml.safe_load(HELD_OUT.read_text(encoding="utf-8"))
    replies = [live.ask(case["text"], sender=f"noisy-{number}") for number, case in enumerate(cases)]
    found = ((case["text"], faults(case, reply)) for case, reply in zip(cases, replies, strict=True))
    judge("noisy", by_name(found), at_least=0.9)


def faults(case: Case, reply: Reply) -> list[str]:
    """What the reply did not understand of the question."""
    shown = Shown.of(reply)
    answer = shown.answer or {}
    wanted, given = case["topic"], str(answer.get("topic"))
    found = [f"topic {given}"] if SAME_SHAPE.get(wanted, wanted) != SAME_SHAPE.get(given, given) else []
    found += [
        f"{key} {answer.get(key)}"
        for key in ("territories", "year", "measure")
        if key in case and answer.get(key) != case[key]
    ]
    return found + [
        f"no {name}" for name in case.get("occupations", ()) if not re.search(name, shown.text, re.IGNORECASE)
    ]
