"""Places and pay of offers, as one reads them."""

from __future__ import annotations

import pytest

from bot.writing.as_published import pay_said, place_name
from bot.writing.french import NARROW


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("41 - BLOIS", "Blois (41)"),
        ("41 - LA CHAUSSÉE-SAINT-VICTOR", "La Chaussée-Saint-Victor (41)"),
        ("37 - JOUÉ-LÈS-TOURS", "Joué-lès-Tours (37)"),
        ("37 - Tours", "Tours (37)"),
        ("2A - AJACCIO", "Ajaccio (2A)"),
        ("974 - SAINT-DENIS", "Saint-Denis (974)"),
        ("94 - L'HAŸ-LES-ROSES", "L'Haÿ-les-Roses (94)"),
        ("Loir-et-Cher", "Loir-et-Cher"),
        ("", ""),
    ],
)
def test_a_place_is_read_as_its_name(written: str, read: str) -> None:
    assert place_name(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mensuel de 2257.00 Euros sur 12 mois", "2 257 € par mois"),
        ("Mensuel de 1801.8 Euros à 2000.0 Euros sur 12.0 mois", "1 801,80 à 2 000 € par mois"),
        ("Annuel de 26400,00 Euros sur 12 mois", "26 400 € par an"),
        ("Annuel de 30000.0 Euros à 35000.0 Euros sur 13.0 mois", "30 000 à 35 000 € par an sur 13 mois"),
        ("Horaire de 12.5 Euros à 13.25 Euros", "12,50 à 13,25 € de l'heure"),
        ("Horaire de 12.02 Euros à 12.02 Euros", "12,02 € de l'heure"),
        ("Mensuel de 2257.00 Euros sur 12 mois (fictif)", "2 257 € par mois (fictif)"),
        ("Prime de 1500 Euros", "Prime de 1 500 €"),
        ("Selon expérience", "Selon expérience"),
        ("", ""),
    ],
)
def test_pay_is_read_in_french(written: str, read: str) -> None:
    assert pay_said(written).replace(NARROW, " ") == read
