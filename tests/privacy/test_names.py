"""Names that no pattern tells: found in messages written apart, and seldom seen where there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from bot.privacy.keeping import kept
from bot.privacy.people import PeopleFinder, Span
from bot.privacy.worker import people_finder

HERE = Path(__file__).parent
QUESTIONS = HERE.parent / "questions"


class _Here:
    """The model, loaded once, without its process."""

    def __init__(self, find: Callable[[str], list[Span]]) -> None:
        self.find = find


@pytest.fixture(scope="module")
def finder() -> PeopleFinder:
    return cast(PeopleFinder, _Here(people_finder()))


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("part", ["first", "second"])
def test_names_are_found_in_17_messages_of_20(part: str, finder: PeopleFinder) -> None:
    messages = _read(HERE / "names.yml")[part]
    seen = [each["text"] for each in messages if any(name in kept(each["text"], finder) for name in each["names"])]

    assert len(messages) == 20
    assert len(seen) <= 3, seen


def test_at_most_one_question_in_a_hundred_loses_a_word(finder: PeopleFinder) -> None:
    asked = [each["question"] for each in _read(QUESTIONS / "questions.yml")]
    asked += [each["ask"] for each in _read(QUESTIONS / "institution.yml")]
    changed = [text for text in asked if kept(text, finder) != " ".join(text.split())]

    assert len(asked) > 250
    assert len(changed) <= len(asked) / 100, changed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("boulanger à Tours ou à Blois", "boulanger à Tours ou à Blois"),
        ("Bonjour Bémo, Merci Bémo", "Bonjour Bémo, Merci Bémo"),
        ("je suis Pierre Boulanger, boulanger à Tours", "je suis [nom], boulanger à Tours"),
        ("Cordialement, M. Bouchet", "Cordialement, [nom]"),
    ],
)
def test_a_place_or_a_trade_is_no_name_and_a_name_may_look_like_one(text: str, left: str, finder: PeopleFinder) -> None:
    assert kept(text, finder) == left
