"""Which of the occupations named in a text the text is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from knowledge.occupations.model import Selection
from knowledge.occupations.words import singular
from knowledge.text import Token

_SELF = frozenset(("suis", "etais", "ancien", "ancienne", "ex"))
_WANTS = (
    "cherche chercher recherche rechercher trouve trouver recrute recruter embauche embaucher voudrais veux souhaite "
    "souhaiterais aimerais manque devenir etre reconvertir besoin"
)
_WANTED = frozenset(_WANTS.split())
_EMPLOYERS = frozenset(("entreprise", "societe", "boite", "etablissement", "employeur", "maison", "groupe"))
_SELF_DISTANCE = 3


class Named(Protocol):
    """Tokens ``[first, last)`` and what they select."""

    @property
    def first(self) -> int:
        """Return the first token."""

    @property
    def last(self) -> int:
        """Return the token after the last."""

    @property
    def selection(self) -> Selection:
        """Return what is selected."""


Occupation = TypeVar("Occupation", bound=Named)


def focus(tokens: Sequence[Token], named: Sequence[Occupation]) -> list[Occupation]:
    """Return ``named`` without the occupations that only say who speaks, or what an employer does.

    "je suis restaurateur et je cherche des serveurs" is about serveurs; "quelles sociétés de transport cherchent
    des caristes" is about caristes.
    """
    return [one for rank, one in enumerate(named) if not _is_background(tokens, one, named[rank + 1 :])]


def _is_background(tokens: Sequence[Token], one: Named, after: Sequence[Named]) -> bool:
    if not after:
        return False
    before = {token.folded for token in tokens[max(0, one.first - _SELF_DISTANCE) : one.first]}
    between = {token.folded for token in tokens[one.last : after[0].first]}
    if before & _SELF:
        return bool(between & _WANTED)
    employer = {singular(word) for word in before} & _EMPLOYERS
    return bool(employer and one.selection.sector and not after[0].selection.sector)
