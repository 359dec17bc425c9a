"""The terms of a search of job offers, read out of a message: contract, beginner, since when, how far."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.text import fold
from knowledge.vocabulary import repaired

ANY = "any"
"""The contract of who says that any will do."""
NO_LIMIT = 0
"""The days of who wants offers of any date."""
STEPS = (1, 3, 7, 14, 31)
"""The ages, in days, that a search of offers can be held to."""
FARTHEST = 200
"""Kilometres."""

_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "dix": 10,
    "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "cent": 100,
}  # fmt: skip
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(_WORDS)})"
_CONTRACTS = (
    ("CDI", r"\bcdis?\b|\bduree indeterminee\b|\b(?:emploi|poste|contrat) (?:fixe|stable)\b"),
    ("CDD", r"\bcdds?\b|\bduree determinee\b"),
    ("MIS", r"\binterim(?:aires?)?\b|\b(?:en|mission) (?:d )?interim\b"),
    ("SAI", r"\bsaisonniers?\b|\bsaisonnieres?\b|\bsaisons?\b"),
)
_ANY_CONTRACT = (
    r"\b(?:peu importe|qu importe|n importe|m ?importe|tous|toutes?|tout) (?:quel )?(?:(?:le|la|les|de) )?"
    r"(?:types? (?:de )?)?contrats?\b|\bcd[id] ou cd[id]\b.{0,12}?\b(?:importe|mimporte|egal)\b"
)
_STUDYING = (
    (
        "alternance",
        r"\balternan[a-z]*|\bapprentissage\b|\bapprenti(?:e|s|es)?\b|\bcontrat pro\b|\bprofessionnalisation\b",
    ),
    ("stage", r"\bstages?\b|\bstagiaires?\b"),
)
_BEGINNER = (
    r"\bdebutant[a-z]*|\bdebutan\b|\bsans (?:aucune )?experience\b|\b(?:pas|peu|zero|aucune) d ?experience\b"
    r"|\bpremier (?:emploi|poste|job|boulot)\b|\baucune experience\b|\bpas d exp\b|\bsans exp\b"
    r"|\bsortie? d ecole\b|\bjeunes? diplomes?\b"
)
_DAYS = (
    (1, rf"{_N} ?(?:derniers? )?(?:j|jr|jrs|jour|jours)\b"),
    (7, rf"{_N} ?(?:dernieres? )?(?:sem|semaine|semaines)\b"),
    (31, rf"{_N} mois\b"),
)
_AGED = re.compile(
    r"\b(?:depuis|moins|publie[a-z]*|paru[a-z]*|mis[a-z]* en ligne|postees?|derni?ere?s?|recente?s?|il y a|ya|y a"
    r"|ces|age|datant|date|de moins|dans les|sur les|plus de|max[a-z]*)\b"
)
"""A number of days is an age beside one of these; « 2 jours par semaine » is none."""
_HOURS = re.compile(r"\b(?:moins (?:de|d) )?(?P<n>24|48|72) ?h(?:eures?)?\b")
_LATELY = (
    (
        1,
        r"\baujourd ?hui\b|\b(?:offres?|annonces?|celles?|publiees?) (?:du|de ce) jour\b|\b(?:depuis|d) ?hier\b"
        r"|\bce matin\b",
    ),
    (7, r"\b(?:cette|de la|la derniere|derniere|depuis la) semaine\b(?! prochaine)|\bcette semaine\b"),
    (31, r"\bce mois\b|\b(?:le|du) dernier mois\b|\bdu mois\b"),
    (14, r"\bquinzaine\b"),
)
_ANY_DATE = (
    r"\b(?:sans|aucune) (?:limite|condition|contrainte) de (?:date|jours?|temps)\b|\btoutes? (?:les )?dates?\b"
    r"|\b(?:peu importe|qu importe|n importe) (?:quelle |la )?date\b|\bmeme (?:les )?(?:plus )?ancienn?es?\b"
)
_RADIUS = re.compile(
    rf"\brayon (?:max[a-z]* )?(?:de |d )?{_N}\b|\b{_N.replace('<n>', '<m>')} ?(?:kms?|kilometres?|bornes?)\b"
)


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """What a message asks of job offers. ``contract``: codes of France Travail, ``any`` for whichever, "" unsaid.

    ``words``: ``alternance`` or ``stage``. ``since_days``: one of ``STEPS``, ``NO_LIMIT``, None unsaid. ``radius``: km.
    """

    contract: str = ""
    words: str = ""
    beginner: bool = False
    since_days: int | None = None
    radius: int | None = None
    near: bool = False
    """« autour », « dans les environs »: a wider search, without a distance."""

    @property
    def are_said(self) -> bool:
        """True when the message holds any."""
        return self != NO_TERMS


NO_TERMS = OfferTerms()


def terms_of(text: str) -> OfferTerms:
    """Return the terms of a search that ``text`` holds; they mean something where offers are spoken of."""
    said = " ".join(re.findall(r"[a-z0-9]+", fold(repaired(text))))
    return OfferTerms(_contract(said), _studying(said), _found(_BEGINNER, said), _since(said), _radius(said))


def _contract(said: str) -> str:
    if _found(_ANY_CONTRACT, said):
        return ANY
    return ",".join(code for code, pattern in _CONTRACTS if _found(pattern, said))


def _studying(said: str) -> str:
    return next((word for word, pattern in _STUDYING if _found(pattern, said)), "")


def _since(said: str) -> int | None:
    if _found(_ANY_DATE, said):
        return NO_LIMIT
    if match := _HOURS.search(said):
        return _step(int(match["n"]) // 24)
    lately = next((days for days, pattern in _LATELY if _found(pattern, said)), None)
    if lately is not None:
        return lately
    for unit, pattern in _DAYS:
        match = re.search(rf"\b{pattern}", said)
        if match and (_AGED.search(said) or match.group() == said):
            return _step(_number(match["n"]) * unit)
    return None


def _step(days: int) -> int:
    """Return the age to search: the first of ``STEPS`` that holds it, a fortnight being one of fourteen days."""
    return next((step for step in STEPS if days <= step or (days == 15 and step == 14)), NO_LIMIT)


def _radius(said: str) -> int | None:
    match = _RADIUS.search(said)
    return min(_number(match["n"] or match["m"]), FARTHEST) if match else None


def _number(written: str) -> int:
    return _WORDS.get(written) or int(written)


def _found(pattern: str, said: str) -> bool:
    return re.search(pattern, said) is not None
