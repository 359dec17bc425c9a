"""A person asked for beside other requests: where that one begins, and that it is never left out."""

from __future__ import annotations

from typing import Any

import pytest

import bot.actions.contact
import bot.actions.totals  # noqa: F401 — the actions that the rules lead to
from bot.actions.base import ReplyAction, Turn
from bot.nlu.intent import _may_choose
from bot.reading.handing_over import someone_asked_at
from bot.reading.spans import spans_of
from bot.reading.utterance import Utterance
from bot.writing.blocks import Handover
from bot.writing.reply_topics import ReplyTopic

BEGINS = [
    ("combien de couvreurs à Blois ? et je voudrais parler à quelqu'un", "parler"),
    ("rappelez-moi au 06 12 34 56 78", "rappelez"),
    ("mon garage est à Gien, mettez-moi en relation avec un conseiller", "mettez"),
    ("combien de couvreurs à Blois ?", None),
    ("es-tu un vrai conseiller ?", None),
]
COUNTS = ("combien de projets à Tours ?", "combien de projets à Blois ?", "combien de projets à Gien ?")


@pytest.mark.parametrize(("text", "word"), BEGINS, ids=[text for text, _ in BEGINS])
def test_where_a_person_is_asked_for(text: str, word: str | None) -> None:
    tokens = Utterance.of(text).tokens
    found = someone_asked_at(tokens)
    assert (tokens[found].folded if found is not None else None) == word


def part(text: str, intent: str) -> dict[str, Any]:
    ranking = [{"name": intent, "confidence": 1.0}]
    return {"text": text, "entities": spans_of(text), "intent": ranking[0], "intent_ranking": ranking, "told": {}}


def topics(*texts: str) -> list[ReplyTopic]:
    parts = [*(part(text, "chiffres_territoire") for text in texts), part("et rappelez-moi", "contact")]
    turn = Turn.of_message({**parts[0], "parts": parts}, None)
    return [outcome.reply.topic for _, outcome in ReplyAction.ruled(turn.intent).outcomes(turn)]


def test_a_person_is_asked_for_after_three_figures() -> None:
    assert topics(*COUNTS) == [ReplyTopic.TOTALS, ReplyTopic.TOTALS, ReplyTopic.TOTALS, ReplyTopic.HANDOVER]


def test_a_person_is_asked_for_after_what_asks_back_which_keeps_its_buttons() -> None:
    parts = [part("combien de projets à Montigny ?", "chiffres_territoire"), part("et rappelez-moi", "contact")]
    turn = Turn.of_message({**parts[0], "parts": parts}, None)
    (_, which), (_, person) = ReplyAction.ruled(turn.intent).outcomes(turn)
    assert which.asks_back
    assert which.reply.suggestions
    assert any(isinstance(block, Handover) for block in person.reply.blocks)


def test_who_asks_for_a_person_picks_nothing_of_what_was_offered() -> None:
    message: Any = {"entities": spans_of("je préfère être rappelé, je suis à Tours")}
    assert not _may_choose(message, {"name": "contact", "confidence": 1.0})
    assert _may_choose(message, {"name": "saluer", "confidence": 1.0})
