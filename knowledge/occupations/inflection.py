"""The feminine of occupation names, by the rules of French and a few exceptions."""

from __future__ import annotations

import re
from itertools import product

_EXCEPTIONS = {
    "chef": ("cheffe",),
    "sous-chef": ("sous-cheffe",),
    "hôte": ("hôtesse",),
    "maître": ("maîtresse",),
    "médecin": (),
    "mannequin": (),
    "steward": (),
    "gens": (),
    "valet": (),
    "garçon": (),
    "homme": (),
    "métier": (),
    "métiers": (),
    "atelier": (),
    "chantier": (),
    "courrier": (),
    "papier": (),
    "quartier": (),
    "secteur": (),
    "transport": (),
    "bâtiment": (),
}
_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("teur", ("trice", "teuse", "teure")),
    ("eur", ("euse", "eure")),
    ("ier", ("ière",)),
    ("er", ("ère",)),
    ("ien", ("ienne",)),
    ("éen", ("éenne",)),
    ("on", ("onne",)),
    ("an", ("ane", "anne")),
    ("el", ("elle",)),
    ("if", ("ive",)),
    ("eux", ("euse",)),
    ("é", ("ée",)),
    ("al", ("ale",)),
    ("ain", ("aine",)),
    ("in", ("ine",)),
    ("ois", ("oise",)),
    ("nt", ("nte",)),
    ("rd", ("rde",)),
    ("rt", ("rte",)),
    ("at", ("ate",)),
    ("ct", ("cte",)),
    ("il", ("ile",)),
)
_THINGS = ("té", "tion", "sion", "ison", "ment")
"""Endings of things, not of people: "santé", "restauration"."""
_LINK = frozenset(("d", "l", "en", "à", "au", "aux", "et", "ou", "par", "sans")) | frozenset(
    ("de", "du", "des", "la", "le", "les", "sur", "pour", "dans")
)
_SPLIT = re.compile(r"[ '’]+")


def feminines(word: str) -> tuple[str, ...]:
    """Return the feminines a masculine singular may have ("acheteur" → "achetrice", "acheteuse"), () if none.

    Some are not French: they only serve to recognise what is typed, and nobody types them.
    """
    lowered = word.lower()
    if lowered in _EXCEPTIONS:
        return _EXCEPTIONS[lowered]
    if "-" in lowered:
        return tuple("-".join(parts) for parts in product(*map(_either, lowered.split("-"))))[1:]
    if lowered.endswith(_THINGS):
        return ()
    for ending, replacements in _RULES:
        if lowered.endswith(ending) and len(lowered) > len(ending) + 1:
            return tuple(lowered[: -len(ending)] + one for one in replacements)
    return ()


def variants(phrase: str) -> list[str]:
    """Return ``phrase`` and its feminines: each word before the first link word may change ("agent d'entretien")."""
    words = _SPLIT.split(phrase.strip())
    inflected = next((index for index, word in enumerate(words) if word.lower() in _LINK), len(words))
    heads = product(*map(_either, words[: min(inflected, 3)]))
    tail = words[min(inflected, 3) :]
    return [" ".join((*head, *tail)) for head in heads]


def _either(word: str) -> tuple[str, ...]:
    if word.endswith("s") and len(word) > 3:
        singular = word[:-1]
        return (word, *(f"{one}s" for one in feminines(singular)))
    return (word, *feminines(word))
