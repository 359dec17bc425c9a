"""What is kept: without personal data nor time of day, whatever happens to the base, and never at a visitor's cost."""

import json
import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from bot.feedback import retention
from bot.feedback.record import Kind, Record, record, unanswered
from bot.feedback.store import FeedbackError, FeedbackStore, feedback_store
from bot.mentions import Mentions
from bot.privacy.patterns import scrubbed
from bot.reading.signs import Signs
from tests.tooling.waiting import happens


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "feedback.sqlite"


@pytest.fixture
def store(path: Path) -> FeedbackStore:
    return FeedbackStore(f"sqlite:///{path}", patience=30, kept=scrubbed)


def _rows(path: Path, columns: str = "*") -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(f"SELECT {columns} FROM feedback ORDER BY id").fetchall()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the base as another program would."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_record_is_kept_with_its_day_and_no_more(store: FeedbackStore, path: Path) -> None:
    facts = {"topic": "figures", "territories": ["bassin:2415"], "occupations": ["fap2021:B1X30"], "rows": [1]}
    rated = record(Kind.NOT_USEFUL, "maçons à Gien ?  06 12 34 56 78", intent="chiffre_metier", facts=facts)

    assert store.add(rated)
    store.flush()
    today = date.today().isoformat()
    assert _rows(path, "day, kind, reason, intent, topic, question") == [
        (today, "not_useful", "", "chiffre_metier", "figures", "maçons à Gien ?  [téléphone]")
    ]
    assert json.loads(str(_rows(path, "frame")[0][0])) == {
        "territories": ["bassin:2415"],
        "occupations": ["fap2021:B1X30"],
    }


def test_a_rating_is_kept_at_once_and_its_text_once_names_are_found(path: Path) -> None:
    found = threading.Event()

    def slow(text: str) -> str:
        found.wait()
        return text

    store = FeedbackStore(f"sqlite:///{path}", kept=slow)
    assert store.add(record(Kind.USEFUL, "maçons à Gien"))
    assert _rows(path, "question") == [("",)]
    found.set()
    store.flush()
    assert _rows(path, "question") == [("maçons à Gien",)]


def test_a_record_is_kept_without_its_text_when_nothing_may_be_kept_of_it(path: Path) -> None:
    store = FeedbackStore(f"sqlite:///{path}", kept=lambda _: "")
    assert store.add(record(Kind.USEFUL, "je suis Karim"))
    store.add_later(record(Kind.UNANSWERED, "je suis Karim"))
    store.flush()

    assert _rows(path, "kind, question") == [("useful", ""), ("unanswered", "")]
    assert b"Karim" not in b"".join(each.read_bytes() for each in path.parent.iterdir())


def test_a_message_not_understood_keeps_what_was_recognised_in_it(store: FeedbackStore, path: Path) -> None:
    signs = Signs("count", "change", margin=0.03, coverage=0.5)
    mentions = Mentions(territories=("commune:45155",))
    store.add_later(unanswered("je m'appelle Jean Dupont, blabla Gien", "nlu_fallback", mentions, signs))
    store.flush()

    assert _rows(path, "kind, topic, question") == [("unanswered", "not_understood", "je m'appelle [nom], blabla Gien")]
    noted = {"act": "count", "runner_up": "change", "margin": 0.03, "coverage": 0.5, "parts": 1}
    assert json.loads(str(_rows(path, "frame")[0][0])) == {"territories": ["commune:45155"], **noted}


def test_what_was_typed_is_not_shown_with_the_record() -> None:
    assert "secret" not in repr(record(Kind.USEFUL, "un secret"))


def test_a_reason_given_afterwards_completes_the_rating(store: FeedbackStore, path: Path) -> None:
    for _ in range(2):
        store.add(record(Kind.NOT_USEFUL, "soudeur à Vierzon"))
    store.add(record(Kind.NOT_USEFUL, "maçon à Gien"))
    store.add(record(Kind.NOT_USEFUL, "soudeur à Vierzon", reason="unclear"), completes=True)
    store.flush()

    assert _rows(path, "question, reason") == [
        ("soudeur à Vierzon", ""),
        ("soudeur à Vierzon", "unclear"),
        ("maçon à Gien", ""),
    ]


def test_what_was_rated_is_not_held_in_clear_to_be_completed(store: FeedbackStore) -> None:
    store.add(record(Kind.NOT_USEFUL, "un secret de Vierzon"))
    store.flush()
    held = {name: repr(value) for name, value in vars(store).items()}
    assert store._unexplained
    assert not any("Vierzon" in value for value in held.values())
    other = FeedbackStore("sqlite://")
    assert store._told_apart(record(Kind.USEFUL, "a")) != other._told_apart(record(Kind.USEFUL, "a")), "none can guess"


def test_a_reason_for_a_rating_that_is_no_longer_known_is_a_record_of_its_own(store: FeedbackStore, path: Path) -> None:
    store.add(record(Kind.NOT_USEFUL, "soudeur à Vierzon"))
    store.flush()
    path.unlink()
    store.add(record(Kind.NOT_USEFUL, "soudeur à Vierzon", reason="unclear"), completes=True)
    store.add(record(Kind.NOT_USEFUL, "maçon", reason="unclear"), completes=True)

    assert _rows(path, "reason") == [("unclear",), ("unclear",)]


def test_a_locked_base_delays_no_visitor_and_what_was_not_promised_comes_later(path: Path) -> None:
    store = FeedbackStore(f"sqlite:///{path}", patience=0.05, gathering=0.0, kept=scrubbed)
    assert store.add(record(Kind.USEFUL, "avant"))
    store.flush()
    with _locked(path):
        # Both return while the base is still held: it would never be let go of, were they to wait for it.
        store.add_later(record(Kind.UNANSWERED, "pendant"))
        assert not store.add(record(Kind.USEFUL, "perdu"))
    store.flush()

    assert _rows(path, "question") == [("avant",), ("pendant",)]


def test_a_base_of_an_older_version_that_is_locked_delays_no_visitor(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (one INTEGER)")
    store = FeedbackStore(f"sqlite:///{path}", patience=0.05, kept=scrubbed)
    with _locked(path):
        assert not store.add(record(Kind.USEFUL, "perdu"))
    assert store.add(record(Kind.USEFUL, "après"))


def test_records_wait_for_company_so_that_one_process_does_for_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[None] = []
    monkeypatch.setattr("bot.feedback.store.rest", lambda: rests.append(None))
    monkeypatch.setattr("bot.feedback.store._IDLE_SECONDS", 0.01)
    looked_at: list[str] = []

    def kept(text: str) -> str:
        looked_at.append(text)
        return text

    store = FeedbackStore(f"sqlite:///{path}", gathering=3600, kept=kept)
    for _ in range(3):
        store.add_later(record(Kind.UNANSWERED, "encore"))
    assert looked_at == []
    store.flush()

    assert looked_at == ["encore"] * 3
    assert happens(lambda: len(rests) == 1)


def test_reading_the_list_locks_out_no_one(store: FeedbackStore, path: Path) -> None:
    store.add(record(Kind.USEFUL, "avant"))
    store.flush()
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM feedback").fetchone() == (1,)

    assert FeedbackStore(f"sqlite:///{path}", patience=0.0, kept=scrubbed).add(record(Kind.USEFUL, "pendant"))
    reader.close()


def test_only_its_owner_may_read_the_base(store: FeedbackStore, path: Path) -> None:
    before = os.umask(0)
    try:
        store.add(record(Kind.UNANSWERED, "une"))
        with sqlite3.connect(path) as held:  # the journals live as long as someone has the base open
            held.execute("SELECT * FROM feedback").fetchall()
            store.add(record(Kind.UNANSWERED, "deux"))
            modes = {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()}
    finally:
        os.umask(before)

    assert len(modes) == 3
    assert set(modes.values()) == {0o600}


def test_a_base_of_an_older_version_becomes_private_and_gets_its_index(store: FeedbackStore, path: Path) -> None:
    store.add(record(Kind.UNANSWERED, "une"))
    store.flush()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP INDEX feedback_day")
        connection.execute("DROP TABLE feedback_seen_days")
    path.chmod(0o644)
    later = FeedbackStore(f"sqlite:///{path}", kept=scrubbed)
    assert later.add(record(Kind.UNANSWERED, "deux"))

    assert path.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(path) as connection:
        plan = connection.execute("EXPLAIN QUERY PLAN DELETE FROM feedback WHERE day < '2020-01-01'").fetchall()
    assert "feedback_day" in str(plan)


@pytest.mark.parametrize(("name", "most"), [("MAX_A_DAY", 2), ("MAX_ROWS", 2), ("MAX_BYTES", 1)])
def test_there_is_a_limit_to_what_is_kept(
    name: str, most: int, store: FeedbackStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, name, most)
    kept = [store.add(record(Kind.UNANSWERED, "encore")) for _ in range(5)]

    assert kept == [True] * most + [False] * (5 - most) if name != "MAX_BYTES" else [False] * 5
    assert len(_rows(path)) == sum(kept)


def test_one_kind_or_one_day_that_is_full_leaves_room_for_the_others(
    store: FeedbackStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "MAX_A_DAY", 1)
    assert store.add(record(Kind.UNANSWERED, "encore"))
    assert not store.add(record(Kind.UNANSWERED, "encore"))

    assert store.add(record(Kind.USEFUL, "encore"))
    assert store.add(Record(Kind.UNANSWERED, "encore", day=date(2020, 1, 1)))


def test_what_cannot_be_kept_is_logged_without_the_question(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    for url in (f"sqlite:///{tmp_path}/file/feedback.sqlite", "nonsense", f"sqlite:///{tmp_path}"):
        store = FeedbackStore(url, kept=scrubbed)
        assert not store.add(record(Kind.UNANSWERED, "une question secrète"))
    store.add_later(record(Kind.UNANSWERED, "une question secrète"))
    store.flush()
    assert len([each for each in caplog.records if each.levelno == logging.ERROR]) == 4
    assert "secrète" not in caplog.text


def test_more_than_can_wait_is_not_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.feedback.store.MAX_WAITING", 1)
    let_go = threading.Event()
    store = FeedbackStore(f"sqlite:///{path}", kept=lambda text: text if let_go.wait() else "")
    for _ in range(5):
        store.add_later(record(Kind.UNANSWERED, "encore"))
    let_go.set()
    store.flush()

    assert 1 <= len(_rows(path)) <= 2
    assert "Too many records wait" in caplog.text


def test_a_base_deleted_while_serving_is_made_again(path: Path, store: FeedbackStore) -> None:
    store.add(record(Kind.UNANSWERED, "une"))
    store.flush()
    path.unlink()

    assert store.add(record(Kind.UNANSWERED, "deux"))
    store.flush()
    assert _rows(path, "question") == [("deux",)]


def test_threads_and_other_processes_lose_nothing(path: Path) -> None:
    stores = [FeedbackStore(f"sqlite:///{path}", patience=60, kept=scrubbed) for _ in range(2)]
    kept: list[bool] = []

    def add(index: int) -> None:
        kept.extend(stores[index % 2].add(record(Kind.UNANSWERED, "encore")) for _ in range(5))

    threads = [threading.Thread(target=add, args=(index,)) for index in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.flush()

    assert kept == [True] * 30
    assert _rows(path, "question") == [("encore",)] * 30


def test_what_someone_asks_to_forget_is_deleted_and_overwritten(store: FeedbackStore, path: Path) -> None:
    for text in ("Léa Dubois veut être soudeuse", "quels métiers à Gien ?", "lea  DUBOIS, encore"):
        store.add(record(Kind.UNANSWERED, text))
    store.flush()

    assert store.forget("léa dubois") == 2
    assert _rows(path, "question") == [("quels métiers à Gien ?",)]
    assert b"ubois" not in b"".join(each.read_bytes().lower() for each in path.parent.iterdir())
    assert (store.forget("…"), store.forget(""), store.forget("gie")) == (0, 0, 0)


def test_forgetting_in_a_base_that_cannot_be_read_is_said(path: Path, store: FeedbackStore) -> None:
    assert store.forget("Léa") == 0
    assert not path.exists()
    path.parent.mkdir()
    path.write_text("this is no base" * 100)
    with pytest.raises(FeedbackError, match="Rien n'a été effacé"):
        store.forget("Léa")


def test_the_base_is_the_one_of_the_environment(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setenv("FEEDBACK_URL", f"sqlite:///{path}")

    assert feedback_store() is feedback_store()
    assert feedback_store().base.is_absent
