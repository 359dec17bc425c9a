"""What ties the places of a message to who writes, or to one another, by the words right before or between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from knowledge.text import fold

_LINKS = (
    r"(?:(?:a|au|aux|en|dans|sur|vers|pres|cote|du|de|des|d|le|la|les|l|ville|commune|bassin|emploi|chez|c|est) ?)*"
)
_LIVES = re.compile(
    r"\b(?:(?:je|on|nous) (?:suis|sommes|est|vis|vit|vivons|habite|habitons|travaille|travaillons|dirige|tiens)"
    r"|j habite|habitante?|moi c est|nous c est|(?:la |le )?(?:maire|mairie|adjointe?|elue?|president[e]?)"
    r"|chez (?:moi|nous)|(?:basee?|installee?|domiciliee?|situee?|implantee?)s?"
    r"|(?:ma|mon|notre|nos|mes) (?:ville|commune|village|bassin|territoire|coin|entreprise|boite|commerce|garage"
    r"|restaurant|hotel|magasin|salon|cabinet|atelier|exploitation|ferme|usine|societe|etablissement|site))"
    rf" (?:(?!ou |et |que |qu |contre |pour )[a-z]+ )?{_LINKS}$"
)
_THEIRS = re.compile(
    r"\b(?:ma|mon|mes|notre|nos|sa|son|ses|une?|des) (?:\w+ )?(?:mere|pere|maman|papa|parents?|filles?|fils|soeurs?"
    r"|freres?|mari|femme|conjointe?|copain|copine|compagne|compagnon|famille|amie?s?|cousine?s?|oncle|tante)\b"
    rf".{{0,25}}\b(?:est|sont|etait|habite(?:nt)?|vit|vivent|reste|loge|travaille(?:nt)?) {_LINKS}$"
)
_SEEKS = re.compile(
    r"\b(?:je|j|moi|nous|on)\b.{0,20}\b(?:cherch|recherch|veu|voudr|voul|aimer|regard|demand|recrut|vis)"
)
_LEFT = re.compile(
    r"\b(?:je viens|j arrive|nous venons|on vient|originaire|j ai quitte|je quitte|on quitte|nous quittons|j habitais"
    rf"|j etais|je vivais|on habitait|on etait) {_LINKS}$"
)
_THERE = re.compile(r" la (?:bas|haut) ")
_COMPARES = re.compile(r"\b(?:mieux|plus|moins|pire|qu ici|compare\w*|par rapport|entre)\b")
_OR = re.compile(rf",? ?ou(?: bien| alors| plutot)? {_LINKS}$")
_BEFORE = 60


def own_place(entities: Iterable[Mapping[str, Any]], text: str) -> str:
    """Return the value of the place that ``text`` tells as one's own (« j'habite Gien »), "" when none is."""
    for place in _places(entities, "territory"):
        before = text[max(0, place[1] - _BEFORE) : place[1]]
        clause = re.split(r"[.;:!?\n]", before)[-1]
        if _LIVES.search(f"{fold(clause)} "):
            return place[0]
    return ""


def are_alternatives(entities: Iterable[Mapping[str, Any]], text: str) -> bool:
    """Tell whether two places of ``text`` are a choice (« Tours ou chez nous »): these are compared, never summed."""
    places = _places(entities, "territory", "own_place")
    return any(_OR.match(f"{fold(text[one[2] : other[1]])} ") for one, other in pairwise(places))


def told_of_others(spans: Sequence[Mapping[str, Any]], text: str) -> list[Any]:
    """Return the places of ``text`` where somebody else is, what is sought being elsewhere, or that one comes from.

    « là-bas », once several places are named and nothing is compared, is the last one where one does not live.
    """
    away = [span for span in spans if not own_place([span], text)] or spans
    if away and _THERE.search(f" {fold(text[spans[-1]['end'] :])} ") and not _COMPARES.search(fold(text)):
        return [span for span in spans if span is not away[-1]]
    found = []
    for span in spans:
        clause = re.split(r"[.;:!?\n]", text[: span["start"]])[-1]
        before = f"{fold(clause)} "
        theirs = _THEIRS.search(before) and _SEEKS.search(fold(text[span["end"] :]))
        if theirs or _LEFT.search(before):
            found.append(span)
    return found


def _places(entities: Iterable[Mapping[str, Any]], *kinds: str) -> list[tuple[str, int, int]]:
    """Return the (value, start, end) of the entities of ``kinds``, in order."""
    found = (
        (str(each["value"]), int(each.get("start") or 0), int(each.get("end") or 0))
        for each in entities
        if each["entity"] in kinds
    )
    return sorted(found, key=lambda place: place[1])
