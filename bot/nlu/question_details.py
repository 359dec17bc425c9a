"""Graph component that adds a message's details (years, measure, limit…) to its entities."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.nlu.details import details_of
from bot.nlu.extraction import Span, SpanExtractor


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuestionDetails(SpanExtractor):
    """Reads what ``bot/nlu/details.yml`` knows, outside the places and occupations linked before it."""

    def found(self, text: str, taken: Sequence[Span]) -> list[tuple[str, str, int, int]]:
        """Return the details of ``text`` as (entity, value, start, end)."""
        return [(d.entity, d.value, d.start, d.end) for d in details_of(text, taken)]
