"""The questions of ``tests/questions`` asked to the live servers, compared with the truth of the raw workbooks."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from bot.servers import Servers
from tests.questions.check import score

EXPECTED = Path(__file__).parent.parent / "questions" / "expected.json"
TARGET = 0.95


def test_figures_are_exact(live: Servers) -> None:
    """At least 95 % of the questions get the right territory, occupation, measure, year and numbers."""
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    missed = {}
    topics: Counter[str] = Counter()
    for name, each in expected.items():
        topics[each["topic"]] += 1
        faults = score(each, live.ask(each["question"], sender=f"question-{name}"))
        if faults:
            missed[name] = faults
    rate = 1 - len(missed) / len(expected)
    print(f"\nquestions: {rate:.1%} of {len(expected)} right ({dict(topics)})")
    for name, faults in missed.items():
        print(f"  [{name}] {expected[name]['question']}\n      {'; '.join(faults)}")
    assert rate >= TARGET
