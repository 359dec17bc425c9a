"""Links the places a message names to official codes: entity ``territory``, value ``bassin:2415``."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.nlu.extraction import EXTRACTOR, Span, SpanExtractor
from knowledge.territories.linking import link, prepare


@DefaultV1Recipe.register(EXTRACTOR, is_trainable=False)
class TerritoryLinker(SpanExtractor):
    """Adds ``territory`` entities; the value joins the refs by ``|`` when the user must choose."""

    def __init__(self) -> None:
        """Load the gazetteer, once per process."""
        prepare()

    def found(self, text: str, taken: Sequence[Span]) -> list[tuple[str, str, int, int]]:
        """Return the territories named in ``text`` outside the ``taken`` spans."""
        return [
            ("territory", "|".join(place.refs), place.start, place.end)
            for place in link(text)
            if not any(place.start < end and start < place.end for start, end in taken)
        ]
