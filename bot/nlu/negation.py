"""« pas Tours, Blois » names Blois only; « tous les bassins sauf Orléans » leaves Orléans out of what is ranked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from knowledge.text import fold_aligned

_PUT_ASIDE = re.compile(
    r"(?:\bpas|\bet non|\bnon|\bplutot que|\bau lieu de)"
    r"(?: (?:a|au|aux|le|la|les|de|du|des|dans|en|sur|pour|que|ceux|celui|celle|non|bassin|departement)| [ld]')*[ ']*$"
)
_LEFT_OUT = re.compile(
    r"\b(?:sauf|hormis|excepte|a l'exception|a part|en dehors|hors|sans compter|mis a part"
    r"|exclu[a-z]*|enlev[a-z]*|retir[a-z]*)"
    r"(?: (?:a|au|aux|le|la|les|de|du|des|dans|en|sur|pour|que|ceux|celui|celle|bassin|departement|metiers?|secteurs?)"
    r"| [ld]')*[ ']*$"
)
_LACKING = re.compile(r"pas (?:de |d'|des )")
"""« je ne trouve pas de serveurs » is about them all the same."""
_KINDS = {
    "territory": {"territory"},
    "occupation": {"occupation"},
    "level": {"level", "territory"},
}
"""What may be put aside, and what must be named beside it for that."""


def without_negated(text: str, entities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return ``entities`` without the places, occupations and levels that a negation puts aside, others being named.

    What is left out of a whole (« sauf Orléans ») becomes an ``excluded`` entity.
    """
    folded = fold_aligned(text)
    starts = {origin: position for position, origin in reversed(list(enumerate(folded.origins)))}
    kept = []
    for entity in entities:
        before = folded.text[: starts.get(entity["start"], 0)]
        if entity["entity"] in {"territory", "occupation"} and _LEFT_OUT.search(before):
            kept.append({**entity, "entity": "excluded"})
            continue
        others = [e for e in entities if e["entity"] in _KINDS.get(entity["entity"], ()) and e is not entity]
        aside = _PUT_ASIDE.search(before) if others else None
        if aside and not (entity["entity"] == "occupation" and _LACKING.match(aside.group())):
            continue
        kept.append(entity)
    return kept
