"""Whether a question finds its entry: held-out wordings, questions that no entry should answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from knowledge.institution import retrieval
from knowledge.institution.reference import institution
from knowledge.text import fold
from tests.counting import calls
from tests.known_misses import by_name, judge

_HERE = Path(__file__).resolve().parent
_HELD_OUT_INTENTS = _HERE.parent.parent / "nlu" / "held_out_intents.yml"
_FIGURES = (
    "metiers_qui_recrutent",
    "chiffre_metier",
    "ou_recrute_metier",
    "chiffres_territoire",
    "evolution",
    "comparaison",
    "classement_territoires",
)
_OTHERS = ("hors_sujet", "dossier_personnel", "candidats", "saluer")


def _expected(name: str) -> list[tuple[str, str]]:
    written = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    return [(question, entry_id) for entry_id, questions in written.items() for question in questions]


def _faults(question: str, entry_id: str) -> list[str]:
    found = institution().find(question)
    return [] if found and found.id == entry_id else [f"{found.id if found else 'nothing'} instead of {entry_id}"]


@pytest.mark.parametrize(
    ("suite", "name", "least"), [("entries", "held_out.yml", 0.95), ("entries tuned", "tuned.yml", 0.97)]
)
def test_a_question_finds_its_entry(suite: str, name: str, least: float) -> None:
    everything = _expected(name)
    assert len(everything) >= 120
    judge(suite, by_name((question, _faults(question, entry_id)) for question, entry_id in everything), least)


def test_held_out_questions_are_in_no_entry_and_cover_every_entry() -> None:
    written = {fold(question) for entry in institution().entries for question in entry.questions}
    held_out = _expected("held_out.yml")
    assert not [question for question, _ in held_out if fold(question) in written]
    assert {entry_id for _, entry_id in held_out} == {entry.id for entry in institution().entries}


def test_an_entry_answers_its_own_questions_and_title() -> None:
    wrong = [
        text
        for entry in institution().entries
        for text in (*entry.questions, entry.title)
        if entry not in institution().closest(text, 2)
    ]
    assert not wrong


def _held_out_intents(intents: tuple[str, ...]) -> Iterator[str]:
    blocks = yaml.safe_load(_HELD_OUT_INTENTS.read_text(encoding="utf-8"))["nlu"]
    for block in blocks:
        if block.get("intent") in intents:
            yield from (line.removeprefix("- ") for line in block["examples"].splitlines())


@pytest.mark.parametrize(
    ("suite", "intents", "least"), [("no entry: figures", _FIGURES, 0.9), ("no entry: others", _OTHERS, 0.75)]
)
def test_what_is_answered_elsewhere_mostly_finds_nothing(suite: str, intents: tuple[str, ...], least: float) -> None:
    questions = list(_held_out_intents(intents))
    assert len(questions) >= 40
    found = ((question, institution().find(question)) for question in questions)
    judge(suite, by_name((question, [entry.id] if entry else []) for question, entry in found), least)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?!…",
        "😀😀😀",
        "quel temps fait-il demain à Tours ?",
        "quels métiers recrutent à Tours ?",
        "combien de serveurs à Blois ?",
        "'; DROP TABLE entries; --",
        "<b>x</b>",
        "zzzz qqqq",
        "pourquoi le ciel est bleu ?",
    ],
)
def test_nothing_is_found(text: str) -> None:
    assert institution().find(text) is None


@pytest.mark.parametrize("text", ["", "?!", "😀"])
def test_nothing_is_close_to_a_message_without_words(text: str) -> None:
    assert institution().closest(text) == []


def test_accents_case_spelling_and_typos_do_not_matter() -> None:
    for text in ("C’EST QUOI LE SECRET STATISTIQUE", "c koi le secret statistik", "le secret statistiqe c quoi ?"):
        found = institution().find(text)
        assert found is not None
        assert found.id == "secret-statistique"


def test_closest_returns_as_many_entries_as_asked_best_first() -> None:
    nearest = institution().closest("le Club RH de la région", 4)
    assert len(nearest) == 4
    assert nearest[0].id == "club-rh"


def test_only_the_best_entries_are_compared_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[frozenset[str]] = []
    compare = retrieval._share_a_word

    def counted(named: frozenset[str], subjects: frozenset[str]) -> bool:
        compared.append(subjects)
        return compare(named, subjects)

    monkeypatch.setattr(retrieval, "_share_a_word", counted)
    for question, _ in _expected("held_out.yml"):
        institution().find(question)
        assert len(compared) <= 3, question
        compared.clear()


def test_a_very_long_message_is_cut() -> None:
    page, book = ("c'est quoi la BMO ? " * times for times in (500, 5_000))
    assert institution().find(book) == institution().find(page)
    assert calls(institution().find, book) == calls(institution().find, page)
