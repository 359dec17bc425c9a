"""Links the occupations a message names to survey codes: entity ``occupation``, value ``fap2021:… fap2009:…``."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.nlu.extraction import EXTRACTOR, Span, SpanExtractor
from knowledge.occupations.gazetteer import gazetteer


@DefaultV1Recipe.register(EXTRACTOR, is_trainable=False)
class OccupationLinker(SpanExtractor):
    """Adds ``occupation`` entities; it runs after the territories and leaves their spans alone.

    The value is ``Selection.value``: ``fap2021:B1X30+B1X31 fap2009:B2Z40``, ``domaine:B``, ``ambigu:agent``.
    """

    def __init__(self) -> None:
        """Build the gazetteer, once per process."""
        gazetteer()

    def found(self, text: str, taken: Sequence[Span]) -> list[tuple[str, str, int, int]]:
        """Return the occupations named in ``text`` outside the ``taken`` spans."""
        return [("occupation", one.selection.value, one.start, one.end) for one in gazetteer().link(text, taken)]
