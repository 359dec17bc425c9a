"""Every question of the table, cell by cell: the product against the raw workbooks."""

from __future__ import annotations

import math

import pytest

from knowledge.figures.evaluate import evaluate
from knowledge.figures.query import Dimension, Query
from knowledge.figures.result import Cell, Listing, Result
from knowledge.library import Knowledge
from tests.figures.oracle import Expected, Oracle, Row
from tests.figures.queries import QUERIES

_APPROX = 2e-6  # the base keeps decimals to the millionth
_PUBLISHED_ALONE = {Dimension.YEAR}


@pytest.mark.parametrize("name", QUERIES)
def test_the_product_says_what_the_workbooks_say(name: str, knowledge: Knowledge, oracle: Oracle) -> None:
    query = QUERIES[name]
    missing = set(query.years) - set(knowledge.bmo.years())
    if missing and query.by not in _PUBLISHED_ALONE:
        pytest.skip(f"the base holds no survey of {sorted(missing)}")
    page, whole = evaluate(query, knowledge), evaluate(query.but(limit=None, skip=0), knowledge)
    expected = oracle.answer(query)
    lists = {(oracle.units(one.place.ref, query.year), one.year): one for one in whole.listings}
    assert lists.keys() == {(one.place, one.year) for one in expected}
    assert [one.year for one in whole.listings] == [one.year for one in expected]
    for wanted in expected:
        _check_listing(query, lists[wanted.place, wanted.year], wanted, oracle)
    for shown, every in zip(page.listings, whole.listings, strict=True):
        end = None if query.limit is None else query.skip + query.limit
        assert shown.cells == every.cells[query.skip : end]
        assert (shown.total, shown.possible, shown.leaders) == (every.total, every.possible, every.leaders)
    _check_result(query, whole)


def _check_listing(query: Query, told: Listing, wanted: Expected, oracle: Oracle) -> None:
    rows = {row.key: row for row in wanted.rows}
    cells = {_key(oracle, query, cell): cell for cell in told.cells}
    assert len(cells) == len(told.cells), "a cell stands twice"
    assert cells.keys() == rows.keys()
    for key, cell in cells.items():
        _check_cell(cell, rows[key])
    assert (told.total, told.possible) == (len(wanted.rows), len(wanted.perhaps))
    assert (told.small, told.secret) == (wanted.small, wanted.secret)
    assert (told.rises, told.falls, told.unsure) == wanted.directions
    leaders = wanted.leaders(ascending=query.ascending)
    assert {_key(oracle, query, cell) for cell in told.leaders} == leaders
    assert told.first_is_certain == (len(leaders) == 1)
    if query.by not in {None, Dimension.YEAR}:
        _check_order(told, ascending=query.ascending)
    else:
        assert [_key(oracle, query, cell) for cell in told.cells] == list(rows)


def _check_cell(cell: Cell, row: Row) -> None:
    if row.figure.bounds is None:
        assert cell.value is None, cell
        return
    value = cell.value
    assert value is not None, row
    assert (value.interval.low, value.interval.high) == pytest.approx(row.figure.bounds, rel=_APPROX, abs=_APPROX), row
    assert value.masked == row.figure.masked, row
    assert value.official == row.figure.official, row
    if row.figure.published is None:
        assert value.published is None, row
    else:
        assert value.published == pytest.approx(row.figure.published, rel=_APPROX, abs=_APPROX), row


def _check_order(told: Listing, *, ascending: bool) -> None:
    """No row stands after one that it is certainly before, but at equality; what cannot be computed stands last."""
    ends = [(c.bounds.low, c.bounds.high) for c in told.cells if c.value]
    assert all(cell.value is None for cell in told.cells[len(ends) :])
    ends = [(-high, -low) for low, high in ends] if ascending else ends
    least = (math.inf, math.inf)  # of the highest values possible of the rows above, the least, and how low it may be
    for low, high in ends:
        assert low < least[0] or low == high == least[1], "a row stands after one it is certainly before"
        least = min(least, (high, low))


def _check_result(query: Query, result: Result) -> None:
    assert [source.year for source in result.sources] == sorted(source.year for source in result.sources)
    assert set(result.excluded) <= set(query.excluded)


def _key(oracle: Oracle, query: Query, cell: Cell) -> tuple[object, ...]:
    by_occupation = query.by in {Dimension.OCCUPATION, Dimension.SECTOR}
    ref = cell.ref if by_occupation else oracle.units(cell.ref, query.year)
    return ref, oracle.units(cell.place.ref, query.year), cell.occupations.values, cell.year
