"""Which rows may come first, by what is certain (docs/answers.md, Rankings)."""

from __future__ import annotations

import pytest

from knowledge.figures.interval import Interval
from knowledge.figures.lines import Line
from knowledge.figures.ordering import Ranked, leaders
from knowledge.figures.result import Value
from knowledge.figures.scope import EVERY_OCCUPATION, Place

Bounds = tuple[float, float]


def _rows(*bounds: Bounds) -> list[Ranked]:
    nowhere = Place((), ())
    return [
        (Line(str(at), str(at), nowhere, EVERY_OCCUPATION, 2025, None), Value(None, 0, Interval(low, high)))
        for at, (low, high) in enumerate(bounds)
    ]


@pytest.mark.parametrize(
    ("bounds", "first"),
    [
        ([(5, 9), (1, 5)], "0"),  # at worst ex aequo
        ([(5, 9), (5, 5)], "0"),
        ([(5, 5), (1, 5)], "0"),
        ([(5, 5), (5, 5), (1, 5)], "01"),
        ([(5, 9), (1, 6)], "01"),
        ([(5, 9), (5, 9)], "01"),
        ([(5, 9), (5, 7), (0, 5)], "01"),
        ([], ""),
    ],
)
def test_a_row_whose_least_is_the_most_of_another_is_before_it(bounds: list[Bounds], first: str) -> None:
    assert "".join(line.ref for line, _ in leaders(_rows(*bounds), [], ascending=False)) == first
    mirrored = _rows(*[(-high, -low) for low, high in bounds])
    assert "".join(line.ref for line, _ in leaders(mirrored, [], ascending=True)) == first


def test_a_row_that_perhaps_passes_is_first_only_above_all_sure_rows() -> None:
    (sure,) = _rows((5, 5))
    equal, above = _rows((5, 5), (5, 6))
    assert leaders([sure], [equal, above], ascending=False) == [sure, above]
    assert leaders([], [above], ascending=False) == []
