"""The questions of ``tests/questions`` asked to the live servers, compared with the truth of the raw workbooks."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from bot.servers import Servers
from tests.questions.check import answer_of, score

EXPECTED = Path(__file__).parent.parent / "questions" / "expected.json"
TARGET = 0.95
NEEDS_ROWS = {"recruiting", "figures", "where"}


def is_beyond_the_embedded(expected: dict[str, Any]) -> bool:
    """Métiers of a bassin outside the home region: only a base with all of France has them."""
    places = expected.get("territories", [])
    return expected["topic"] in NEEDS_ROWS and any(re.match(r"bassin:(?!24)", place) for place in places)


def refusal_faults(reply: list[dict[str, Any]]) -> list[str]:
    """What is held instead must be said, without a row that would pass for the answer."""
    answer = answer_of(reply) or {}
    honest = answer.get("topic") == "not_held" and not answer.get("rows")
    return [] if honest else [f"not said to be outside the figures held: {answer}"]


def test_figures_are_exact(live: Servers) -> None:
    """At least 95 % of the questions get the right territory, occupation, measure, year and numbers."""
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    missed = {}
    topics: Counter[str] = Counter()
    for name, each in expected.items():
        topics[each["topic"]] += 1
        reply = live.ask(each["question"], sender=f"question-{name}")
        faults = refusal_faults(reply) if is_beyond_the_embedded(each) else score(each, reply)
        if faults:
            missed[name] = faults
    rate = 1 - len(missed) / len(expected)
    print(f"\nquestions: {rate:.1%} of {len(expected)} right ({dict(topics)})")
    for name, faults in missed.items():
        print(f"  [{name}] {expected[name]['question']}\n      {'; '.join(faults)}")
    assert rate >= TARGET
