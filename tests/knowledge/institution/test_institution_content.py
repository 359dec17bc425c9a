"""What the entries say: every one sourced and dated, no figure beyond the reference ones, which are still true."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable

import pytest

from knowledge.errors import KnowledgeError
from knowledge.institution.model import Entry, Topic
from knowledge.institution.reference import institution
from knowledge.paths import EMBEDDED

_NARROW = "\u202f"
_YEARS = {str(year) for year in range(2009, 2026)}
_REFERENCE_FIGURES = {
    "1", "4", "5", "0", "7", "10", "22", "23", "27", "50", "78", "217", "406", "160", "200", "4.60", "2.0",
    "13 120", "68 071", "58 087", "86 268", "85 150", "87 055", "50,1", "49,4", "17", "8",
    "18", "28", "36", "37", "41", "45", "3995",
}  # fmt: skip
_CODES = re.compile(r"\b[A-Z]\d[XZ]\d\d\b|FAP2009|FAP2021")
_NUMBER = re.compile(r"\d+(?:[\u202f.,]\d+)*")

entries = institution().entries


def test_there_are_enough_entries_on_both_topics() -> None:
    assert len(entries) >= 60
    assert {entry.topic for entry in entries} == set(Topic)


@pytest.mark.parametrize("entry", entries, ids=lambda entry: entry.id)
def test_an_entry_is_sourced_dated_related_and_short(entry: Entry) -> None:
    assert entry.source.strip()
    years = re.findall(r"\d{4}", entry.date)
    assert years
    assert all(year in entry.source_line for year in years)
    assert len(institution().related(entry)) == len(entry.related) >= 1
    assert 2 <= len(re.findall(r"[.?!…](?= [A-ZÀ-Ý«]|$)", entry.answer)) <= 4


@pytest.mark.parametrize("entry", entries, ids=lambda entry: entry.id)
def test_an_entry_states_no_figure_but_the_reference_ones(entry: Entry) -> None:
    numbers = {number.replace(_NARROW, " ") for number in _NUMBER.findall(_CODES.sub("", entry.answer))}
    assert numbers <= _REFERENCE_FIGURES | _YEARS


@pytest.mark.parametrize("entry", entries, ids=lambda entry: entry.id)
def test_an_answer_is_typeset_in_french(entry: Entry) -> None:
    for text in (entry.answer, entry.title, entry.source):
        assert not re.search(r"[ \w\u00a0][;!?](?!\w)", text)
        assert not re.search(r" [:%]|\d \d{3}", text)
        assert "« " not in text
        assert " »" not in text


def test_facts_of_2018_are_said_to_be_of_their_time() -> None:
    undated = [
        entry.id
        for entry in entries
        if entry.source.startswith("Pôle emploi Centre-Val de Loire, 2018")
        and entry.date == "2018"
        and "2018" not in entry.answer + entry.title
    ]
    assert set(undated) <= {
        "departements",
        "codeve",
        "diagnostic-territorial",
        "info-travail",
    }
    assert all("2018" in institution().get(one).source_line for one in undated)


def test_the_entry_of_the_bassins_names_the_22_of_the_survey() -> None:
    answer = institution().get("bassins-region").answer
    with (EMBEDDED / "territories" / "bassins.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file, delimiter=";") if row["region"] == "24"]
    assert len(names) == 22
    assert all(name in answer for name in names)


def test_the_reference_figures_of_2025_are_those_of_the_survey() -> None:
    with (EMBEDDED / "bmo" / "rows.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["year"] == "2025" and row["region"] == "24"]
    projects, masked = _published(rows, "projects")
    difficult, _ = _published(rows, "difficult")
    answer = institution().get("ecart-presse").answer.replace(_NARROW, "")
    assert str(projects + masked) in answer
    assert str(projects + 4 * masked) in answer
    assert f"{100 * difficult / projects:.1f}".replace(".", ",") in institution().get("part-difficiles-ecart").answer


def _published(rows: list[dict[str, str]], column: str) -> tuple[int, int]:
    values = [row[column] for row in rows]
    return sum(int(value) for value in values if value != "*"), values.count("*")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: institution().get("inconnue"), "La fiche « inconnue » n'existe pas."),
        (lambda: institution().series("forum"), "Le rendez-vous « forum » n'existe pas."),
    ],
)
def test_what_does_not_exist_is_said_in_french(call: Callable[[], object], message: str) -> None:
    with pytest.raises(KnowledgeError) as error:
        call()
    assert str(error.value) == message
