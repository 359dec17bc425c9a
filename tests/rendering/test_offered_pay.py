"""The pay of an offer is told in plain French, and what is not in the API's form stays as it is."""

from __future__ import annotations

import pytest

from bot.writing.french import NARROW
from bot.writing.offered_pay import offered_pay


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Mensuel de 1923.00 Euros sur 12 mois", "1 923 € par mois"),
        ("Mensuel de 1801.8 Euros à 2000.0 Euros sur 12.0 mois", "1 801,80 à 2 000 € par mois"),
        ("Annuel de 26400,00 Euros sur 12 mois", "26 400 € par an"),
        ("Annuel de 30000.0 Euros à 35000.0 Euros sur 13.0 mois", "30 000 à 35 000 € par an sur 13 mois"),
        ("Horaire de 12.02 Euros à 13.0 Euros sur 12.0 mois", "12,02 à 13 € de l'heure"),
        ("Horaire de 12.02 Euros à 12.02 Euros", "12,02 € de l'heure"),
        ("Mensuel de 2257.00 Euros sur 12 mois (fictif)", "2 257 € par mois (fictif)"),
        ("mensuel de 1900 euros", "1 900 € par mois"),
    ],
)
def test_a_pay_is_told_plainly(told: str, shown: str) -> None:
    assert offered_pay(told).replace(NARROW, " ") == shown


@pytest.mark.parametrize("told", ["", "Selon expérience", "12,50 € de l'heure", "Mensuel de x Euros", "Autre"])
def test_what_is_told_otherwise_stays(told: str) -> None:
    assert offered_pay(told) == told
