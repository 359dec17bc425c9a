"""The same on PostgreSQL: kept, completed, listed, purged, forgotten, and a lock that delays no one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, text

from bot.feedback.record import Kind, Record, record
from bot.feedback.store import FeedbackStore
from bot.feedback.worklist import Worklist, worklist

TODAY = date(2026, 11, 27)


@pytest.fixture
def url(new_schema: Callable[[], str]) -> str:
    return new_schema()


@pytest.fixture
def store(url: str) -> FeedbackStore:
    return FeedbackStore(url, gathering=0.0, kept=lambda text: text)


def test_what_is_kept_is_listed_completed_and_forgotten(store: FeedbackStore) -> None:
    assert worklist(store.base) == Worklist()
    assert store.add(record(Kind.NOT_USEFUL, "Léa à Gien"))
    store.flush()
    store.add_later(record(Kind.UNANSWERED, "lea a gien ?"))
    assert store.add(record(Kind.NOT_USEFUL, "Léa à Gien", reason="unclear"), completes=True)
    store.flush()

    (only,) = worklist(store.base).questions
    assert (only.count, only.reasons, only.question) == (2, ("unclear",), "Léa à Gien")
    assert store.forget("léa") == 2
    assert worklist(store.base) == Worklist()


def test_what_is_too_old_is_deleted_unless_the_clock_leapt(store: FeedbackStore) -> None:
    for ago in (100, 95, 1, 0):
        assert store.add(Record(Kind.UNANSWERED, f"il y a {ago} jours", day=TODAY - timedelta(ago)))
    store.flush()

    assert store.purge(TODAY) == 2
    assert store.purge(date(2028, 1, 1)) == 0
    assert len(worklist(store.base).questions) == 2


def test_a_locked_table_delays_no_visitor(store: FeedbackStore, url: str) -> None:
    assert store.add(record(Kind.UNANSWERED, "avant"))
    store.flush()
    engine = create_engine(url, future=True)
    with engine.begin() as other:
        other.execute(text("LOCK TABLE feedback IN ACCESS EXCLUSIVE MODE"))
        store.add_later(record(Kind.UNANSWERED, "pendant"))
        assert not store.add(record(Kind.UNANSWERED, "perdu"))
    engine.dispose()
    store.flush()

    assert [each.question for each in worklist(store.base).questions] == ["avant", "pendant"]
