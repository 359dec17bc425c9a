"""« DRH d'un groupe agroalimentaire à Châteaudun : … » says who speaks; the question is what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from knowledge.text import fold

_SPEAKERS = (
    r"d\.?r\.?h\b|rh\b|responsables?|direct(?:eur|rice)s?|dirigeante?s?|g[ée]rante?s?|patronn?e?s?|maires?|mairie|[ée]lue?s?"
    r"|adjointe?s?|(?:sous-)?pr[ée]f(?:ecture|[èe]te?)|conseil (?:d[ée]partemental|r[ée]gional|municipal)"
    r"|conseill(?:er|[èe]re)s?"
    r"|d[ée]put[ée]e?s?|s[ée]nat(?:eur|rice)s?|(?:vice-)?pr[ée]sidente?s?|charg[ée]e?s? d|chef(?:fe)?s? d'entreprise"
    r"|entreprise|bo[îi]te|soci[ée]t[ée]|pme|association|agence|cabinet|service|secr[ée]taire de mairie"
)
_INTRODUCTION = re.compile(
    r"^\W*(?:(?:bonjour|bonsoir|salut|bjr)\W+)?(?:(?:je suis|nous sommes|on est|moi c'est|ici|en tant que?)\s+)?"
    rf"(?:la |le |les |l'|un |une |votre |notre )?(?:{_SPEAKERS})[^:,;.!?–—]{{0,80}}[:,;.!?–—]\s*",
    re.IGNORECASE,
)
_ASKS_FOR_A_LIST = re.compile(r"\b(?:metiers?|profils?|postes?|secteurs?|chiffres?|besoins?|filieres?)\b")
_FROM_ONE_S_OWN = re.compile(r"\b(?:ressembl|proche|voisin|similaire|reconver|passerelle|evoluer|changer)[a-z]*\b")
"""« je suis patron de bar, quels métiers proches ? » asks about the occupation of the introduction."""
_LEAST_WORDS = 2


def introduction_end(text: str) -> int:
    """Return where the question begins after the speaker's introduction, 0 when there is none."""
    match = _INTRODUCTION.match(text)
    if match is None or len(text[match.end() :].split()) < _LEAST_WORDS:
        return 0
    return match.end()


def without_introduction(text: str, entities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return ``entities`` without those that only say who speaks.

    A place of the introduction counts when the question names none (« mairie de Tours : chiffres clés ? »); an
    occupation, unless the question names one or asks for a list (« DRH : quels métiers … ? »).
    """
    end = introduction_end(text)
    if not end:
        return list(entities)
    asked = {entity["entity"] for entity in entities if entity["start"] >= end}
    question = fold(text[end:])
    if _ASKS_FOR_A_LIST.search(question) and not _FROM_ONE_S_OWN.search(question):
        asked.add("occupation")
    dropped = asked & {"territory", "occupation"}
    return [entity for entity in entities if entity["start"] >= end or entity["entity"] not in dropped]
