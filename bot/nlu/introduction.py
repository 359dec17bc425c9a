"""« DRH d'un groupe agroalimentaire à Châteaudun : … » says who speaks; the question is what follows."""

from __future__ import annotations

import re

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
_LEAST_WORDS = 2


def introduction_end(text: str) -> int:
    """Return where the question begins after the speaker's introduction, 0 when there is none."""
    match = _INTRODUCTION.match(text)
    if match is None or len(text[match.end() :].split()) < _LEAST_WORDS:
        return 0
    return match.end()
