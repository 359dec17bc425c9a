"""Words that look like a search of offers or companies and are another question."""

from __future__ import annotations

import re

from knowledge.text import fold
from knowledge.vocabulary import repaired

_COMPANY = re.compile(
    r"\b(?:entreprises?|boites?|societes?|employeurs?|patrons?|enseignes?|magasins?|usines?|restaurants?|hopita[a-z]*"
    r"|garages?|agences?|chateaux|domaines?|supermarches?|cv|candidatures?|postuler|pme|groupes?|ateliers?|cliniques?)\b"
)
_WHO = re.compile(r"\b(?:qui|ki)\b")
_HANDS_IN = re.compile(
    r"\b(?:depose[rsz]?|deposons|publier|publie[sz]?|passer|passe[sz]?|mettre|mets|mettez|met|diffuse[rz]?|poster?"
    r"|transmettre|laisser|rediger|faire paraitre)\b[^.?!]{0,25}\b(?:offres?|annonces?)\b"
)


def asks_who(text: str) -> bool:
    """Return whether « qui recrute à Blois ? » names no company: the métiers answer it as well as the companies do."""
    folded = fold(repaired(text))
    return _WHO.search(folded) is not None and _COMPANY.search(folded) is None


def hands_in_an_offer(text: str) -> bool:
    """Return whether a message speaks of publishing an offer (« où déposer mon annonce ? »), not of finding some."""
    return _HANDS_IN.search(fold(repaired(text))) is not None
