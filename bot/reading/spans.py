"""What the linkers and the lexicon find in a text, for the sentences that never went through Rasa's pipeline."""

from __future__ import annotations

from typing import Any

from bot.nlu.details import details_of
from bot.nlu.masking import courtesies_blanked, places_hidden
from bot.nlu.negation import without_negated
from knowledge.occupations.gazetteer import gazetteer
from knowledge.territories.linking import link

Span = dict[str, Any]
LEFT_OUT = "excluded"
"""The entity of what is left out of what is asked."""


def spans_of(text: str) -> list[Span]:
    """Return the entities of ``text`` as the pipeline of ``config.yml`` finds them, before any is put aside."""
    read = courtesies_blanked(text)
    found = [_span("territory", "|".join(place.refs), place.start, place.end) for place in link(read)]
    linked = gazetteer().link(read, _taken(found))
    found += [_span("occupation", one.selection.value, one.start, one.end) for one in linked]
    details = details_of(places_hidden(read, found), _taken(found))
    found += [_span(each.entity, each.value, each.start, each.end) for each in details]
    return without_negated(text, sorted(found, key=lambda span: int(span["start"])))


def _taken(spans: list[Span]) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in spans]


def _span(entity: str, value: str, start: int, end: int) -> Span:
    return {"entity": entity, "value": value, "start": start, "end": end}
