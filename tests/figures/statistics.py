"""Every statistic of a query from the cells behind it: what is published, what is masked, and certain bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.figures.query import Comparator
from tests.figures import bounds
from tests.figures.bounds import Block, Bounds, Floats

EMPTY = Block()
_STEPS, _TINY = 100_001, 1e-12


@dataclass(frozen=True)
class Cells:
    """The cells behind a figure: its own, those of the first year, those of the whole it is part of, all apart.

    ``whole``: what a weight, a contribution (of the first year) or a specialisation (the place, all métiers) is of.
    ``around``, ``around_whole``: the same métiers, and all of them, in the area a specialisation is against.
    """

    here: Block
    before: Block = EMPTY
    whole: Block = EMPTY
    around: Block = EMPTY
    around_whole: Block = EMPTY
    people: int = 0


@dataclass(frozen=True)
class Figure:
    """A figure as docs/answers.md wants it; ``bounds`` None when it cannot be computed."""

    published: float | None
    masked: int
    bounds: Bounds
    tried: bool = False
    """True when every assignment of the masked cells was tried too, and gave these very bounds."""
    official: bool = False


def figure(statistic: str, measure: str, cells: Cells) -> Figure:
    """Return a figure, its closed bounds checked by trying every assignment wherever these are few."""
    published, closed, blocks, compute = _FORMS[statistic](measure, cells)
    found = bounds.brute(blocks, measure, compute) if blocks and closed else "many"
    if not isinstance(found, str):
        assert found is not None
        assert closed is not None
        assert _near(found, closed), f"{statistic} of {measure}: {closed} closed, {found} tried, on {cells}"
    masked = max(cells.here.masked(measure), cells.before.masked(measure))  # of a change, the year that hides most
    return Figure(published, masked, closed, tried=found != "many")


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(float(a) - float(b)) <= 1e-9 * max(1.0, abs(float(b))) for a, b in zip(one, other, strict=True))


Form = tuple[float | None, Bounds, tuple[Block, ...], Callable[..., Floats]]


def _number(measure: str, c: Cells) -> Form:
    return c.here.published(measure), c.here.number(measure), (c.here,), lambda _m, p: p


def _per_thousand(measure: str, c: Cells) -> Form:
    published, (low, high) = c.here.published(measure), c.here.number(measure)
    if not c.people:
        return None, None, (), lambda _m, p: p
    each = 1000 / c.people
    told = None if published is None else published * each
    return told, (low * each, high * each), (c.here,), lambda _m, p: p * each


def _share_of(block: Block, measure: str) -> float | None:
    part = block.published("seasonal" if measure == "non_seasonal" else measure)
    if part is None or not block.met:
        return None
    return 1 - part / block.met if measure == "non_seasonal" else part / block.met


def _share(measure: str, c: Cells) -> Form:
    return _share_of(c.here, measure), c.here.share(measure), (c.here,), lambda m, p: p / m


def _points(measure: str, c: Cells) -> Form:
    first, last = c.before.share(measure), c.here.share(measure)
    closed = (last[0] - first[1], last[1] - first[0]) if first and last else None
    told = _minus(_share_of(c.here, measure), _share_of(c.before, measure))
    return told, closed, (c.here, c.before), lambda m, p, n, q: p / m - q / n


def _change(measure: str, c: Cells) -> Form:
    (a, b), (d, e) = c.here.number(measure), c.before.number(measure)
    told = _minus(c.here.published(measure), c.before.published(measure))
    return told, (a - e, b - d), (c.here, c.before), lambda _m, p, _n, q: p - q


def _growth(measure: str, c: Cells) -> Form:
    closed = bounds.growth(c.before.number(measure), c.here.number(measure))
    last, first = c.here.published(measure), c.before.published(measure)
    told = None if last is None or not first else last / first - 1
    return told, closed, (c.here, c.before), lambda _m, p, _n, q: p / q - 1


def _weight(measure: str, c: Cells) -> Form:
    rest = c.whole - c.here
    closed = bounds.over(c.here.number(measure), rest.number(measure))
    part, whole = c.here.published(measure), c.whole.published(measure)
    told = None if part is None or not whole else part / whole
    return told, closed, (c.here, rest), lambda _m, p, _n, r: p / (p + r)


def _contribution(measure: str, c: Cells) -> Form:
    rest = c.whole - c.before
    closed = bounds.contribution(c.before.number(measure), c.here.number(measure), rest.number(measure))
    change, whole = _minus(c.here.published(measure), c.before.published(measure)), c.whole.published(measure)
    told = None if change is None or not whole else change / whole
    return told, closed, (c.here, c.before, rest), lambda _m, a, _n, b, _o, r: (a - b) / (b + r)


def _specialisation(measure: str, c: Cells) -> Form:
    rest, part_around = c.whole - c.here, c.around - c.here
    rest_around = c.around_whole - c.whole - part_around
    blocks = (c.here, rest, part_around, rest_around)
    closed = bounds.specialisation(*(block.number(measure) for block in blocks))
    part, whole, around, all_around = (x.published(measure) for x in (c.here, c.whole, c.around, c.around_whole))
    told = None if part is None or not whole or not around or not all_around else part / whole * all_around / around

    def compute(*at: Floats) -> Floats:
        p, r, q, w = at[1::2]
        value: Floats = (p / (p + r)) / ((p + q) / (p + q + r + w))
        return value

    return told, closed, blocks, compute


def _masked_count(measure: str, c: Cells) -> Form:
    count = float(c.here.masked(measure))
    return count, (count, count), (), lambda _m, p: p


def _minus(last: float | None, first: float | None) -> float | None:
    return None if last is None or first is None else last - first


_FORMS: dict[str, Callable[[str, Cells], Form]] = {
    "number": _number,
    "per_thousand": _per_thousand,
    "share": _share,
    "points": _points,
    "change": _change,
    "growth": _growth,
    "weight": _weight,
    "contribution": _contribution,
    "specialisation": _specialisation,
    "masked": _masked_count,
}


def difference(one: Figure, other: Figure) -> Figure:
    """Return one minus the other, which share no cell; only bounds for a total and a sum."""
    if one.bounds is None or other.bounds is None:
        return Figure(None, one.masked + other.masked, None)
    told = None if one.published is None or other.published is None else one.published - other.published
    (a, b), (c, d) = one.bounds, other.bounds
    told = told if one.official is other.official else None
    return Figure(told, one.masked + other.masked, (a - d, b - c), official=one.official and other.official)


def shared_difference(
    base: str, measure: str, sides: Sequence[Figure], blocks: Sequence[Block], people: Sequence[int]
) -> Figure:
    """Return the first side minus the second, when ``blocks`` (one, two, shared) have cells in common."""
    one, two, shared = blocks
    tried = one - shared, two - shared, shared
    if base == "share":
        closed, compute = _gap_of_shares(*tried, measure), _minus_of_shares
    else:
        a, b = (1000 / each for each in people) if base == "per_thousand" else (1.0, 1.0)
        (x, y), (v, w), (r, s) = (block.number(measure) for block in tried)
        ends = sorted(((a - b) * r, (a - b) * s))
        closed = (a * x - b * w + ends[0], a * y - b * v + ends[1])

        def compute(*at: Floats) -> Floats:
            of_one, of_two, of_both = at[1::2]
            return a * (of_one + of_both) - b * (of_two + of_both)

    found = bounds.brute(tried, measure, compute)
    if not isinstance(found, str):
        assert found is not None
        inside = closed[0] - _TINY <= found[0] and found[1] <= closed[1] + _TINY  # whole steps only, of decimals
        assert inside if shared.estimated else _near(found, closed), (
            f"gap of {base} of {measure}: {closed} closed, {found} tried, on {tried}"
        )
    told = _minus(sides[0].published, sides[1].published)
    masked = one.masked(measure) + two.masked(measure) - shared.masked(measure)
    return Figure(told, masked, closed, tried=found != "many")


def _minus_of_shares(*at: Floats) -> Floats:
    m, p, n, q, o, r = at
    value: Floats = (p + r) / (m + o) - (q + r) / (n + o)
    return value


def _gap_of_shares(one: Block, two: Block, shared: Block, measure: str) -> tuple[float, float]:
    """Every whole the shared masked rows may have, with their part at either end, the rest against the gap's sense."""
    if measure == "projects":
        return 0.0, 0.0
    if measure == "non_seasonal":
        return _gap_of_shares(two, one, shared, "seasonal")

    def least(first: Block, last: Block) -> float:
        ends = shared.least * shared.both, shared.most * shared.both
        hidden = np.linspace(*ends, num=_STEPS if shared.estimated else ends[1] - ends[0] + 1)
        low = shared.known(measure)
        high = low + shared.most * shared.alone(measure) + hidden
        m, n = (block.number("projects")[1] + shared.met + hidden for block in (first, last))
        p, q = first.number(measure)[0], last.number(measure)[1]
        with np.errstate(invalid="ignore"):  # 0 ÷ 0: no value, in 2018 alone
            return float(min(np.nanmin((p + part) / m - (q + part) / n) for part in (low, high)))

    return least(one, two), -least(two, one)


def compared(comparator: Comparator, limit: float, told: tuple[float, float]) -> bool | None:
    """Return whether a value between two bounds passes for certain, certainly not, or may pass (None)."""
    passes: Callable[[float], bool] = {
        Comparator.GT: lambda value: value > limit,
        Comparator.GE: lambda value: value >= limit,
        Comparator.LT: lambda value: value < limit,
        Comparator.LE: lambda value: value <= limit,
    }[comparator]
    low, high = passes(told[0]), passes(told[1])
    return bool(low) if low == high else None
