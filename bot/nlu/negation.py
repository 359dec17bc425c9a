"""« pas Tours, Blois » names Blois only: what a negation puts aside is not a mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from knowledge.text import fold_aligned

_PUT_ASIDE = re.compile(
    r"(?:\bpas|\bni|\bet non|\bnon|\bplutot que|\bau lieu de|\bsauf)"
    r"(?: (?:a|au|aux|le|la|les|de|du|des|dans|en|sur|pour|que|ceux|celui|celle|non|bassin|departement)| [ld]')*[ ']*$"
)
_KINDS = {
    "territory": {"territory"},
    "occupation": {"occupation"},
    "level": {"level", "territory"},
}
"""What may be put aside, and what must be named beside it for that."""


def without_negated(text: str, entities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return ``entities`` without the places, occupations and levels that a negation puts aside, others being named."""
    folded = fold_aligned(text)
    starts = {origin: position for position, origin in reversed(list(enumerate(folded.origins)))}
    kept = []
    for entity in entities:
        before = folded.text[: starts.get(entity["start"], 0)]
        others = [e for e in entities if e["entity"] in _KINDS.get(entity["entity"], ()) and e is not entity]
        if others and _PUT_ASIDE.search(before):
            continue
        kept.append(entity)
    return kept
