"""Who is looked for: « je cherche un boulanger » is said by who hires, « trouver des soudeurs » of who hires.

A trade that follows « chercher un » is somebody wanted; after « un poste de », it is the work of who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.text import fold

_MANY = (
    r"(?:un|une|\d{1,3}|deux|trois|quatre|cinq|six|sept|huit|dix|douze|quinze|vingt|plusieurs|quelques"
    r"|mon|ma|mes|notre|nos)"
)
_SUCH = r"(?:(?:bonn?e?|nouve(?:au|l|lle)|autre|vrai|jeune|futur|apprentie?|saisonni[a-z]+)s? )?"
_I = r"(?:\b(?:je|j|nous|on) (?:y |n |ne |en |vous )?|(?:^|[.,;:!?(\n]|\bbonjour|\bbonsoir|\bslt|\bsalut) ?)"
_FIRST = re.compile(
    rf"(?:{_I}(?:re)?cherch(?:e|ons|ais) (?:(?:aussi|encore|actuellement|toujours|desesperement|donc) )?"
    rf"|\b(?:j ai|nous avons|on a|aurais|aurions|ai|g) besoin d(?:e |e? ?)|\bil (?:me|nous) (?:faut|faudrait) )"
    rf"{_MANY} {_SUCH}$"
)
"""« je cherche 10 », « il nous faudrait un bon », before a trade."""
_FINDS = re.compile(
    rf"\b(?:trouv|recrut|embauch|remplac|engag)[a-z]* (?:(?:facilement|vite|encore|plus|pas|aucune?) )*"
    rf"(?:{_MANY}|des|les|d|de) {_SUCH}$"
)
"""« trouver des », « remplacer un », before a trade."""
_WORK = re.compile(r"\b(?:apprentissage|stages?|alternance|m embauche|me pren[a-z]*|m apprendre)\b")
"""« je cherche un boulanger pour mon apprentissage »: it is the work that is looked for."""
_OTHERS = r"(?!(?:qui|que|qu|savoir|si|s|ils?|elles?|on|me|m|se|faire|fait|fais|les|des|entreprises?|va|vont)\b)"
_HIRES = re.compile(
    rf"\b(?:je|j|nous)(?: {_OTHERS}[a-z-]+){{0,5}}? (?:recruter|embaucher)\b"
    r"|\b(?:j embauche|je recrute|nous (?:recrutons|embauchons))\b"
    r"|\bnous (?:on )?en (?:re)?cherch(?:e|ons) \d{1,3}\b"
    r"|\b(?:je|on|nous) (?:re)?cherch(?:e|ons) \d{1,3}\b(?! ?(?:h|heures?|postes?|emplois?|jobs?|boulots?|tafs?))"
    r"|\b(?:mes|nos) (?:futurs? )?(?:salarie|employee?s?\b|ouvrier|serveu|vendeu|apprenti|recrutement|embauche)[a-z]*"
    r"|\b(?:0|zero) candidat(?:ure)?s?\b(?! retenue)|\b(?:aucun|pas un(?: seul)?) candidats?\b"
    r"|\bpersonne (?:ne |n )?postule\b"
    r"|\b(?:mon|ma|notre) (?:futur |future )?(?:salariee?|employee?)\b|\bnotre (?:recrutement|embauche)\b"
)
_SOME = re.compile(r"\b(?:j|je|nous) en (?:re)?cherch(?:e|ons)\b")
"""« des couvreurs, j'en cherche 2 » is of who hires, « un boulot, j'en cherche » is not."""
_JOB = re.compile(r"\b(?:travail|boulot|taf|jobs?|emplois?|postes?|places?|offres?|contrats?|cdi|cdd)\b")
_ENDS = re.compile(r"[.,;:!?()\n…]+")
_EMPLOYERS = re.compile(
    r"\b(?:patrons?|employeurs?|recruteurs?|entreprises?|boites?|societes?|restaurateurs?|artisans?)\b"
    r"(?:(?! je | j | on )[^.?!,]){0,30}"
    r"\b(?:gal[e]?r|pein|rament|du mal|trouv|s arrach|manqu)[a-z]*|\bs arrach[a-z]* les\b"
    r"|\b(?:mal|gal[e]?r[a-z]*|pein[a-z]*|arriv[a-z]*(?: pas| plus)?) (?:a |pour )?en trouver\b"
)


def hires(entities: Iterable[Mapping[str, Any]], text: str) -> bool:
    """Return whether who writes ``text`` looks for somebody to work: « je cherche 2 soudeurs », « mes salariés »."""
    folded = fold(text)
    if _WORK.search(folded):
        return False
    if _SOME.search(folded) and not _JOB.search(folded) and any(each["entity"] == "occupation" for each in entities):
        return True
    clauses = map(fold, _ENDS.split(text))  # « je suis au chômage, Michelin va embaucher ? »: another hires
    return any(map(_HIRES.search, clauses)) or _is_wanted(entities, text, _FIRST)


def is_of_staff(entities: Iterable[Mapping[str, Any]], text: str) -> bool:
    """Return whether ``text`` asks of the trouble of those who hire: « les patrons galèrent ? », « trouver un … »."""
    folded = fold(text)
    return not _WORK.search(folded) and (_EMPLOYERS.search(folded) is not None or _is_wanted(entities, text, _FINDS))


def _is_wanted(entities: Iterable[Mapping[str, Any]], text: str, before: re.Pattern[str]) -> bool:
    trades = (each for each in entities if each["entity"] == "occupation")
    return any(before.search(f"{fold(text[: int(each['start'])]).rstrip()} ") for each in trades)
