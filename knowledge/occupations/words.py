"""Reduction of French occupation names to comparable words: no accents, no plural, no link words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LINKS = "d de du des l la le les en a au aux dans sur pour un une"
LINK_WORDS = frozenset(_LINKS.split())
"""Words that may be left out of an occupation name ("agent entretien", "chauffeur bus")."""

COMMA = re.compile(r"[,/&+«»\"]")
"""What separates two names, unless it is part of one ("Charcutiers, traiteurs")."""

_INVARIABLES = (
    "bus gaz bois bras cas choix corps cours croix fois mois pays poids prix puis repas sens temps tapis "
    "acces succes proces avis devis colis commis sous dessous dessus dans sans vers apres tres plus moins "
    "jamais"
)
_INVARIABLE = frozenset(_INVARIABLES.split())
_PUNCTUATION = re.compile(r"[^\w\s]")
_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """Return the singular of a folded word ("boulangers" → "boulanger", "animaux" → "animal")."""
    if len(word) <= 3 or word in _INVARIABLE or word.endswith(("ss", "eux", "oux")):
        return word
    if word.endswith("aux"):
        return word[:-1] if word.endswith("eaux") else word[:-2] + "l"
    return word[:-1] if word.endswith(("s", "x")) else word


def fold_words(text: str) -> list[str]:
    """Return the folded words of a French label: those of ``knowledge.text.tokenize``, ten times faster."""
    lowered = text.lower()
    if not lowered.isascii():
        plain = _PUNCTUATION.sub(" ", lowered.replace("œ", "oe").replace("æ", "ae"))
        lowered = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    return _WORD.findall(lowered)


def key_words(text: str) -> list[str]:
    """Return the words a label is compared by: folded, singular, without link words."""
    return [singular(word) for word in fold_words(text) if word not in LINK_WORDS]


def key(text: str) -> str:
    """Return the key under which a label is looked up ("Agents d'entretien" → "agent entretien")."""
    return " ".join(key_words(text))
