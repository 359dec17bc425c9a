"""What is not told for certain is refused by a sentence, never computed wrong."""

from __future__ import annotations

import pytest

from knowledge.errors import KnowledgeError
from knowledge.figures.evaluate import evaluate
from knowledge.figures.query import Dimension, Query, Statistic
from knowledge.library import Knowledge

HOME, TOURS, LOIRET = "region:24", "bassin:2415", "departement:45"
ROOFERS = "fap2021:B1X34"
SPANS_TWO = "bassin:1117"

REFUSED = {
    "a gap métier by métier with nothing to set it against": Query(
        (TOURS,), (2025,), statistic=Statistic.GAP, by=Dimension.OCCUPATION
    ),
    "the gap of two changes": Query((TOURS, LOIRET), (2025,), statistic=Statistic.GAP, base=Statistic.GROWTH),
    "the gap of two weights that share cells": Query(
        (HOME, TOURS), (2025,), statistic=Statistic.GAP, base=Statistic.WEIGHT, occupations=(ROOFERS,)
    ),
    "the rank of a place without a part": Query((HOME,), (2025,), statistic=Statistic.RANK, excluded=(TOURS,)),
    "the rank of a part of a sector": Query(
        (TOURS,), (2025,), statistic=Statistic.RANK, by=Dimension.SECTOR, occupations=(ROOFERS,)
    ),
    "a weight where the place is not": Query((TOURS,), (2025,), statistic=Statistic.WEIGHT, against=LOIRET),
    "a rank where the place is not": Query((TOURS,), (2025,), statistic=Statistic.RANK, against=LOIRET),
    "contributions of métiers to another area, over 2024": Query(
        (TOURS,), (2023, 2025), statistic=Statistic.CONTRIBUTION, by=Dimension.OCCUPATION, against=HOME
    ),
    "a métier of 2025 left out of 2023": Query((HOME,), (2023, 2025), by=Dimension.YEAR, excluded=(ROOFERS,)),
    "a métier left out of a change that its code does not cross": Query(
        (HOME,), (2023, 2025), statistic=Statistic.CHANGE, excluded=(ROOFERS,)
    ),
    "a bassin that is partly in a département, left out of it": Query(
        ("departement:77",), (2025,), excluded=(SPANS_TWO,)
    ),
    "a bassin whose rows are not held, left out of France": Query(("france:FR",), (2025,), excluded=("bassin:1101",)),
}


@pytest.mark.parametrize("why", REFUSED)
def test_it_is_refused(why: str, knowledge: Knowledge) -> None:
    with pytest.raises(KnowledgeError, match=r"\.$"):
        evaluate(REFUSED[why], knowledge)
