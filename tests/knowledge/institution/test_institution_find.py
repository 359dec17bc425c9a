"""Whether a question finds its entry: held-out wordings, questions that no entry should answer, speed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from knowledge.institution.reference import institution
from knowledge.text import fold

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


def _misses(name: str) -> tuple[list[str], int]:
    everything = _expected(name)
    misses = []
    for question, entry_id in everything:
        found = institution().find(question)
        if found is None or found.id != entry_id:
            misses.append(f"{question} : attendu {entry_id}, trouvé {found.id if found else 'rien'}")
    return misses, len(everything)


@pytest.mark.parametrize(("name", "least"), [("held_out.yml", 0.95), ("tuned.yml", 0.97)])
def test_a_question_finds_its_entry(name: str, least: float) -> None:
    misses, total = _misses(name)
    right = 1 - len(misses) / total
    print(f"\n{name} : {right:.1%} de {total} questions", *misses, sep="\n  ")
    assert total >= 120
    assert right >= least


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


@pytest.mark.parametrize(("intents", "least"), [(_FIGURES, 0.9), (_OTHERS, 0.75)])
def test_what_is_answered_elsewhere_mostly_finds_nothing(intents: tuple[str, ...], least: float) -> None:
    questions = list(_held_out_intents(intents))
    found = [(question, entry.id) for question in questions if (entry := institution().find(question))]
    print(f"\n{1 - len(found) / len(questions):.1%} de {len(questions)} questions sans fiche", *found, sep="\n  ")
    assert len(questions) >= 40
    assert 1 - len(found) / len(questions) >= least


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


def test_a_question_takes_less_than_three_milliseconds() -> None:
    questions = [question for question, _ in _expected("held_out.yml")]
    best = min(_milliseconds(questions) for _ in range(3))
    print(f"\n{best:.2f} ms par question")
    assert best < 3


def test_a_very_long_message_is_cut() -> None:
    assert _milliseconds(["c'est quoi la BMO ? " * 5_000]) < 50


def _milliseconds(questions: list[str]) -> float:
    start = time.perf_counter()
    for question in questions:
        institution().find(question)
    return (time.perf_counter() - start) * 1000 / len(questions)
