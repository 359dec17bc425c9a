"""What France Travail's offers write for machines, as one reads it: places in capitals, pay with a point."""

from __future__ import annotations

import re

from bot.writing.french import number

_SMALL = frozenset("à au aux d de des du en et l la le les lès lez près sous sur".split())  # noqa: SIM905 — words of a name
_PLACE = re.compile(r"(?P<departement>\d[\dAB]\d?) - (?P<name>.+)")
_WORD = re.compile(r"[^\W\d_]+")
_PAY = re.compile(
    r"(?P<every>mensuel|annuel|horaire) de (?P<low>\d+(?:[.,]\d+)?)(?: euros?)?(?: à (?P<high>\d+(?:[.,]\d+)?))? euros?"
    r"(?: sur (?P<months>\d+)(?:[.,]\d+)? mois)?(?!\S)(?P<rest>.*)",
    re.IGNORECASE,
)
_EVERY = {"mensuel": "par mois", "annuel": "par an", "horaire": "de l'heure"}
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
    """Return « 2 257 € par mois » for « Mensuel de 2257.00 Euros », other texts with their euros in French."""
    found = _PAY.fullmatch(" ".join(written.split()))
    if found is None:
        return _EUROS.sub(_amount, written)
    low, high, months = found["low"], found["high"], found["months"]
    amounts = dict.fromkeys(_figure(*each.replace(",", ".").split(".")) for each in (low, high) if each)
    over = f" sur {months} mois" if months and months != "12" else ""
    return f"{' à '.join(amounts)} € {_EVERY[found['every'].lower()]}{over}{found['rest']}"


def _amount(match: re.Match[str]) -> str:
    return f"{_figure(match['amount'], match['cents'] or '')} €"


def _figure(whole: str, cents: str = "") -> str:
    return number(int(whole)) + (f",{cents.ljust(2, '0')[:2]}" if cents.strip("0") else "")
