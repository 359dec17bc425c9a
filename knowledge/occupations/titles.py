"""Job titles as the ROME publishes them: the masculine and the feminine hidden in one label."""

from __future__ import annotations

import re

_PARENTHESES = re.compile(r"\s*\([^()]*\)|\s+-[A-Z]{2,}-")
_SHORT_FEMININE = re.compile(r"\((?:ne|e|se|trice|ère|euse|ve|le|te)\)")


def genders(label: str) -> tuple[str, ...]:
    """Return the masculine and the feminine of a published title, acronyms in parentheses left out.

    ``"Agent / Agente d'escale du transport aérien (AE)"`` gives ``"Agent d'escale du transport aérien"`` and
    ``"Agente d'escale du transport aérien"``; a title with one form gives one.
    """
    return _both(_PARENTHESES.sub("", _SHORT_FEMININE.sub("", label)))


def spoken(label: str) -> tuple[str, ...]:
    """Return the masculine and the feminine of a published title, without then with what its parentheses hold."""
    plain = genders(label)
    whole = _SHORT_FEMININE.sub("", label)
    return (*plain, *_both(whole)) if _PARENTHESES.search(whole) else plain


def _both(label: str) -> tuple[str, ...]:
    plain = " ".join(label.split())
    masculine, slash, rest = plain.partition(" / ")
    if not slash:
        return (plain,)
    words, others = masculine.split(), rest.split()
    if len(others) < len(words):
        # Only the last words are given again: "Caviste affineur / Affineuse".
        return (masculine, " ".join((*words[: -len(others)], *others)))
    # The feminine repeats as many words as the masculine has; what follows belongs to both.
    tail = others[len(words) :]
    return (" ".join((*words, *tail)), " ".join(others))
