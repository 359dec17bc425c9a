"""What is too old goes; a clock that is wrong takes little with it, and nothing that was not delivered."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.handover.case import Filters
from bot.handover.request import Request
from bot.handover.retention import MOST_AT_ONCE
from bot.handover.store import Requests
from tests.handover.conftest import Clock, send_all
from tests.handover.examples import other

_A_DAY = 86_400.0


def _day(clock: Clock) -> date:
    return date.fromtimestamp(clock.now)


def _live(store: Requests, clock: Clock, days: int, step: int = 6) -> int:
    """Let so many days pass, with a purge every ``step`` of them and on the last; return how many were erased."""
    count = 0
    while days:
        passed = min(step, days)
        clock.now += passed * _A_DAY
        days -= passed
        count += store.purge(_day(clock))
    return count


@pytest.fixture
def old(store: Requests, clock: Clock) -> list[str]:
    """Three requests whose letters were written: one closed, one answered, one left open."""
    references = [store.submit(other(number)).reference for number in range(3)]
    store.close(references[0], "agent")
    store.answer(references[1], "agent", "Voilà.")
    send_all(store)
    store.purge(_day(clock))
    return references


def test_nothing_to_purge_makes_no_base(store: Requests, url: str) -> None:
    if url.startswith("sqlite"):
        assert store.purge(date(2026, 11, 27)) == 0
        assert store.base.is_absent


def test_closed_and_open_requests_each_have_their_time(store: Requests, clock: Clock, old: list[str]) -> None:
    assert _live(store, clock, 90) == 0
    assert _live(store, clock, 1) == 2
    assert store.references() == [old[2]]
    assert _live(store, clock, 274) == 0
    assert _live(store, clock, 1) == 1
    assert store.references() == []


def test_what_was_never_delivered_is_kept_until_someone_decides(store: Requests, clock: Clock, left: Request) -> None:
    reference = store.submit(left).reference  # no worker ever came
    assert _live(store, clock, 400) == 0
    assert store.references() == [reference]
    store.close(reference, "agent")
    assert _live(store, clock, 91) == 1


def test_a_clock_that_leaps_erases_nothing_for_a_week(store: Requests, clock: Clock, old: list[str]) -> None:
    assert _live(store, clock, 10) == 0
    clock.now += 5 * 365 * _A_DAY
    assert store.purge(_day(clock)) == 0
    assert _live(store, clock, 6, step=1) == 0
    clock.now -= 5 * 365 * _A_DAY + 6 * _A_DAY  # and back, as it is set right
    assert store.purge(_day(clock)) == 0
    assert _live(store, clock, 20) == 0
    assert sorted(store.references()) == sorted(old)


def test_it_is_done_once_a_day_and_a_few_at_a_time(
    store: Requests, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handover.retention.MOST_AT_ONCE", 2)
    assert MOST_AT_ONCE == 200
    for number in range(5):
        store.close(store.submit(other(number)).reference, "agent")
    assert _live(store, clock, 90) == 0
    clock.now += _A_DAY
    assert store.purge(_day(clock)) == 2
    assert store.purge(_day(clock)) == 0
    assert [_live(store, clock, 1) for _ in range(3)] == [2, 1, 0]


def test_a_change_gives_it_time_again(store: Requests, clock: Clock, old: list[str]) -> None:
    _live(store, clock, 80)
    store.reopen(old[0], "agent")
    assert _live(store, clock, 20) == 1
    case = store.read(old[0])
    assert case.line.changed == datetime.fromtimestamp(clock.now) - timedelta(20)
    assert len(store.inbox(Filters(size=10))) == 2
