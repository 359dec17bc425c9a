"""What the rules (``data/stories``) and the domain say, for the actions that answer several requests of one message."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

from knowledge.paths import PROJECT

_FALLBACK = "action_fallback"


def action_name_of(intent: str) -> str:
    """Return the action, or the response, that the rules give to an intent; the fallback when they give none."""
    return _rules().get(intent, _FALLBACK)


def response_text(name: str) -> str:
    """Return the first text of a response of the domain."""
    return str(_responses()[name][0]["text"])


@lru_cache(maxsize=1)
def _rules() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((PROJECT / "data" / "stories").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            steps = {name: value for step in rule["steps"] for name, value in step.items()}
            if {"intent", "action"} <= set(steps):
                found[str(steps["intent"])] = str(steps["action"])
    return found


@lru_cache(maxsize=1)
def _responses() -> dict[str, list[dict[str, Any]]]:
    domain: dict[str, Any] = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
    return dict(domain["responses"])
