"""The questions of ``tests/questions`` asked to the live servers, and how many answers are right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.servers import Servers
from tests.questions.check import Shown, score

EXPECTED = Path(__file__).parent.parent / "questions" / "expected.json"
NEEDS_ROWS = {"recruiting", "figures", "where"}

Expected = dict[str, dict[str, Any]]


def questions() -> Expected:
    """Return the questions by name, each with the truth computed from the raw workbooks."""
    loaded: Expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return loaded


def faults(live: Servers, expected: Expected, form: Callable[[str], str] = str) -> dict[str, list[str]]:
    """Ask every question in a form of its own; return the faults of each answer, by the name of the question."""
    found = {}
    for name, each in expected.items():
        shown = Shown.of(live.ask(form(each["question"]), sender=f"{name}-{form.__name__}"[:64]))
        found[name] = limit_faults(each, shown) if is_beyond_the_embedded(each) else score(each, shown)
    return found


def is_beyond_the_embedded(expected: dict[str, Any]) -> bool:
    """Métiers of a bassin outside the home region: only a base with all of France has them."""
    places = expected.get("territories", [])
    return expected["topic"] in NEEDS_ROWS and any(re.match(r"bassin:(?!24)", place) for place in places)


def limit_faults(expected: dict[str, Any], shown: Shown) -> list[str]:
    """The place must be said to lack its detail, and none of the figures given may pass for its own."""
    answer = shown.answer or {}
    beyond = {place for place in expected["territories"] if not place.startswith("bassin:24")}
    said = beyond <= set(answer.get("lacking", ()))
    honest = said and not beyond & set(answer.get("territories", ()))
    return [] if honest else [f"not said to be outside the figures held: {answer}"]
