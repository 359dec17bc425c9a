"""What is kept: without personal data nor time of day, for a year, whatever happens to the base."""

import json
import sqlite3
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.feedback.listing import table
from bot.feedback.record import MAX_TEXT, Kind, Record, record, unanswered
from bot.feedback.store import FeedbackError, FeedbackStore, Unanswered, feedback_store
from bot.question import Mentions
from bot.reading.signs import Signs


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "feedback.sqlite"


@pytest.fixture
def store(path: Path) -> FeedbackStore:
    return FeedbackStore(f"sqlite:///{path}")


def _rows(path: Path, columns: str = "*") -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(f"SELECT {columns} FROM feedback ORDER BY id").fetchall()


def test_reading_before_anything_was_kept_gives_nothing_and_makes_no_file(store: FeedbackStore, path: Path) -> None:
    assert store.unanswered() == []
    assert not path.exists()


def test_a_record_is_kept_with_its_day_and_no_more(store: FeedbackStore, path: Path) -> None:
    facts = {"topic": "figures", "territories": ["bassin:2415"], "occupations": ["fap2021:B1X30"], "rows": [1]}
    kept = record(Kind.NOT_USEFUL, "maçons à Gien ?  06 12 34 56 78", intent="chiffre_metier", facts=facts)

    assert store.add(kept)
    columns = "day, kind, reason, intent, topic, question"
    today = date.today().isoformat()
    assert _rows(path, columns) == [
        (today, "not_useful", "", "chiffre_metier", "figures", "maçons à Gien ? [téléphone]")
    ]
    assert json.loads(str(_rows(path, "frame")[0][0])) == {
        "territories": ["bassin:2415"],
        "occupations": ["fap2021:B1X30"],
    }


def test_a_message_not_understood_keeps_what_was_recognised_in_it() -> None:
    signs = Signs("count", "change", margin=0.03, coverage=0.5)
    mentions = Mentions(territories=("commune:45155",))
    kept = unanswered("je m'appelle Jean Dupont, blabla Gien", "nlu_fallback", mentions, signs)

    assert (kept.kind, kept.topic, kept.question) == (
        Kind.UNANSWERED,
        "not_understood",
        "je m'appelle [nom], blabla Gien",
    )
    noted = {"act": "count", "runner_up": "change", "margin": 0.03, "coverage": 0.5, "parts": 1}
    assert json.loads(kept.frame) == {"territories": ["commune:45155"], **noted}


def test_a_long_message_is_cut() -> None:
    assert len(record(Kind.UNANSWERED, "blabla " * 500).question) == MAX_TEXT


def test_questions_are_grouped_most_frequent_first_and_useful_ones_left_out(store: FeedbackStore) -> None:
    for kind, text, reason in (
        (Kind.UNANSWERED, "taux de chomage a Gien", ""),
        (Kind.NOT_USEFUL, "soudeur à Vierzon", "wrong_place"),
        (Kind.UNANSWERED, "Taux de chômage à Gien ?", ""),
        (Kind.NOT_USEFUL, "taux de chomage a Gien", "unclear"),
        (Kind.USEFUL, "métiers qui recrutent à Tours", ""),
    ):
        store.add(record(kind, text, reason=reason))

    first, second = store.unanswered()
    assert (first.count, set(first.kinds), first.reasons) == (3, {Kind.UNANSWERED, Kind.NOT_USEFUL}, ("unclear",))
    assert second == Unanswered(1, (Kind.NOT_USEFUL,), ("wrong_place",), "soudeur à Vierzon")
    assert store.unanswered(1) == [first]


def test_what_is_older_than_a_year_is_deleted_when_something_is_kept(store: FeedbackStore, path: Path) -> None:
    today = date.today()
    for age in (366, 365):
        store.add(Record(Kind.UNANSWERED, f"il y a {age} jours", day=today - timedelta(age)))
    store.add(Record(Kind.UNANSWERED, "aujourd'hui", day=today))

    assert _rows(path, "question") == [("il y a 365 jours",), ("aujourd'hui",)]


def test_a_reason_given_afterwards_completes_the_rating(store: FeedbackStore, path: Path) -> None:
    for _ in range(2):
        store.add(record(Kind.NOT_USEFUL, "soudeur à Vierzon"))
    store.add(record(Kind.NOT_USEFUL, "soudeur à Vierzon", reason="unclear"), completes=True)

    assert _rows(path, "reason") == [("",), ("unclear",)]


def test_what_cannot_be_kept_is_logged_without_the_question(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    for url in (f"sqlite:///{tmp_path}/file/feedback.sqlite", "nonsense", f"sqlite:///{tmp_path}"):
        assert not FeedbackStore(url).add(record(Kind.UNANSWERED, "une question secrète"))
    assert len(caplog.records) == 3
    assert "secrète" not in caplog.text


def test_a_base_that_cannot_be_read_is_said(path: Path, store: FeedbackStore) -> None:
    path.parent.mkdir()
    path.write_text("this is no base" * 100)

    with pytest.raises(FeedbackError, match="Les avis ne peuvent pas être lus"):
        store.unanswered()


def test_a_base_deleted_while_serving_is_made_again(path: Path, store: FeedbackStore) -> None:
    store.add(record(Kind.UNANSWERED, "une"))
    path.unlink()

    assert store.add(record(Kind.UNANSWERED, "deux"))
    assert _rows(path, "question") == [("deux",)]


def test_threads_and_other_processes_lose_nothing(path: Path) -> None:
    stores = [FeedbackStore(f"sqlite:///{path}") for _ in range(2)]
    kept: list[bool] = []

    def add(index: int) -> None:
        kept.extend(stores[index % 2].add(record(Kind.UNANSWERED, "encore")) for _ in range(5))

    threads = [threading.Thread(target=add, args=(index,)) for index in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert kept == [True] * 30
    assert stores[0].unanswered()[0].count == 30


def test_the_base_is_the_one_of_the_environment(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setenv("FEEDBACK_URL", f"sqlite:///{path}")

    assert feedback_store() is feedback_store()
    assert feedback_store().add(record(Kind.UNANSWERED, "une"))
    assert path.exists()


def test_the_table_is_aligned_and_in_french() -> None:
    signs = Signs("job_seekers", "define", margin=0.041, coverage=0.75)
    kinds, reasons = (Kind.UNANSWERED, Kind.NOT_USEFUL), ("wrong_place", "unclear")
    shown = table(
        [
            Unanswered(12, kinds, reasons, "taux de chômage à Gien", signs),
            Unanswered(1, (Kind.UNANSWERED,), (), "x" * 200),
        ]
    )

    header, first, second = shown.splitlines()
    read = ["Acte", "Second", "Écart", "Expliqué", "Demandes"]
    assert header.split() == ["Fois", "Ce", "qui", "s'est", "passé", "Raison", *read, "Question"]
    assert first.split("  ")[1:4] == ["12", "sans réponse, pas utile", "mauvais lieu, pas clair"]
    assert "job_seekers  define  0.04   75%       1         taux" in first
    assert second.endswith("…")
    assert header.index("Question") == first.index("taux") == second.index("xxx")


def test_an_empty_table_says_so() -> None:
    assert table([]) == "Aucune question sans réponse ni mal notée n'a été gardée."
