"""Which of the occupations named in a text the text is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from knowledge.occupations.model import Selection
from knowledge.occupations.reading import Spanned
from knowledge.occupations.words import LINK_WORDS, singular
from knowledge.text import Token

_SELF = frozenset(("suis", "etais", "ancien", "ancienne", "ex"))
_WANTS = (
    "cherche chercher recherche rechercher trouve trouver recrute recruter embauche embaucher voudrais veux souhaite "
    "souhaiterais aimerais manque devenir etre reconvertir besoin"
)
_WANTED = frozenset(_WANTS.split())
_EMPLOYERS = frozenset(("entreprise", "societe", "boite", "etablissement", "employeur", "maison", "groupe"))
_ONES_OWN = frozenset(("mon", "ma", "notre", "j", "tiens"))
_AGAINST = frozenset(("et", "ou", "vs", "contre", "que", "qu", "face", "versus", "rapport"))
_SELF_DISTANCE = 3
_OF = frozenset(("d", "de", "des", "du"))
_GENERIC = 4
"""A word that covers so many métiers (« opérateur », « chauffeur ») says no trade of its own beside one it covers."""
_PERSON = re.compile(
    r"(?:eur|euse|rice|ier|iere|er|ere|ien|ienne|iste|ogue|ant|ante|con|conne|etaire|otaire|ecin|man|intre|femme|aide)$"
)
"""Endings of who does a trade, not of what is done nor where: « boucher », « serveuse »; not « crèche »."""
_LINK = re.compile(r"[\s'’-]*(?:[^\W\d]{1,4}[\s'’]+)*")
"""What may stand between a word and what it is of: a hyphen, « de la », « dans l' »; no place, no full stop."""
_STOP = re.compile(r"[.?!;:]")
_OPENING, _CLOSING = re.compile(r"\s*\([^()]*"), re.compile(r"[^()]*\)")


class Named(Spanned, Protocol):
    """Tokens ``[first, last)`` and what they select."""

    @property
    def selection(self) -> Selection:
        """Return what is selected."""


Occupation = TypeVar("Occupation", bound=Named)


def focus(text: str, tokens: Sequence[Token], named: Sequence[Occupation]) -> list[Occupation]:
    """Return ``named`` without the occupations that only say who speaks, where one works, or what was just said.

    "je suis restaurateur et je cherche des serveurs" is about serveurs; "quelles sociétés de transport cherchent
    des caristes" about caristes; "serveurs dans l'hôtellerie" about serveurs.
    """
    kept: list[Occupation] = []
    for rank, one in enumerate(named):
        before, after = (named[rank - 1] if rank else None), (named[rank + 1] if rank + 1 < len(named) else None)
        at_work = _is_workplace(text, tokens, before, one) or (kept and _is_aside(text, tokens, kept[-1], one))
        own = _is_ones_own(tokens, one) and not all(_is_ones_own(tokens, each) for each in named)
        if not (at_work or own or _says_who(tokens, one, after) or _says_where(text, tokens, one, before, after)):
            kept.append(one)
    return kept


def completes(text: str, tokens: Sequence[Token], word: Named, one: Named) -> bool:
    """Return whether the métier ``one`` says which of those of the ``word`` before it is meant.

    "directeur de colo", "opérateurs-régleurs", "chauffeur ambulancier", "technicien chauffagiste".
    """
    if not one.selection.fap2021 or _between(tokens, word, one) - LINK_WORDS:
        return False
    if not _LINK.fullmatch(text, tokens[word.last - 1].end, tokens[one.first].start):
        return False
    if word.selection.ambiguous:
        return one.first == word.last or tokens[word.last].folded in _OF
    said, more = word.selection.fap2021, one.selection.fap2021
    if set(more) < set(said):  # "ramasseurs de fraises"
        return True
    narrower = len(more) < len(said) >= _GENERIC
    return narrower and {code[0] for code in said} >= {code[0] for code in more}


def _is_ones_own(tokens: Sequence[Token], one: Named) -> bool:
    """Return whether ``one`` is the speaker's own house: « mon garage cherche un carrossier » is about carrossier."""
    return tokens[one.first].folded in _ONES_OWN


def _says_who(tokens: Sequence[Token], one: Named, after: Named | None) -> bool:
    """Return whether the speaker names their own occupation before asking about another."""
    if after is None:
        return False
    before = {token.folded for token in tokens[max(0, one.first - _SELF_DISTANCE) : one.first]}
    return bool(before & _SELF) and bool(_between(tokens, one, after) & _WANTED)


def _says_where(text: str, tokens: Sequence[Token], one: Named, before: Named | None, after: Named | None) -> bool:
    """Return whether a sector only situates the métier named beside it: the survey does not cross them."""
    if not one.selection.sector:
        return False
    if before is not None and before.selection.fap2021 and _between(tokens, before, one) <= LINK_WORDS:
        return not _STOP.search(text, tokens[before.last - 1].end, tokens[one.first].start)
    if after is None or not after.selection.fap2021:
        return False
    employers = {singular(token.folded) for token in tokens[max(0, one.first - _SELF_DISTANCE) : one.first]}
    if employers & _EMPLOYERS:
        return True
    inside = all(one.selection.sector == f"domaine:{code[0]}" for code in after.selection.fap2021)
    return inside and not _between(tokens, one, after) & _AGAINST


def _is_workplace(text: str, tokens: Sequence[Token], before: Named | None, one: Named) -> bool:
    """Return whether ``one`` follows a métier after a mere space, a hyphen, or "en": where or on what one works.

    "auxiliaire de puériculture en crèche", "mécano poids lourds", "tourneur-régleur"; but "boulanger boucher" are two.
    """
    if before is None or not before.selection.fap2021:
        return False
    link = text[tokens[before.last - 1].end : tokens[one.first].start].lower()
    two = _is_person(tokens, before) and _is_person(tokens, one) and not one.selection.ambiguous
    return link in {"-", " en "} or (link == " " and not two)


def _is_person(tokens: Sequence[Token], one: Named) -> bool:
    return _PERSON.search(singular(tokens[one.first].folded)) is not None


def _is_aside(text: str, tokens: Sequence[Token], before: Named, one: Named) -> bool:
    """Return whether ``one``, in parentheses, says more of the métier before it.

    "auxiliaire de vie scolaire (AVS)", "adjoint technique (maintenance des bâtiments)"; not "cuisinier (serveur)".
    """
    opened = _OPENING.fullmatch(text, tokens[before.last - 1].end, tokens[one.first].start)
    if not (before.selection.value.startswith("fap") and opened and _CLOSING.match(text, tokens[one.last - 1].end)):
        return False
    same = set(before.selection.fap2021) & set(one.selection.fap2021)
    return bool(one.selection.sector or same) or _is_acronym(tokens, before, one)


def _is_acronym(tokens: Sequence[Token], long: Named, short: Named) -> bool:
    """Return whether ``short`` is made of first letters of the words of ``long``, in order, the first one included."""
    initials = iter(token.folded[0] for token in tokens[long.first : long.last])
    written = "".join(token.folded for token in tokens[short.first : short.last])
    return tokens[long.first].folded[0] == written[0] and all(letter in initials for letter in written)


def _between(tokens: Sequence[Token], one: Named, two: Named) -> set[str]:
    return {token.folded for token in tokens[one.last : two.first]}
