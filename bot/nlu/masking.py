"""A sentence as the intent classifier reads it: what was linked is replaced by a stand-in.

« combien de soudeurs à Vierzon en 2023 » and « combien de serveuses à Gien en 2024 » ask the same thing; with
the place, occupation and year replaced by one word each, they read the same, and no place has to be learned.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.nlu.introduction import introduction_end
from knowledge.territories.unknown import unknown_places
from knowledge.text import fold
from knowledge.vocabulary import repaired

_STAND_INS = {"territory": "Tours", "occupation": "cuisinier", "year": "2024"}
_SECTOR = "bâtiment"
_COUNTED = (
    *("territory", "occupation", "year", "measure", "share", "order", "limit", "level", "threshold", "subject"),
    *("aspect", "people"),
)
_MOST = 2
_LEAST_WORDS = 3
_COURTESIES = re.compile(
    r"\b(?:(?:bonjour|bonsoir|bjr|salut|coucou|hello)(?: (?:madame|monsieur|messieurs dames|à vous|à tous|bémo))*"
    r"|excusez[- ]moi(?: de vous d[ée]ranger)?|s'il (?:vous|te) pla[iî]t|svp|stp"
    r"|merci(?: beaucoup| bien)?(?: d'avance| par avance)?(?: (?:pour|de) votre (?:aide|r[ée]ponse|retour))?"
    r"|bonne (?:journ[ée]e|soir[ée]e)|j'aurais besoin d'un (?:petit )?renseignement)\b[ ,.!:;]*",
    re.IGNORECASE,
)

Entity = Mapping[str, Any]


def masked(text: str, entities: Sequence[Entity]) -> str:
    """Return ``text`` spelt right, with each linked place, occupation, sector or year replaced by its stand-in.

    What is put aside (« pas les serveurs ») is left out.
    """
    pieces: list[str] = []
    position = introduction_end(text)
    for entity in sorted(entities, key=lambda e: int(e["start"])):
        stand_in = _stand_in(entity)
        if stand_in is None or int(entity["start"]) < position:
            continue
        pieces.append(text[position : int(entity["start"])] + stand_in)
        position = int(entity["end"])
    return without_courtesies(repaired("".join(pieces) + text[position:]))


def with_unknown_places(text: str, entities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return ``entities`` and the places nobody knows: « projets à Narnia » asks what « projets à Tours » does."""
    unknown = unknown_places(text, [(int(each["start"]), int(each["end"])) for each in entities])
    return [*entities, *({"entity": "territory", "value": "", "start": u.start, "end": u.end} for u in unknown)]


def without_courtesies(text: str) -> str:
    """Return ``text`` without its « bonjour », « s'il vous plaît », « merci d'avance »: what is left is the question.

    A message that is nothing but courtesies is kept as it is.
    """
    left = _COURTESIES.sub(" ", text).strip(" ,.!:;")
    return left if len(fold(left).split()) >= _LEAST_WORDS else text


def courtesies_blanked(text: str) -> str:
    """Return ``text`` with spaces for its courtesies: the question then begins and ends where it does, in place."""
    blanked = _COURTESIES.sub(lambda courtesy: " " * len(courtesy.group()), text)
    return blanked if len(fold(blanked).split()) >= _LEAST_WORDS else text


def places_hidden(text: str, entities: Sequence[Entity]) -> str:
    """Return ``text`` with an « x » for each letter of its places, 0 for each digit: no word is read inside a name."""
    hidden = list(text)
    for entity in entities:
        if entity["entity"] == "territory":
            for index in range(int(entity["start"]), int(entity["end"])):
                hidden[index] = "x" if text[index].isalpha() else "0" if text[index].isdigit() else text[index]
    return "".join(hidden)


def _stand_in(entity: Entity) -> str | None:
    if entity["entity"] == "aside":
        return ""
    if str(entity["value"]).startswith(("domaine:", "famille:")):
        return _SECTOR
    if entity["entity"] == "year" and not str(entity["value"]).isdigit():
        return None  # « depuis 2022 », « l'an dernier » : the words say what kind of question it is
    return _STAND_INS.get(str(entity["entity"]))


def counts(text: str, entities: Sequence[Entity]) -> list[float]:
    """Return small numbers about the message: how many of each kind (0, ½ or 1), how long, how it ends."""
    kinds = [str(entity["entity"]) for entity in entities]
    words = len(fold(text).split())
    sectors = sum(str(e["value"]).startswith(("domaine:", "famille:")) for e in entities)
    values = [min(kinds.count(kind), _MOST) / _MOST for kind in _COUNTED]
    rest = (
        min(sectors, 1),
        float(words <= 2),
        float(words <= 5),
        min(words, 30) / 30,
        float(text.rstrip().endswith("?")),
        float(not kinds),
    )
    return [*values, *map(float, rest)]
