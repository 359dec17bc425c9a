"""What ties the places of a message to who writes, or to one another, by the words right before or between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from bot.reading.persons import OTHER, asked_for, is_of_kin
from knowledge.text import fold

HOME = "home"
"""Where a message keeps the place told as one's own, though it be no part of what is asked."""
_LINKS = (
    r"(?:(?:a|au|aux|en|dans|sur|vers|pres|cote|du|de|des|d|le|la|les|l|ville|commune|bassin|emploi|chez|c|est) ?)*"
)
_LIVES = re.compile(
    r"\b(?:(?:je|on|nous) (?:suis|sommes|est|vis|vit|vivons|habite|habitons|travaille|travaillons|dirige|tiens)"
    r"|j ?habite|^habite|j ?vi[st]|habitante?|moi c est|nous c est"
    r"|(?:la |le )?(?:maire|mairie|adjointe?|elue?|president[e]?)"
    r"|chez (?:moi|nous)|(?:basee?|installee?|domiciliee?|situee?|implantee?)s?"
    r"|(?:ma|mon|notre|nos|mes) (?:ville|commune|village|bassin|territoire|coin|entreprise|boite|commerce|garage"
    r"|restaurant|hotel|magasin|salon|cabinet|atelier|exploitation|ferme|usine|societe|etablissement|site))"
    rf" (?:(?!ou |et |que |qu |contre |pour )[a-z]+ )?{_LINKS}$"
)
_GOES = re.compile(
    r"\b(?:cherch|recherch|travaill|boss|install|demenag|emmenag|part|boug|all|ir|vais|va|vien|reven|mute|trouv|postul)"
    rf"[a-z]*(?: (?!ou |et |que |qu |contre |je |j |habit|vi[ts] )[a-z]+){{0,4}} {_LINKS}$"
)
_LEFT = re.compile(
    r"\b(?:(?:est|sont|etait) (?:re)?partie?s?"
    r"|je viens|j arrive|nous venons|on vient|originaire|j ai quitte|je quitte|on quitte|nous quittons|j habitais"
    rf"|j etais|je vivais|on habitait|on etait|[0-9]+ ans (?:[a-z]+ ){{0,2}}?) {_LINKS}$"
)
_WITH = re.compile(r"\bavec (?:mon|ma|mes|notre|nos) \w+")
"""« avec mon fils » : who writes is there too."""
_THERE = re.compile(r" la (?:bas|haut) ")
_COMPARES = re.compile(r"\b(?:mieux|plus|moins|pire|qu ici|compare\w*|par rapport|entre|differen\w*|davantage)\b")
_ALSO = re.compile(rf"\b(?:et|ou) {_LINKS}$")
_OR = re.compile(rf",? ?ou(?: bien| alors| plutot)? {_LINKS}$")
_AMONG = re.compile(
    r"\bparmi (?:tous |toutes )?(?:les|ses|nos) (?:[a-z]+ ){1,3}?(?:de|du|des|d|en|dans|sur) ?(?:la |le |les |l )?$"
)
_BEFORE, _NEAR = 60, 7


def own_place(entities: Iterable[Mapping[str, Any]], text: str) -> str:
    """Return the value of the place that ``text`` tells as one's own (« j'habite Gien »), "" when none is."""
    for place in _places(entities, "territory"):
        before = text[max(0, place[1] - _BEFORE) : place[1]]
        clause = re.split(r"[.;:!?\n]", before)[-1]
        if _LIVES.search(f"{fold(clause)} "):
            return place[0]
    return ""


def ranked_in(entities: Iterable[Mapping[str, Any]], text: str) -> str:
    """Return the value of the place of which the others are parts (« parmi les EPCI du Cher »), "" when none is."""
    for place in _places(entities, "territory"):
        if _AMONG.search(f"{fold(text[max(0, place[1] - _BEFORE) : place[1]])} "):
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
    if _COMPARES.search(fold(text)):
        return []
    befores = [f"{fold(re.split(r'[.;:!?()]|, (?=je |j.|moi |mais )', text[: span['start']])[-1])} " for span in spans]
    left = [bool(_LEFT.search(before)) for before in befores]
    goes = [bool(_GOES.search(before)) and not gone for before, gone in zip(befores, left, strict=True)]
    found = []
    for span, before, going, gone in zip(spans, befores, goes, left, strict=True):
        theirs = is_of_kin(_WITH.sub("", before).split()[-_NEAR:]) and not _ALSO.search(before)
        if not going and (theirs or gone or (any(goes) and _LIVES.search(before))):
            found.append(span)
    pronounced = asked_for(fold(text[spans[-1]["end"] :]).split(), 0) == OTHER  # « pour elle ? » : hers may be meant
    return [] if pronounced or len(found) == len(spans) else found


def _places(entities: Iterable[Mapping[str, Any]], *kinds: str) -> list[tuple[str, int, int]]:
    """Return the (value, start, end) of the entities of ``kinds``, in order."""
    found = (
        (str(each["value"]), int(each.get("start") or 0), int(each.get("end") or 0))
        for each in entities
        if each["entity"] in kinds
    )
    return sorted(found, key=lambda place: place[1])
