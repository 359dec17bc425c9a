"""Of whom each trade or place is said, and for whom one asks: who writes, or somebody else."""

from __future__ import annotations

from collections.abc import Sequence

SELF, OTHER = "self", "other"
_SELF_WORDS = "je j moi me m suis jsuis chui chuis jai mon ma mes mn nous notre nos on"
_OTHER_WORDS = """
    lui elle eux elles il ils leur leurs sien sienne son sa ses mari femme epoux epouse conjoint conjointe compagnon
    compagne copain copine mec meuf ex fils fille filles gamin gamine gosse enfant enfants frere freres soeur soeurs
    mere pere parents maman papa cousin cousine neveu niece oncle tante beau belle gendre bru voisin voisine ami amie
    amis pote potes collegue collegues beneficiaire dame monsieur eleve eleves client cliente
"""
_WHOSE = dict.fromkeys(_SELF_WORDS.split(), SELF) | dict.fromkeys(_OTHER_WORDS.split(), OTHER)


def said_of(words: Sequence[str], index: int) -> str:
    """Return of whom the word at ``index`` is said: of the nearest person before it, "" when there is none."""
    return next((_WHOSE[word] for word in reversed(words[:index]) if word in _WHOSE), "")


def asked_for(words: Sequence[str], last: int) -> str:
    """Return for whom one asks after the last mention, that ends before ``last``: « pour lui », « et moi ? »."""
    return next((_WHOSE[word] for word in words[last:] if word in _WHOSE), "")
