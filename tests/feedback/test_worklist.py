"""The questions to work on: grouped, most frequent first, as a table."""

import sqlite3
from pathlib import Path

import pytest

from bot.feedback.listing import table
from bot.feedback.record import Kind, record
from bot.feedback.store import FeedbackError, FeedbackStore
from bot.feedback.worklist import Unanswered, Worklist, worklist
from bot.reading.signs import Signs


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "feedback.sqlite"


@pytest.fixture
def store(path: Path) -> FeedbackStore:
    return FeedbackStore(f"sqlite:///{path}", patience=30, kept=lambda text: text)


def test_reading_before_anything_was_kept_gives_nothing_and_makes_no_file(store: FeedbackStore, path: Path) -> None:
    assert worklist(store.base) == Worklist()
    assert not path.exists()


def test_a_file_without_the_table_is_empty(store: FeedbackStore, path: Path) -> None:
    sqlite3.connect(path).close()
    path.touch()
    assert worklist(store.base) == Worklist()


def test_questions_are_grouped_most_frequent_first_and_useful_ones_left_out(store: FeedbackStore) -> None:
    for kind, text, reason in (
        (Kind.UNANSWERED, "taux de chomage a Gien", ""),
        (Kind.NOT_USEFUL, "soudeur à Vierzon", "wrong_place"),
        (Kind.UNANSWERED, "Taux de chômage à Gien ?", ""),
        (Kind.NOT_USEFUL, "taux de chomage a Gien", "unclear"),
        (Kind.USEFUL, "métiers qui recrutent à Tours", ""),
        (Kind.UNANSWERED, "", ""),
    ):
        assert store.add(record(kind, text, reason=reason))
        store.flush()

    first, second = worklist(store.base).questions
    assert (first.count, set(first.kinds), first.reasons) == (3, {Kind.UNANSWERED, Kind.NOT_USEFUL}, ("unclear",))
    assert first.question == "taux de chomage a Gien"
    assert second == Unanswered(1, (Kind.NOT_USEFUL,), ("wrong_place",), "soudeur à Vierzon")
    assert worklist(store.base, 1) == Worklist((first,), 1)


def test_how_a_question_was_read_comes_with_it(store: FeedbackStore) -> None:
    store.add(record(Kind.NOT_USEFUL, "soudeur à Vierzon", reason="unclear"))
    facts = {"act": "count", "runner_up": "change", "margin": 0.25, "coverage": 1.0, "parts": 1}
    store.add(record(Kind.UNANSWERED, "Soudeur à Vierzon", facts=facts))
    store.flush()

    (only,) = worklist(store.base).questions
    assert only.signs == Signs("count", "change", margin=0.25, coverage=1.0, parts=1)


def test_a_base_that_cannot_be_read_is_said(path: Path, store: FeedbackStore) -> None:
    path.write_text("this is no base" * 100)

    with pytest.raises(FeedbackError, match="Les avis ne peuvent pas être lus"):
        worklist(store.base)


def test_the_table_is_aligned_and_in_french() -> None:
    signs = Signs("job_seekers", "define", margin=0.041, coverage=0.75)
    kinds, reasons = (Kind.UNANSWERED, Kind.NOT_USEFUL), ("wrong_place", "unclear")
    questions = (
        Unanswered(12, kinds, reasons, "taux de chômage à Gien", signs),
        Unanswered(1, (Kind.UNANSWERED,), (), "x" * 200),
    )
    header, first, second, without = table(Worklist(questions, 7)).splitlines()
    read = ["Acte", "Second", "Écart", "Expliqué", "Demandes"]
    assert header.split() == ["Fois", "Ce", "qui", "s'est", "passé", "Raison", *read, "Question"]
    assert first.split("  ")[1:4] == ["12", "sans réponse, pas utile", "mauvais lieu, pas clair"]
    assert "job_seekers  define  0.04   75%       1         taux" in first
    assert second.endswith("…")
    assert header.index("Question") == first.index("taux") == second.index("xxx")
    assert without.startswith("Sans texte")
    assert without.endswith(": 7.")


def test_an_empty_table_says_so() -> None:
    assert table(Worklist()) == "Aucune question sans réponse ni mal notée n'a été gardée."
