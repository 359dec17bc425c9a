"""Numbers, plurals and spaces the French way."""

from __future__ import annotations

import pytest

from bot.writing import french
from knowledge.bmo.model import Measure
from knowledge.figures.interval import Interval
from knowledge.figures.sums import Figures, Share, Sum

NNBSP, NBSP = "\u202f", "\u00a0"


def test_numbers_have_narrow_spaces_and_decimal_commas() -> None:
    assert french.number(17146) == f"17{NNBSP}146"
    assert french.percent(0.4938) == f"49,4{NNBSP}%"
    assert french.percent(1.0) == f"100{NNBSP}%"
    assert french.signed(-4000) == f"−4{NNBSP}000"
    assert french.signed_percent(0.1718) == f"+17,2{NNBSP}%"


@pytest.mark.parametrize(
    ("count", "measure", "expected"),
    [
        (0, Measure.PROJECTS, "aucun projet de recrutement"),
        (1, Measure.DIFFICULT, "1 projet de recrutement difficile"),
        (2, Measure.SEASONAL, "2 projets de recrutement saisonniers"),
        (1200, Measure.NON_SEASONAL, f"1{NNBSP}200 projets de recrutement non saisonniers"),
    ],
)
def test_projects_agree_with_their_number(count: int, measure: Measure, expected: str) -> None:
    assert french.projects(count, measure) == expected


def test_a_masked_cell_is_never_a_number() -> None:
    masked = Sum(published=0, masked=1, cells=1, masked_min=1)
    assert "moins de 5" in french.amount(masked)
    assert "0" not in french.amount(masked)
    several = Sum(published=0, masked=3, cells=3, masked_min=1)
    assert "secret" in french.amount(several)
    assert not any(char.isdigit() for char in french.amount(several))


def test_a_sum_with_masked_cells_is_a_minimum_with_its_interval() -> None:
    total = Sum(published=84515, masked=635, cells=2433, masked_min=1)
    assert french.amount(total) == f"au moins 84{NNBSP}515 projets de recrutement"
    figures = Figures(2433, 84515, 635, 0, 0, 20000, 700, 0, 0)
    expected = f"entre 85{NNBSP}150 et 87{NNBSP}055 en comptant 635 valeurs secrètes"
    assert french.interval(figures) == expected
    assert figures.interval(Measure.NON_SEASONAL) == Interval(64515 - 4 * 65, 64515 + 4 * 635)


def test_lists_and_typography() -> None:
    assert french.listed(["a", "b", "c"]) == "a, b et c"
    assert french.listed(["a"]) == "a"
    assert french.typeset("« Oui » : 5 % ; non ?") == (f"«{NBSP}Oui{NBSP}»{NBSP}: 5{NNBSP}%{NNBSP}; non{NNBSP}?")


def test_a_share_says_its_interval_only_when_it_has_one() -> None:
    assert french.share_interval(Share(0.5, 0.5, 0.5)) == ""
    assert "entre" in french.share_interval(Share(0.5, 0.45, 0.55))
