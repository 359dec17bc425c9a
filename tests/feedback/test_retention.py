"""What is too old goes, a little each day, and a clock that is wrong takes nothing with it."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.feedback.record import Kind, Record
from bot.feedback.retention import MOST_DAYS_AT_ONCE, RETENTION_DAYS, is_believed
from bot.feedback.store import FeedbackStore

TODAY = date(2026, 11, 27)
WRONG = date(2028, 3, 1)


def _day(ago: int) -> date:
    return TODAY - timedelta(ago)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "feedback.sqlite"


@pytest.fixture
def store(path: Path) -> FeedbackStore:
    return FeedbackStore(f"sqlite:///{path}", patience=30, kept=lambda text: text)


def _keep(store: FeedbackStore, *days: date) -> None:
    for day in days:
        assert store.add(Record(Kind.UNANSWERED, "encore", day=day))
    store.flush()


def _days(path: Path) -> list[date]:
    with sqlite3.connect(path) as connection:
        return [date.fromisoformat(day) for (day,) in connection.execute("SELECT day FROM feedback ORDER BY day")]


def test_nothing_to_purge_makes_no_base(store: FeedbackStore, path: Path) -> None:
    assert store.purge(TODAY) == 0
    assert not path.exists()


def test_what_is_older_than_90_days_is_deleted_and_the_rest_stays(store: FeedbackStore, path: Path) -> None:
    _keep(store, _day(RETENTION_DAYS + 1), _day(RETENTION_DAYS), _day(0))

    assert store.purge(TODAY) == 1
    assert _days(path) == [_day(RETENTION_DAYS), TODAY]
    assert store.purge(TODAY) == 0


def test_keeping_something_deletes_nothing(store: FeedbackStore, path: Path) -> None:
    _keep(store, _day(200), _day(0))

    assert _days(path) == [_day(200), TODAY]


def test_many_rows_are_deleted_in_several_short_transactions(
    store: FeedbackStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.feedback.store._ROWS_AT_ONCE", 3)
    _keep(store, *[_day(100)] * 10, TODAY)

    assert store.purge(TODAY) == 10
    assert _days(path) == [TODAY]


def test_a_clock_in_2028_deletes_nothing_and_its_return_to_the_day_neither(store: FeedbackStore, path: Path) -> None:
    before = [_day(ago) for ago in range(80, 0, -1)]
    _keep(store, *before)
    store.purge(_day(1))
    _keep(store, WRONG)
    for later in range(5):
        assert store.purge(WRONG + timedelta(later)) == 0
    assert _days(path) == [*before, WRONG]

    for later in range(6):
        assert store.purge(TODAY + timedelta(later)) == 0
    assert _days(path) == [*before, WRONG]


def test_a_base_of_an_older_version_first_opened_in_2028_loses_nothing(store: FeedbackStore, path: Path) -> None:
    _keep(store, *[_day(ago) for ago in range(500, 0, -10)])
    assert store.purge(WRONG) == 0
    assert len(_days(path)) == 50


def test_a_clock_that_stays_wrong_deletes_a_few_days_each_day_and_says_so(
    store: FeedbackStore, caplog: pytest.LogCaptureFixture
) -> None:
    _keep(store, *[_day(ago) for ago in range(60, 0, -1)])
    store.purge(_day(1))
    deleted = [store.purge(WRONG + timedelta(later)) for later in range(9)]

    assert deleted == [0] * 7 + [MOST_DAYS_AT_ONCE] * 2
    assert "nothing is deleted for some days" in caplog.text


def test_what_a_clock_ahead_had_dated_is_dated_again_once_the_day_is_sure(store: FeedbackStore, path: Path) -> None:
    _keep(store, _day(2), _day(1))
    store.purge(_day(1))
    _keep(store, WRONG)
    store.purge(WRONG)
    for later in range(8):
        store.purge(TODAY + timedelta(later))

    assert _days(path) == [_day(2), _day(1), TODAY + timedelta(7)]


def test_a_clock_behind_dates_nothing_again(store: FeedbackStore, path: Path) -> None:
    _keep(store, _day(2), _day(1))
    store.purge(_day(1))
    for later in range(10):
        assert store.purge(date(2020, 1, 1) + timedelta(later)) == 0

    assert _days(path) == [_day(2), _day(1)]


def test_a_stop_of_three_weeks_is_caught_up(store: FeedbackStore, path: Path) -> None:
    _keep(store, *[_day(ago) for ago in range(RETENTION_DAYS + 30, 0, -1)])
    store.purge(_day(22))
    for later in range(14):
        store.purge(TODAY + timedelta(later))

    assert min(_days(path)) >= TODAY + timedelta(13 - RETENTION_DAYS)


def test_a_base_that_cannot_be_purged_is_logged(
    store: FeedbackStore, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_text("this is no base" * 100)

    assert store.purge(TODAY) == 0
    assert "could not be deleted" in caplog.text


@pytest.mark.parametrize(
    ("steps", "believed"),
    [([], True), ([1, 1, 1], True), ([7], True), ([8], False), ([0], False), ([-1], False), ([1, 400, 1], False)],
)
def test_days_that_follow_each_other_are_believed(steps: list[int], believed: bool) -> None:
    days = [TODAY]
    for step in steps:
        days.append(days[-1] + timedelta(step))

    assert is_believed(days) is believed
    assert is_believed([date(2020, 1, 1), *[TODAY + timedelta(day) for day in range(8)]])
