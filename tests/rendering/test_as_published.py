"""Places and pay of offers, as one reads them."""

from __future__ import annotations

import pytest

from bot.writing.as_published import pay_said, place_name


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
        ("Mensuel de 2257.00 Euros sur 12 mois", "Mensuel de 2\u202f257 € sur 12 mois"),
        ("Horaire de 12.5 Euros à 13.25 Euros", "Horaire de 12,50 € à 13,25 €"),
        ("Selon expérience", "Selon expérience"),
        ("", ""),
    ],
)
def test_pay_is_read_in_french(written: str, read: str) -> None:
    assert pay_said(written) == read
