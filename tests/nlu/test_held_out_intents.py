"""The trained model, measured on sentences written by someone who did not see the training data."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest
import structlog
import yaml
from rasa.core.agent import Agent

from bot.training import ensure_model
from knowledge.paths import PROJECT
from knowledge.text import fold
from tests.known_misses import by_name, judge

HELD_OUT = Path(__file__).parent / "held_out_intents.yml"
TARGET = 0.96
NOT_ANSWERED_WITH_FIGURES = {"hors_sujet", "dossier_personnel", "insulte", "plainte", "autre_langue", "nlu_fallback"}

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def parsed() -> list[tuple[str, str, str, float]]:
    """Return, for each held-out sentence: text, intent wanted, intent found, confidence."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    agent = Agent.load(str(ensure_model(print)))

    async def parse(text: str) -> dict[str, Any]:
        return await agent.parse_message(text)  # type: ignore[no-any-return]

    async def parse_all() -> list[tuple[str, str, str, float]]:
        found = []
        for intent, text in sentences():
            best = (await parse(text))["intent"]
            found.append((text, intent, str(best["name"]), float(best["confidence"])))
        return found

    return asyncio.run(parse_all())


def trained_on() -> set[str]:
    return {fold(text) for path in (PROJECT / "data" / "nlu").glob("*.yml") for _, text in sentences(path)}


def sentences(path: Path = HELD_OUT) -> list[tuple[str, str]]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        (block["intent"], line[2:].strip())
        for block in content["nlu"]
        for line in block["examples"].splitlines()
        if line.startswith("- ")
    ]


def faults(wanted: str, found: str, confidence: float) -> list[str]:
    return [] if found == wanted else [f"{found} ({confidence:.2f}) instead of {wanted}"]


def test_intents_are_understood(parsed: list[tuple[str, str, str, float]]) -> None:
    judge("intents", by_name((each[0], faults(*each[1:])) for each in parsed), at_least=TARGET)
    known = trained_on()
    fresh = [each for each in parsed if fold(each[0]) not in known]
    fresh_score = 1 - sum(each[1] != each[2] for each in fresh) / len(fresh)
    print(f"  {fresh_score:.1%} of the {len(fresh)} that do not stand in the training data (« bonjour », « merci »…)")
    assert fresh_score >= TARGET


def test_what_is_out_of_scope_never_becomes_a_figure(parsed: list[tuple[str, str, str, float]]) -> None:
    outside = [(text, found) for text, wanted, found, _ in parsed if wanted == "hors_sujet"]
    wrong = ((text, [] if found in NOT_ANSWERED_WITH_FIGURES else [found]) for text, found in outside)
    judge("out of scope", by_name(wrong), at_least=0.9)
