"""Whether « le département », beside a place that is named, asks for the one around it, or is only spoken of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.reading.ties import own_place
from knowledge.text import fold

_NOUN = r"(?:departement|dept|dpt|dep|bassin(?: d emploi)?)$"
_SPOKEN_OF = re.compile(rf"\b(?:le|du|au|ce|mon|notre) {_NOUN}")
_PERSON = (
    r"(?:presidente?|conseill(?:er|ere)s?|agente?|elue?s?|directeur|directrice|cheff?e?|chargee?|fonctionnaire"
    r"|responsable|maire|prefete?|deleguee?|referente?|membre|salariee?|employee?|stagiaire)"
)
_OF_SOMEONE = re.compile(rf"(?:\bau|\b{_PERSON} (?:du|(?:de|pour|dans) (?:le|ce|mon|notre))) {_NOUN}")
_ASKED = re.compile(
    r"\b(?:tout (?:le|mon|notre|ce)|mon|notre|(?:ensemble|niveau|echelle|part|poids|moyenne) du|que le|part dans le"
    r"|(?:et|plutot)(?: (?:dans|sur|pour))?(?: (?:le|ce))?"
    rf") {_NOUN}"
)
_LAST = re.compile(r"(?:(?:en )?entier|complet|svp|stp|s il (?:vous|te) plait|merci|pas (?:a|la|seulement|juste) .*)?")


def is_widened(scale: Mapping[str, Any], entities: Sequence[Mapping[str, Any]], text: str) -> bool:
    """Tell whether a level is asked: « combien à Tours et dans tout le département ? », not « élue du département »."""
    places = {str(each["value"]) for each in entities if each["entity"] == "territory"}
    said = fold(text[: int(scale.get("end") or 0)])
    if not places or not _SPOKEN_OF.search(said):
        return True
    if _OF_SOMEONE.search(said):
        return False
    after = fold(text[int(scale.get("end") or 0) :])
    return bool(_ASKED.search(said) or _LAST.fullmatch(after)) or places == {own_place(entities, text)}
