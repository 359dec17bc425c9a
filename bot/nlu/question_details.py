"""Graph component that adds a message's details (years, measure, limit…) and drops what a negation puts aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.details import details_of
from bot.nlu.extraction import EXTRACTOR, Span, SpanExtractor
from bot.nlu.masking import places_hidden
from bot.nlu.negation import without_negated


@DefaultV1Recipe.register(EXTRACTOR, is_trainable=False)
class QuestionDetails(SpanExtractor):
    """Reads what ``bot/nlu/details.yml`` knows, outside the places and occupations linked before it."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the details of each message, without what its negations put aside."""
        for message in super().process(messages):
            text = message.get(TEXT) or ""
            message.set(ENTITIES, without_negated(text, message.get(ENTITIES) or []), add_to_output=True)
        return messages

    def read(self, text: str, entities: Sequence[dict[str, Any]]) -> str:
        """Return ``text`` without the letters of its places: « Croisy » rises no more than « Tendu » is difficult."""
        return places_hidden(super().read(text, entities), entities)

    def found(self, text: str, taken: Sequence[Span]) -> list[tuple[str, str, int, int]]:
        """Return the details of ``text`` as (entity, value, start, end)."""
        return [(d.entity, d.value, d.start, d.end) for d in details_of(text, taken)]
