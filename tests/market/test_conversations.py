"""Offers, companies and candidates as people ask for them, turn after turn: what is understood of each.

The conversations were written before anything was learned for them; nothing learns from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.question import Question
from bot.reading import names
from bot.reading.corpus import Turn
from knowledge.bmo.model import Measure
from tests.reading.player import Played, Player

pytestmark = pytest.mark.model

CONVERSATIONS = yaml.safe_load(Path(__file__).with_name("conversations.yml").read_text(encoding="utf-8"))
LEAST_RIGHT = 0.94
"""The part of the turns that is understood at least: what was measured, less two turns."""
_NAMES = {"offres": "offers", "entreprises": "companies"}
_INTENTS = {"contact": "contact", "remercier": "courtesy"}
_TERMS = {"contract": "contract", "beginner": "beginner", "since": "since_days", "radius": "radius", "first": "skip"}


def topic_of(played: Played, question: Question | None) -> str:
    """Return what a turn was taken for."""
    topic = question.topic.value if question is not None and question.topic.is_live else played.topic
    if played.intent in _INTENTS:
        return _INTENTS[played.intent]
    return _NAMES.get(played.topic, topic)


def faults(expect: Mapping[str, Any], played: Played) -> list[str]:
    """Return what of a turn is not as expected."""
    question, found = played.question, []
    topic, wanted = topic_of(played, question), expect["topic"]
    topics = set(wanted) if isinstance(wanted, list) else {wanted}
    if "candidates" in topics:
        found += [] if _of_candidates(topic, question) else [f"topic {topic}"]
    elif topic not in topics and not (topic == "clarification" and topics & {"offers", "companies"}):
        found.append(f"topic {topic}")
    if "measure" in expect and (
        question is None or question.measure is None or question.measure.value != expect["measure"]
    ):
        found.append("measure")
    if question is None:
        return found
    if "places" in expect and {names.unit(each) for each in question.territories} != {
        names.place(each) for each in expect["places"]
    }:
        found.append(f"places {question.territories}")
    if "occupations" in expect and not _same(expect["occupations"], question.occupations):
        found.append(f"occupations {question.occupations}")
    found += [
        f"{said} {getattr(question, name)}"
        for said, name in _TERMS.items()
        if said in expect and getattr(question, name) != (expect[said] or type(getattr(question, name))())
    ]
    return found


def _of_candidates(topic: str, question: Question | None) -> bool:
    """People looking for work, or how hard it is to hire, are what an employer is told of candidates."""
    hard = question is not None and question.measure is Measure.DIFFICULT
    return topic.startswith("job_seekers") or (topic == "figures" and hard)


def _same(wanted: list[str], given: tuple[str, ...]) -> bool:
    values = [names.occupation(each) for each in wanted]
    return len(given) == len(values) and all(
        any(names.same_occupation(one, other) for other in given) for one in values
    )


def misses(player: Player) -> tuple[int, list[str]]:
    """Return how many turns were played, and a line for each that was not understood."""
    turns, lines = 0, []
    for conversation in CONVERSATIONS:
        said = [Turn(conversation["id"], n, each["say"], (), "") for n, each in enumerate(conversation["turns"])]
        for each, expected, played in zip(said, conversation["turns"], player.play(said), strict=True):
            turns += 1
            if wrong := faults(expected["expect"], played):
                lines.append(f"{each.name} « {each.text} » ({played.intent}): {', '.join(wrong)}")
    return turns, lines


def test_most_turns_on_offers_companies_and_candidates_are_understood() -> None:
    turns, lines = misses(Player())
    assert len(CONVERSATIONS) >= 60
    print(f"{turns - len(lines)} of {turns} turns understood", *lines, sep="\n")
    assert len(lines) <= turns * (1 - LEAST_RIGHT), "\n".join(lines)


def test_what_is_not_as_expected_is_seen() -> None:
    right = Played("offres", "action_market", "offres", Question.from_dict({"topic": "offers", "radius": 20}))
    assert faults({"topic": "offers", "radius": 20}, right) == []
    assert faults({"topic": "companies", "radius": 30, "contract": "CDI", "occupations": ["soudeur"]}, right) == [
        "topic offers",
        "occupations ()",
        "contract ",
        "radius 20",
    ]
