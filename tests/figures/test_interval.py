"""What holds of every interval: sums, differences, orders and ranks keep what is certain."""

from __future__ import annotations

import random
from itertools import product

import pytest

from knowledge.figures.interval import Interval, part_of, rank_of, total

_SEEDS = range(100)


def _drawn(seed: int, count: int, *, lowest: int = -5) -> list[Interval]:
    chance = random.Random(seed)
    lows = [chance.randint(lowest, 8) for _ in range(count)]
    return [Interval(low, low + chance.randint(0, 4)) for low in lows]


def _values(interval: Interval) -> range:
    return range(int(interval.low), int(interval.high) + 1)


def _ends(values: list[float]) -> tuple[float, float]:
    return min(values), max(values)


@pytest.mark.parametrize("seed", _SEEDS)
def test_sums_and_differences_hold_all_that_may_be(seed: int) -> None:
    one, other = _drawn(seed, 2)
    pairs = list(product(_values(one), _values(other)))
    assert _pair(one + other) == _ends([a + b for a, b in pairs])
    assert _pair(one - other) == _ends([a - b for a, b in pairs])
    assert _pair(total([one, other, one])) == _ends(
        [a + b + c for a, b, c in product(*map(_values, (one, other, one)))]
    )


@pytest.mark.parametrize("seed", _SEEDS)
@pytest.mark.parametrize("factor", [0.5, 0, -3])
def test_a_known_factor_keeps_the_bounds(seed: int, factor: float) -> None:
    (one,) = _drawn(seed, 1)
    assert _pair(one.times(factor)) == _ends([value * factor for value in _values(one)])


@pytest.mark.parametrize("seed", _SEEDS)
def test_a_ratio_is_told_only_where_nothing_divides_by_zero(seed: int) -> None:
    one, other = _drawn(seed, 2, lowest=0)
    ratio = one.over(other)
    if 0 in other:
        assert ratio is None
    else:
        assert ratio is not None
        assert _pair(ratio) == _ends([a / b for a, b in product(_values(one), _values(other))])


@pytest.mark.parametrize("seed", _SEEDS)
def test_a_direction_is_told_only_when_every_value_has_it(seed: int) -> None:
    (one,) = _drawn(seed, 1)
    signs = {(value > 0) - (value < 0) for value in _values(one)}
    assert one.direction == (signs.pop() if len(signs) == 1 else 0)


@pytest.mark.parametrize("seed", _SEEDS)
def test_above_and_may_reach_are_what_all_and_any_value_say(seed: int) -> None:
    one, other = _drawn(seed, 2)
    pairs = list(product(_values(one), _values(other)))
    assert one.is_above(other) == all(a > b for a, b in pairs)
    assert one.may_reach(other) == any(a >= b for a, b in pairs)


@pytest.mark.parametrize("seed", _SEEDS)
def test_a_rank_is_between_what_the_worlds_give(seed: int) -> None:
    mine, *others = _drawn(seed, 4)
    ranks: list[float] = [
        1 + sum(other > own for other in rest) for own, *rest in product(*map(_values, (mine, *others)))
    ]
    assert _pair(rank_of(mine, others)) == _ends(ranks)


def test_alone_is_first() -> None:
    assert rank_of(Interval(0, 4), []) == Interval(1, 1)


def test_exactness_and_membership() -> None:
    assert Interval.exactly(3).is_exact
    assert not Interval(3, 4).is_exact
    assert Interval(3, 4).middle == 3.5
    assert 3 in Interval(3, 4)
    assert 5 not in Interval(3, 4)


def test_a_part_of_nothing_is_not_told() -> None:
    assert part_of(Interval(0, 0), Interval(0, 0)) is None


def test_a_part_that_may_be_of_nothing_is_told_between_nothing_and_all() -> None:
    assert part_of(Interval(0, 4), Interval(0, 4)) == Interval(0, 1)
    assert part_of(Interval(0, 4), Interval(0, 0)) == Interval(1, 1)
    assert part_of(Interval(0, 0), Interval(0, 4)) == Interval(0, 0)


def _pair(interval: Interval) -> tuple[float, float]:
    return interval.low, interval.high
