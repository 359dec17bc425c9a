"""The trained model, measured on sentences written by someone who did not see the training data."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import structlog
import yaml
from rasa.core.agent import Agent

from bot.training import ensure_model
from knowledge.paths import PROJECT
from knowledge.text import fold

HELD_OUT = Path(__file__).parent / "held_out_intents.yml"
TARGET = 0.96
OUT_OF_SCOPE_TARGET = 0.9
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


def test_intents_are_understood(parsed: list[tuple[str, str, str, float]]) -> None:
    missed = [each for each in parsed if each[1] != each[2]]
    score = 1 - len(missed) / len(parsed)
    print(f"\nintent: {score:.1%} of {len(parsed)} held-out sentences")
    fresh = [each for each in parsed if fold(each[0]) not in trained_on()]
    fresh_score = 1 - sum(each[1] != each[2] for each in fresh) / len(fresh)
    print(f"  {fresh_score:.1%} of the {len(fresh)} that do not stand in the training data (« bonjour », « merci »…)")
    for (wanted, found), count in Counter((w, f) for _, w, f, _ in missed).most_common():
        print(f"  {count:3} {wanted} read as {found}")
    for text, wanted, found, confidence in missed:
        print(f"  {text!r}: {found} ({confidence:.2f}) instead of {wanted}")
    assert score >= TARGET
    assert fresh_score >= TARGET


def test_what_is_out_of_scope_never_becomes_a_figure(parsed: list[tuple[str, str, str, float]]) -> None:
    outside = [(text, found) for text, wanted, found, _ in parsed if wanted == "hors_sujet"]
    kept_out = [text for text, found in outside if found in NOT_ANSWERED_WITH_FIGURES]
    print(f"\nout of scope: {len(kept_out)} of {len(outside)} kept away from the figures")
    assert len(kept_out) / len(outside) >= OUT_OF_SCOPE_TARGET
