"""What a button does, as data: the question it asks is played as it is, and none of its words is read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.question import Question
from bot.reading.acts import intent_of, shape_of

ACT = "act"
"""Where a button holds its act, and a message the act it was made of."""


HANDOVER = "handover"
"""Where an act holds what it does to a request for a person (``bot/handover/conversing.py``)."""
CONTACT: Mapping[str, Any] = {"intent": "contact", HANDOVER: {"do": "start"}}
"""The act of asking for a person."""
SOMEONE = "Parler à quelqu'un"
"""The title of its button."""


def handover_act(do: str, value: str = "") -> dict[str, Any]:
    """Return the act of a button of the hand-over: what it does, and to which value; nothing personal is in it."""
    return {HANDOVER: {"do": do, **({"value": value} if value else {})}}


def act_of(question: Question) -> dict[str, Any]:
    """Return the act of asking ``question``, as JSON-ready values: what leads to its action, and the question."""
    alone = replace(question.alone, closed=question.closed, skip=question.skip, seeking=question.seeking)
    held = {name: value for name, value in alone.as_dict().items() if value}
    asked = {name: list(value) if isinstance(value, tuple) else value for name, value in held.items()}
    places, occupations = len(question.territories), len(question.occupations)
    return {"intent": intent_of(shape_of(question), occupations=occupations, places=places), "question": asked}


def message_of(act: Mapping[str, Any], sentence: str) -> dict[str, Any]:
    """Return what Rasa's readers would have made of ``sentence``, had they read this act in it."""
    intent = {"name": str(act["intent"]), "confidence": 1.0}
    return {"text": sentence, "intent": intent, "entities": [], "intent_ranking": [intent], ACT: dict(act)}


def question_in(message: Mapping[str, Any]) -> Question | None:
    """Return the question of a message made by a button; None for one that was written, or of another version."""
    try:
        return Question.from_dict(message[ACT]["question"])
    except (KeyError, TypeError, ValueError):
        return None
