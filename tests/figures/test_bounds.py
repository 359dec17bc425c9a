"""The closed bounds, the oracle's and the product's, against every assignment of masked cells of made-up tables."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from itertools import product

import pytest

from knowledge.bmo.model import Measure
from knowledge.figures.interval import Interval, contribution, growth, part_of, quotient_of_shares
from knowledge.figures.sums import Figures
from tests.figures import bounds
from tests.figures.bounds import Block, assignments
from tests.figures.statistics import Cells, figure

Cell = tuple[int | None, int | None, int | None]
"""met, xmet, smet of a row; None under secrecy."""

_MEASURES = [measure.value for measure in Measure]
_SEEDS = range(60)


def _row(chance: random.Random) -> Cell:
    met = chance.choice([None, *range(5, 60, 9)])
    if met is None:
        return None, None, None
    return met, *(chance.choice([None, *range(5, met + 1, 6)]) for _ in range(2))


def _rows(chance: random.Random, most: int) -> list[Cell]:
    return [_row(chance) for _ in range(chance.randint(0, most))]


def _block(rows: list[Cell]) -> Block:
    found = Block()
    for met, xmet, smet in rows:
        both = met is None
        apart = met - smet if met is not None and smet is not None else 0
        alone = (int(xmet is None and not both), int(smet is None and not both))
        found += Block(1, met or 0, int(both), xmet or 0, alone[0], smet or 0, alone[1], apart)
    return found


def _figures(rows: list[Cell]) -> Figures:
    def total(values: list[int | None]) -> tuple[int, int]:
        known = [value for value in values if value is not None]
        return sum(known), len(values) - len(known)

    apart = [None if met is None or smet is None else met - smet for met, _, smet in rows]
    met, xmet, smet = ([row[at] for row in rows] for at in range(3))
    return Figures(len(rows), *total(met), *total(xmet), *total(smet), *total(apart))


def _worlds(rows: list[Cell]) -> Iterator[tuple[int, int, int]]:
    """Give (Σ met, Σ xmet, Σ smet) for every assignment of the masked cells, one row after the other."""
    choices = []
    for met, xmet, smet in rows:
        mets = range(1, 5) if met is None else (met,)
        choices.append(
            [
                (m, x, s)
                for m in mets
                for x in (range(min(m, 4) + 1) if xmet is None else (xmet,))
                for s in (range(min(m, 4) + 1) if smet is None else (smet,))
            ]
        )
    for world in product(*choices):
        yield (sum(m for m, _, _ in world), sum(x for _, x, _ in world), sum(s for _, _, s in world))


def _part(measure: str, world: tuple[int, int, int]) -> int:
    met, xmet, smet = world
    return {"projects": met, "difficult": xmet, "seasonal": smet}.get(measure, met - smet)


def _ends(values: list[float]) -> tuple[float, float]:
    return min(values), max(values)


def _drawn(seed: int, blocks: int, most: int) -> list[list[Cell]]:
    chance = random.Random(seed)
    return [_rows(chance, most) for _ in range(blocks)]


@pytest.mark.parametrize("seed", _SEEDS)
@pytest.mark.parametrize("measure", _MEASURES)
def test_a_block_can_be_what_its_rows_can_be(seed: int, measure: str) -> None:
    """The sums tried by the oracle are those of every row's own assignments, neither more nor less."""
    (rows,) = _drawn(seed, 1, 3)
    expected = {(met, _part(measure, (met, x, s))) for met, x, s in _worlds(rows)}
    assert {tuple(line) for line in assignments(_block(rows), measure)} == expected


@pytest.mark.parametrize("seed", _SEEDS)
@pytest.mark.parametrize("measure", _MEASURES)
def test_numbers_and_shares_have_the_tightest_bounds(seed: int, measure: str) -> None:
    (rows,) = _drawn(seed, 1, 3)
    worlds = list(_worlds(rows))
    block, figures, named = _block(rows), _figures(rows), Measure(measure)
    numbers = _ends([_part(measure, world) for world in worlds])
    assert block.number(measure) == numbers
    assert _pair(figures.interval(named)) == numbers
    if not rows:
        assert block.share(measure) is None
        assert figures.share_interval(named) is None
        return
    shares = _ends([_part(measure, world) / world[0] for world in worlds])
    assert block.share(measure) == pytest.approx(shares)
    assert _pair(figures.share_interval(named)) == pytest.approx(shares)


@pytest.mark.parametrize("seed", _SEEDS)
@pytest.mark.parametrize("measure", _MEASURES)
@pytest.mark.parametrize("statistic", ["weight", "change", "growth", "points", "contribution", "specialisation"])
def test_every_statistic_of_the_oracle_survives_every_assignment(seed: int, measure: str, statistic: str) -> None:
    """``figure`` itself compares its closed bounds with those tried: here on blocks few enough to be tried."""
    here, before, rest, around, far = (_block(rows) for rows in _drawn(seed, 5, 2))
    cells = {
        "weight": Cells(here, whole=here + rest),
        "contribution": Cells(here, before, whole=before + rest),
        "specialisation": Cells(here, whole=here + rest, around=here + around, around_whole=here + rest + around + far),
    }.get(statistic, Cells(here, before))
    told = figure(statistic, measure, cells)
    if told.bounds is not None:
        assert told.bounds[0] <= told.bounds[1]


@pytest.mark.parametrize("seed", range(200))
def test_the_product_bounds_a_weight_as_tightly(seed: int) -> None:
    part, rest = _intervals(seed, 2)
    told, expected = part_of(part, rest), bounds.over(_pair(part), _pair(rest))
    assert (told is None) == (expected is None)
    if expected is not None:
        assert _pair(told) == pytest.approx(expected)
        _tried(told, [p / (p + r) for p in _values(part) for r in _values(rest) if p + r])


@pytest.mark.parametrize("seed", range(200))
def test_the_product_bounds_a_growth_as_tightly(seed: int) -> None:
    before, after = _intervals(seed, 2)
    told, expected = growth(before, after), bounds.growth(_pair(before), _pair(after))
    assert (told is None) == (expected is None)
    if told is not None:
        _tried(told, [a / b - 1 for a in _values(after) for b in _values(before)])


@pytest.mark.parametrize("seed", range(200))
def test_the_product_bounds_a_contribution_as_tightly(seed: int) -> None:
    before, after, rest = _intervals(seed, 3)
    told = contribution(before, after, rest)
    assert (told is None) == (bounds.contribution(_pair(before), _pair(after), _pair(rest)) is None)
    if told is not None:
        _tried(told, [(a - b) / (b + r) for a in _values(after) for b in _values(before) for r in _values(rest)])


@pytest.mark.parametrize("seed", range(200))
def test_the_product_bounds_a_specialisation_as_tightly(seed: int) -> None:
    part, rest, around, far = _intervals(seed, 4)
    told = quotient_of_shares(part, rest, around, far)
    expected = bounds.specialisation(*(_pair(one) for one in (part, rest, around, far)))
    assert (told is None) == (expected is None)
    if told is not None:
        tried = [
            (p / (p + r)) / ((p + q) / (p + q + r + w))
            for p, r, q, w in product(*(_values(one) for one in (part, rest, around, far)))
        ]
        assert told.low == pytest.approx(min(tried))
        assert told.high >= max(tried) - 1e-12
        assert told.high == pytest.approx(max(tried), rel=0.05)  # the highest point may stand between two whole numbers


def test_a_specialisation_may_be_greatest_between_its_ends() -> None:
    """One masked cell in the place, one other project there, one around, two elsewhere: 2 gives 4/3, 1 and 4 less."""
    told = quotient_of_shares(Interval(1, 4), Interval(1, 1), Interval(1, 1), Interval(2, 2))
    assert told is not None
    assert _pair(told) == pytest.approx((1.25, 4 / 3))


def test_all_projects_of_a_place_are_projects() -> None:
    figures = _figures([(12, 6, 5), (None, None, None)])
    assert figures.share_interval(Measure.PROJECTS) == Interval(1, 1)


def _intervals(seed: int, count: int) -> list[Interval]:
    chance = random.Random(seed)
    lows = [chance.choice([0, 0, 1, 2, 5, 17, 40]) for _ in range(count)]
    return [Interval(low, low + chance.randint(0, 6)) for low in lows]


def _values(interval: Interval) -> range:
    return range(int(interval.low), int(interval.high) + 1)


def _pair(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return interval.low, interval.high


def _tried(told: Interval | None, values: list[float]) -> None:
    assert told is not None
    assert all(map(math.isfinite, values))
    assert (told.low, told.high) == pytest.approx(_ends(values))
