"""Texts of which nothing is kept: they speak of someone's health or of another secret, or give a number or a password.

Hiding the number would not do: what stands around it tells as much, and an odd spelling is seldom found whole. Words
that are also said of a trade (« éducateur pour enfants handicapés ») only count near who speaks.
"""

from __future__ import annotations

import re

from bot.privacy.patterns import personal_data
from knowledge.text import fold

_NEVER_KEPT = frozenset(
    {"iban", "social_security", "bank_card", "france_travail_id", "spelled_email", "odd_phone", "file_number"}
    | {"password"}
)
_SECRET = re.compile(
    r"\b(?:seroposi\w*|vih|rqth|aah|pension d invalidite|invalidite|inapt(?:e|es|itude)|burn ?out|depressi\w*|chimio\w*"
    r"|bipolaire|schizophren\w*|fibromyalgi\w*|endometrios\w*|sclerose|epilepti\w*|fausse couche|ivg|hernie|lombalgie"
    r"|mal (?:au|de|du) dos|(?:en|mon|d un|apres un) arret (?:de travail|maladie|longue)|longue maladie"
    r"|mi temps therapeutique|accident d[eu] travail|maladie professionnelle|travailleu(?:r|se) handicapee?"
    r"|fauteuil roulant|tdah|casier judiciaire|incarcer\w*|sors de prison|sortie? de prison|bracelet electronique"
    r"|(?:problemes?|soucis?|raisons?) de sante|raisons? medicales?|en ald|medecin (?:du travail )?m (?:a )?interdi\w*"
    r"|(?:suite a|apres|depuis|a cause d) (?:une|un|mon|ma|l|son|sa) (?:operation|handicap|maladie|avc|infarctus)"
    r"|oqtf|sans papiers|faute (?:grave|lourde)|harcel\w*|viol(?:ee?|ences? conjugales?)|surendett\w*)\b"
)
_ILL = (
    r"malade|maladie|cancer|tumeur|diabet\w*|handicap\w*|autis\w*|asthm\w*|hepatite|oper(?:e|ee|ation)|enceinte|sourde?"
    r"|aveugle|malvoyant\w*|malentendant\w*|muet(?:te)?|dyslexi\w*|alcool\w*|drogu\w*|toxicoman\w*|addict\w*|psychiatr\w*"
    r"|antidepresseurs?|medicaments|allergi\w*|infarctus|avc|prothese|transgenre|homosexuel\w*|lesbienne|gay|musulmane?"
    r"|juif|juive|syndique\w*|en prison|sida|parkinson|alzheimer|epileps\w*|trisomi\w*|myopath\w*|mucoviscidose"
    r"|leucemie|lymphome|arthrose|polyarthrite|crohn|lupus|migraines?|scoliose|tendinite|paralysee?|amputee?|paraplegi\w*"
    r"|tetraplegi\w*"
)
_WHO = (
    r"(?:je suis|j etais|j ai|jsuis|jai|j avais|je souffre|je prends|il est|elle est|il a|elle a"
    r"|(?:mon|ma) (?:fils|fille|mari|femme|frere|soeur|pere|mere|conjointe?|compagnon|compagne)|atteinte? d[eu]?)"
)
_OF_SOMEONE = re.compile(
    rf"\b{_WHO}(?: (?!cherche|recherche|travaille|veux|voudrais)\w+){{0,3}}? (?:{_ILL})\b"
    rf"|\b(?:mon|ma|son|sa) (?:{_ILL})\b"
    r"|^(?:(?:bonjour|femme|homme|jeune|etant) )*(?:handicapee?|malade|diabetique|autiste|asthmatique|trisomique"
    r"|enceinte|sourde?|aveugle|malvoyante?|malentendante?|dyslexique|alcoolique|toxicomane)\b"
)


def is_sensitive(text: str) -> bool:
    """Say whether nothing of ``text`` may be kept."""
    folded = fold(text)
    return bool(_SECRET.search(folded) or _OF_SOMEONE.search(folded) or not _NEVER_KEPT.isdisjoint(personal_data(text)))
