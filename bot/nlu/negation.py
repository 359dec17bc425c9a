"""« pas Tours, Blois » names Blois only; « tous les bassins sauf Orléans » leaves Orléans out of what is ranked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from knowledge.text import Folded, fold_aligned

_PUT_ASIDE = re.compile(
    r"(?:\bpas|\bet non|\bnon|\bplutot que|\bau lieu de)"
    r"(?: (?:a|au|aux|le|la|les|de|du|des|dans|en|sur|pour|que|ceux|celui|celle|non|bassin|departement)| [ld]')*[ ']*$"
)
_LEFT_OUT = re.compile(
    r"\b(?:sauf|hormis|excepte|a l'exception|a part|en dehors|hors|sans compter|mis a part"
    r"|exclu[a-z]*|enlev[a-z]*|retir[a-z]*)"
    r"(?P<words>(?: (?:a|au|aux|le|la|les|de|du|des|dans|en|sur|pour|que|ceux|celui|celle"
    r"|bassins?|departements?|metiers?|secteurs?)| [ld]')*)[ ']*$"
)
_LINKED = re.compile(
    r"(?P<link>(?: *[,;/&]| +(?:et|ni|ou|ainsi que|puis|aussi|egalement)\b)+)"
    r"(?P<words>(?: +(?:a|au|aux|le|la|les|de|du|des|dans|en|sur|pour|que|ceux|celui|celle"
    r"|bassins?|departements?|metiers?|secteurs?)\b| *\b[ld]')*)[ ']*"
)
"""What may stand between two items of a list."""
_CONJUNCTION = re.compile(r"[a-z&]")
_SCOPE = re.compile(r"\b(?:a|au|aux|dans|en|sur|pour)\b")
"""« sauf Orléans, à Tours » : after a mere comma, a preposition that the list did not begin with begins the scope."""
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
    left_out = _left_out(folded, entities)
    kept = []
    for entity in entities:
        if any(entity is other for other in left_out):
            kept.append({**entity, "entity": "excluded"})
            continue
        before = _before(folded, entity["start"])
        others = [e for e in entities if e["entity"] in _KINDS.get(entity["entity"], ()) and e is not entity]
        aside = _PUT_ASIDE.search(before) if others else None
        if aside and not (entity["entity"] == "occupation" and _LACKING.match(aside.group())):
            continue
        kept.append(entity)
    return kept


def _before(folded: Folded, origin: int) -> str:
    return folded.text[: bisect_left(folded.origins, origin)]


def _left_out(folded: Folded, entities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the places and occupations of the lists that begin with « sauf », « hormis »…"""
    found: list[dict[str, Any]] = []
    begun = ""
    for entity in sorted(entities, key=lambda e: int(e["start"])):
        if entity["entity"] not in {"territory", "occupation"}:
            continue
        excluding = _LEFT_OUT.search(_before(folded, entity["start"]))
        if excluding:
            begun = excluding["words"]
        if excluding or (found and _goes_on(folded, found[-1], entity, begun)):
            found.append(entity)
    return found


def _goes_on(folded: Folded, last: dict[str, Any], entity: dict[str, Any], begun: str) -> bool:
    """True when ``entity`` is the next item of the list whose item before is ``last``, and whose first words ``begun``.

    « sauf Orléans et à Tours » goes on, « sauf Orléans, à Tours » does not, « sauf à Orléans, à Tours » does.
    """
    between = _before(folded, entity["start"])[bisect_left(folded.origins, last["end"]) :]
    linked = _LINKED.fullmatch(between) if last["entity"] == entity["entity"] else None
    if linked is None:
        return False
    return bool(_CONJUNCTION.search(linked["link"]) or not _SCOPE.search(linked["words"]) or _SCOPE.search(begun))
