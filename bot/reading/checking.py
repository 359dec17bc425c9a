"""What a message wants of the figure just told: whether it is high, whether it is sure, what it was taken for."""

from __future__ import annotations

import re

from knowledge.text import fold

_WEIGHED = re.compile(
    r"\b(?:c|c est|cest|est ce|ca|ca fait|sa|sa fait|trouve\w*|un chiffre pareil)\b.{0,24}"
    r"\b(?:beaucoup|bcp|bp|peu|enorme|eleve|haut|bas|faible|bien|bon|mal|grave|inquietant|rassurant|normal|nul|gros"
    r"|grand|petit|correct|impressionnant|alarmant|encourageant|rien)\b"
)
"""A pronoun, then a word that weighs: « ça fait beaucoup », « trouvez-vous ça élevé »."""
_FOR = re.compile(r"\b(?:bien|bon) (?:pour|celui|celle|ceux|a|au|de|du|dans|en|le|la|les)\b")
"""« c'est bien pour Pithiviers ? » weighs nothing."""
_SURE = re.compile(
    r"\b(?:sure?s?|certaine?s?|fiables?|vrais?|vraiment|justes?|exacte?s?|correcte?s?|confirm[a-z]*"
    r"|bien (?:pour|celui|ca))\b"
)
_DOUBTED = re.compile(
    r"\b(?:t|tu|vous|[eê]tes|es)\b[^?!.,]{0,14}\b(?:s[uû]re?s?|certaine?s?) ?"
    r"(?:[?!.,;]|$|de (?:toi|[cs]a|ça|vous|moi|votre|vos|ton|tes|ce)\b)|^\W*(?:ah )?(?:s[uû]r|certain|vraiment) ?[?!]"
)
"""« t'es sûr ? », « vous en êtes certain ? », whatever follows."""
EVERYWHERE, OTHERS = "everywhere", "others"
_EVERYWHERE = re.compile(
    r"\bpartout\b.{0,12}\b(?:pareil|(?:la )?meme|comme (?:ca|chez|ici)|aussi|autant)\b|\bou (?:c est )?partout\b"
    r"|\b(?:pareil|meme chose|comme ca|idem|autant|aussi \w+) (?:\w+ ){0,2}partout\b"
)
_OTHERS = re.compile(r"\b(?:les|aux|des|nos) autres (?:departements?|bassins?|regions?|territoires?)\b")
_TAKEN = re.compile(r"\b(?:as|avez|a|tu|vous|t)\b.{0,12}\b(?:compris|pige|retenu|saisi)\b")


def asks_how_much(text: str) -> bool:
    """Return whether a message about the last answer asks if its figure is high, good or worrying."""
    folded = fold(text)
    return _WEIGHED.search(folded) is not None and not _FOR.search(folded)


def asks_if_sure(text: str) -> bool:
    """Return whether a message wants the last answer confirmed: « t'es sûr ? », « c'est bien pour Pithiviers ? »."""
    return _SURE.search(fold(text)) is not None


def doubts(text: str) -> bool:
    """Return whether a message that asks nothing else doubts the last answer: « t'es sûr ? on m'a dit l'inverse »."""
    return _DOUBTED.search(text.lower()) is not None


def asks_what_was_understood(text: str) -> bool:
    """Return whether a message asks what the last question was taken for: « vous avez compris quoi ? »."""
    return _TAKEN.search(fold(text)) is not None


def asks_of_others(text: str) -> str:
    """Return whether a place is set among the ``others``, or ``everywhere`` is said to be alike; "" else."""
    folded = fold(text)
    if _EVERYWHERE.search(folded):
        return EVERYWHERE
    return OTHERS if _OTHERS.search(folded) else ""
