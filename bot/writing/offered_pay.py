"""The pay of an offer in plain French: « Mensuel de 1923.00 Euros sur 12 mois » is « 1 923 € par mois »."""

from __future__ import annotations

import re

from bot.writing.french import NARROW, number

_PAY = re.compile(
    r"(mensuel|annuel|horaire) de (\d+(?:[.,]\d+)?)(?: euros?)?(?: à (\d+(?:[.,]\d+)?))? euros?"
    r"(?: sur (\d+)(?:[.,]\d+)? mois)?(?!\S)(.*)",
    re.IGNORECASE,
)
_EVERY = {"mensuel": "par mois", "annuel": "par an", "horaire": "de l'heure"}
_USUAL_MONTHS = "12"


def offered_pay(told: str) -> str:
    """Return the pay that the API tells in its own form, and as it is what is told otherwise (« Selon expérience »)."""
    found = _PAY.fullmatch(" ".join(told.split()))
    if not found:
        return told
    every, low, high, months, rest = found.groups()
    amounts = [_amount(each) for each in dict.fromkeys(filter(None, (low, high)))]
    over = f" sur {months} mois" if months and months != _USUAL_MONTHS else ""
    return f"{' à '.join(amounts)}{NARROW}€ {_EVERY[every.lower()]}{over}{rest}"


def _amount(told: str) -> str:
    value = float(told.replace(",", "."))
    return number(value, 0 if value == int(value) else 2)
