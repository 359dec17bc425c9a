"""The clauses of a message that ask, and what is left of it when only they are read."""

from __future__ import annotations

import pytest

from bot.reading.clauses import asked_part, asking_of
from bot.reading.utterance import Utterance

STORY = "mon mécano part en retraite. C'est moi qui paye pas assez ?"


@pytest.mark.parametrize(
    ("text", "requests", "asking"),
    [
        (STORY, [0.1, 0.9], ["C'est moi qui paye pas assez ?"]),
        (STORY, [0.1, 0.2], []),
        ("", [], []),
        ("merci !", [0.1], []),
    ],
)
def test_the_clauses_that_ask_are_kept_as_written(text: str, requests: list[float], asking: list[str]) -> None:
    assert asking_of(text, Utterance.of(text), requests[: Utterance.of(text).size]) == asking


def test_only_the_clauses_that_ask_are_read_with_what_they_name() -> None:
    spans = [{"start": 4, "end": 10, "value": "told"}, {"start": 40, "end": 44, "value": "asked"}]
    part = asked_part(STORY, spans, ["C'est moi qui paye pas assez ?"])
    assert part is not None
    text, kept = part
    assert text == "C'est moi qui paye pas assez ?"
    assert [(text[each["start"] : each["end"]], each["value"]) for each in kept] == [(STORY[40:44], "asked")]


def test_a_message_that_only_asks_is_read_once() -> None:
    assert asked_part("combien à Blois ?", [], ["combien à Blois ?"]) is None
    assert asked_part("combien à Blois ?", [], []) is None
