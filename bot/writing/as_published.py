"""What France Travail's offers write for machines, as one reads it: places in capitals, pay with a point."""

from __future__ import annotations

import re

from bot.writing.french import number

_SMALL = frozenset("à au aux d de des du en et l la le les lès lez près sous sur".split())  # noqa: SIM905 — words of a name
_PLACE = re.compile(r"(?P<departement>\d[\dAB]\d?) - (?P<name>.+)")
_WORD = re.compile(r"[^\W\d_]+")
_EUROS = re.compile(r"(?P<amount>\d+)(?:[.,](?P<cents>\d{1,2}))? ?(?:Euros?|€)", re.IGNORECASE)


def place_name(written: str) -> str:
    """Return « La Chaussée-Saint-Victor (41) » for « 41 - LA CHAUSSÉE-SAINT-VICTOR »; other texts as they are."""
    match = _PLACE.fullmatch(written.strip())
    if match is None:
        return written
    name = match["name"] if match["name"] != match["name"].upper() else _WORD.sub(_cased, match["name"])
    return f"{name[:1].upper()}{name[1:]} ({match['departement']})"


def _cased(word: re.Match[str]) -> str:
    lowered = word.group().lower()
    return lowered if lowered in _SMALL else lowered.capitalize()


def pay_said(written: str) -> str:
    """Return « Mensuel de 2 257 € » for « Mensuel de 2257.00 Euros »."""
    return _EUROS.sub(_amount, written)


def _amount(match: re.Match[str]) -> str:
    cents = (match["cents"] or "").ljust(2, "0")
    whole = number(int(match["amount"]))
    return f"{whole},{cents} €" if cents.strip("0") else f"{whole} €"
