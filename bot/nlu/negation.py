"""« pas Tours, Blois » names Blois only; « tous les bassins sauf Orléans » leaves Orléans out of what is ranked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from knowledge.text import Folded, fold_aligned

_BEFORE_A_NAME = (
    r"(?: (?:a|au|aux|le|la|les|de|du|des|dans|en|sur|pour|que|ceux|celui|celle|non|bassin|departement"
    r"|tout|toute|tous|toutes|entier|faire|etre|devenir|comme|travailler)| [ld]')*[ ']*$"
)
_PUT_ASIDE = re.compile(rf"(?:\bpas|\bet non|\bnon|\bplutot que|\bau lieu de){_BEFORE_A_NAME}")
_PUT_RIGHT = re.compile(
    r"(?:(?:\b(?:euh|heu|ah|oh|enfin|zut|mince|oups|pardon)\b\W*|[?!.…]\W*)(?:non|nan)\b|\b(?:non|nan) ?[,:;]"
    r"|\b(?:enfin|pardon|oups|correction|(?:veux|voulais) dire|tromp[a-z]*)\b|(?<!\bou )\bplutot\b"
    r"|[.…,] *(?:euh|heu)\b)"
    r"(?:[ ,:;']*\b(?:a|au|aux|le|la|les|de|du|des|en|pour|comme|[ld]|c'est|pardon|mais))*[ ,:;']*$"
)
"""« serveurs à Tours ? non, cuisiniers », « euh non pardon, de cuisiniers » : what was named before is put aside."""
_LEFT_OUT = re.compile(
    r"\b(?:sauf|hormis|excepte|a l'exception|a part|en dehors|hors|sans compter|mis a part"
    r"|exclu[a-z]*|enlev[a-z]*|retir[a-z]*)"
    r"(?P<words>(?: (?:a|au|aux|le|la|les|de|du|des|dans|en|sur|pour|que|ceux|celui|celle"
    r"|bassins?|departements?|metiers?|secteurs?)| [ld]')*)[ ']*$"
)
_LEFT_OUT_AFTER = re.compile(
    r" ?,? ?(?:mis(?:e|es)? (?:a part|de cote)|exclu(?:e|s|es)?|excepte(?:e|s|es)?"
    r"|non (?:compri|inclu)(?:s|se|ses|e|es)?)(?= *(?:[,?.!;:)]|$))"
)
"""« l'industrie mise à part », « santé exclue »."""
_LINKED = re.compile(
    r"(?P<link>(?: *[,;/&]| +(?:et|ni|ou|ainsi que|puis|aussi|egalement)\b)+)"
    r"(?P<words>(?: +(?:a|au|aux|le|la|les|de|du|des|dans|en|sur|pour|que|ceux|celui|celle"
    r"|bassins?|departements?|metiers?|secteurs?)\b| *\b[ld]')*)[ ']*"
)
"""What may stand between two items of a list."""
_CONJUNCTION = re.compile(r"[a-z&]")
_SCOPE = re.compile(r"\b(?:a|au|aux|dans|en|sur|pour)\b")
"""« sauf Orléans, à Tours » : after a mere comma, a preposition that the list did not begin with begins the scope."""
_LACKING = re.compile(
    r"(?:\b(?:a|ai|avons|avez|ont|aura|avait)|\b(?:trouv|arriv|manqu|exist|rest)[a-z]*)"
    r"(?:[- ](?:t-)?(?:il|on|nous|vous|elle))? pas (?:de |d'|des )(?:\w+ )?$"
)
"""« je ne trouve pas de serveurs » is about them all the same."""
_ASKS_ANY = re.compile(
    r"\b(?:quels?|quelles?) (?:\w+ ){0,2}?(?:metiers?|boulots?|jobs?|professions?)\b|\bautre chose\b"
    r"|\b(?:quoi|koi) d ?'?autres?\b|\bqu'est[- ]ce qui\b|\by a quoi\b"
)
"""A list is asked: a trade refused is left out of it, though it be the only one named."""
_NOR = re.compile(r"\W*\bni\b(?: (?:a|au|aux|le|la|les|de|du|des|en))*[ d'l]*")
_KINDS = {
    "territory": {"territory"},
    "occupation": {"occupation"},
    "level": {"level", "territory"},
}
"""What may be put aside, and what must be named beside it for that."""


def without_negated(text: str, entities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return ``entities`` without the places, occupations and levels that a negation puts aside, others being named.

    What is left out of a whole (« sauf Orléans ») becomes an ``excluded`` entity; what « pas » puts aside, one that
    nobody reads (``aside``), so that the rest of the message is read as if it were not there.
    """
    folded = fold_aligned(text)
    left_out = _left_out(folded, entities)
    aside = _put_aside(folded, [each for each in entities if not any(each is other for other in left_out)])
    kept = []
    for entity in entities:
        if any(entity is other for other in left_out):
            kept.append({**entity, "entity": "excluded"})
        elif not any(entity is other for other in aside):
            kept.append(entity)
        elif marker := _PUT_ASIDE.search(_before(folded, entity["start"])):
            kept.append({**entity, "entity": "aside", "start": folded.origins[marker.start()]})
    return _refused_left_out(folded, kept)


def _refused_left_out(folded: Folded, entities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """« pas la restauration, autre chose à Tours » : what is refused is no trade asked, where a list is."""
    trades = [each for each in entities if each["entity"] == "occupation"]
    if not _ASKS_ANY.search(folded.text) or not all(_is_aside(folded, (), each) for each in trades):
        return list(entities)
    return [{**each, "entity": "excluded"} if each["entity"] == "occupation" else each for each in entities]


def _put_aside(folded: Folded, entities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the places, occupations and levels that are put aside, others being named: never all of a kind."""
    found: list[dict[str, Any]] = []
    for kind, beside in _KINDS.items():
        named = sorted((each for each in entities if each["entity"] == kind), key=lambda each: int(each["start"]))
        others = [each for each in entities if each["entity"] in beside]
        aside = [index for index, each in enumerate(named) if _is_aside(folded, named[:index], each)]
        aside += [
            index + 1 for index in aside if index + 1 < len(named) and _is_next(folded, *named[index : index + 2])
        ]
        right = [index for index, each in enumerate(named) if _PUT_RIGHT.search(_before(folded, each["start"]))]
        aside += range(max(right, default=0))
        if len(others) > len(set(aside)):
            found += [named[index] for index in set(aside)]
    return found


def _is_aside(folded: Folded, before: Sequence[dict[str, Any]], entity: dict[str, Any]) -> bool:
    """Whether « pas », « plutôt que »… stands before; after a name and « non, », it is what was meant."""
    said = _before(folded, entity["start"])
    if not _PUT_ASIDE.search(said) or (before and _PUT_RIGHT.search(said)):
        return False
    return not (entity["entity"] == "occupation" and _LACKING.search(said))


def _is_next(folded: Folded, one: dict[str, Any], other: dict[str, Any]) -> bool:
    """« pas de soudeurs ni de chaudronniers »."""
    return _NOR.fullmatch(_before(folded, other["start"])[len(_before(folded, one["end"])) :]) is not None


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
        after = _LEFT_OUT_AFTER.match(folded.text, bisect_left(folded.origins, entity["end"]))
        if excluding or after or (found and _goes_on(folded, found[-1], entity, begun)):
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
