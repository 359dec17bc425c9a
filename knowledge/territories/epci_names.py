"""How intercommunalities are named in a sentence: "communauté de communes Touraine-Est Vallées"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.territories.sources.decoupage import Epci

_KINDS = {
    "CC": "communauté de communes",
    "CA": "communauté d'agglomération",
    "CU": "communauté urbaine",
}
_WRITTEN: Mapping[str, tuple[str, int]] = {
    "200030385": ("communauté d'agglomération de Blois (Agglopolys)", 3),
    "244500203": ("agglomération montargoise et rives du Loing", 5),
    "244500211": ("communauté des communes giennoises", 3),
}
_STANDS_ALONE = re.compile(r"\b(métropole|agglo|agglomération)\b", re.IGNORECASE)
_LINKED = re.compile(r"(?:de|du|des|d'|le|la|les|l')\b", re.IGNORECASE)
_ACRONYM = re.compile(r"\s*\([A-Z0-9]+\)$")
_VOWELS = "aâàeéèêiîoôuœ"


def proper_name(epci: Epci) -> tuple[str, int]:
    """Return (name, article code) of ``epci``; the code is INSEE's: 0 "de", 1 "d'", 3 "de la", 5 "de l'"."""
    if epci.code in _WRITTEN:
        return _WRITTEN[epci.code]
    name = bare_name(epci)
    if epci.kind in _KINDS and (_LINKED.match(name) or not _STANDS_ALONE.search(name)):
        return f"{_KINDS[epci.kind]} {name}", 3
    return name, _liaison(name)


def bare_name(epci: Epci) -> str:
    """Return the official name without its kind nor a final acronym (``"du Bonnevalais"``)."""
    return _ACRONYM.sub("", epci.name.removeprefix(f"{epci.kind} "))


def _liaison(name: str) -> int:
    lowered = name.lower()
    if lowered.startswith(("métropole", "communauté")):
        return 3
    if lowered.startswith(("agglo", "eurométropole")):
        return 5
    return 1 if lowered[0] in _VOWELS else 0
