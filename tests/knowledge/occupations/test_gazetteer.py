"""What is an occupation in a message, and which one: the table of ``linking_cases.txt``, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.occupations.gazetteer import LinkedOccupation, gazetteer, link
from knowledge.occupations.model import Selection
from tests.counting import calls

TABLE = Path(__file__).with_name("linking_cases.txt").read_text(encoding="utf-8").splitlines()
SENTENCE = "Où cherche-t-on le plus d'aides-soignantes et de conducteurs d'engins dans le Loiret en 2024, au juste ?"


def _cases() -> Iterator[tuple[str, list[str]]]:
    for line in TABLE:
        text, arrow, expected = line.partition("⇒")
        if arrow and not line.startswith("#"):
            yield text.strip(), [each.strip() for each in expected.split(" ; ") if each.strip()]


CASES = list(_cases())


def _written(text: str, one: LinkedOccupation, *, old: bool) -> str:
    selection = one.selection
    value = selection.sector or (
        f"ambigu:{selection.ambiguous}" if selection.ambiguous else "+".join(selection.fap2021)
    )
    before = f" / {'+'.join(selection.fap2009)}" if old else ""
    return f"{text[one.start : one.end]} → {value}{before}"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_occupation_is_linked_with_its_span(text: str, expected: list[str]) -> None:
    found = link(text)
    olds = [" / " in each for each in expected] + [False] * len(found)
    assert [_written(text, one, old=old) for one, old in zip(found, olds, strict=False)] == expected


def test_table_is_large_and_holds_negatives() -> None:
    assert len(CASES) > 250
    assert sum(not expected for _, expected in CASES) >= 50


@pytest.mark.parametrize("text", ["", "   ", "?", "🙂", "\u0301", "a" * 3000, "(", "l'", "d' d' d'", "«»", "de la des"])
def test_anything_may_be_typed(text: str) -> None:
    for one in link(text):
        assert 0 <= one.start < one.end <= len(text)


def test_span_is_exact_when_accents_are_decomposed() -> None:
    text = "a\u0300 Tours, e\u0301lectricien"
    (one,) = link(text)
    assert text[one.start : one.end] == "e\u0301lectricien"


def test_places_are_left_alone() -> None:
    text = "boulanger à Boucher"
    start = text.index("Boucher")
    assert [text[one.start : one.end] for one in link(text)] == ["boulanger", "Boucher"]
    assert [text[one.start : one.end] for one in link(text, [(start, len(text))])] == ["boulanger"]


def test_a_phrase_does_not_run_over_a_place() -> None:
    text = "agent Tours entretien"
    assert not [one for one in link(text, [(6, 11)]) if one.end > 11 and one.start < 6]


def test_links_do_not_overlap_and_are_in_order() -> None:
    found = link("serveur, chef de rang, chef cuisinier, aide de cuisine, agent d'entretien, maçon coffreur")
    assert len(found) == 6
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_every_value_can_be_read_back() -> None:
    for text, _ in CASES:
        for one in link(text):
            assert Selection.parse(one.selection.value) == one.selection


def test_get_ignores_the_context() -> None:
    assert gazetteer().get("Conseillers") == Selection(ambiguous="conseiller")
    assert gazetteer().get("n'existe pas") is None


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (SENTENCE, 5_000),  # 2,600 where it was written
        ((SENTENCE + " ") * 19, 100_000),  # 51,000: a page costs what its sentences do
        ("agent de " * 222, 75_000),  # 28,000: every token begins a phrase
        ("zqxj kwvp " * 200, 75_000),  # 28,000: unknown words everywhere
    ],
    ids=["sentence", "page", "repetition", "gibberish"],
)
def test_linking_takes_few_calls(text: str, most: int) -> None:
    link(text)
    assert calls(link, text) < most
