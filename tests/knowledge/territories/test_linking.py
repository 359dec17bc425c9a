"""What is a place in a message, and which one: the table of ``linking_cases.yml``, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.territories.linking import link
from knowledge.territories.reference import territories
from tests.counting import calls

TABLE = Path(__file__).with_name("linking_cases.txt").read_text(encoding="utf-8").splitlines()


def _cases() -> Iterator[tuple[str, list[str]]]:
    for line in TABLE:
        text, arrow, expected = line.partition("⇒")
        if arrow and not line.startswith("#"):
            yield text.strip(), [each.strip() for each in expected.split(" ; ") if each.strip()]


CASES = list(_cases())
BEATEN_BY = {"Contres": "Le Controis-en-Sologne", "Montlouis": "Montlouis-sur-Loire"}
"""Hamlets whose name everyone gives to a town fifty times as large."""
SENTENCE = "Combien de projets pour les aides-soignantes dans le bassin de Montargis en 2025, à peu près ? Merci !"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_place_is_linked_with_its_span(text: str, expected: list[str]) -> None:
    found = [f"{text[place.start : place.end]} → {'|'.join(place.refs)}" for place in link(text)]
    assert found == expected


def test_table_is_large_and_holds_negatives() -> None:
    assert len(CASES) > 200
    assert sum(not expected for _, expected in CASES) > 60


def test_every_linked_ref_is_known() -> None:
    refs = {ref for text, _ in CASES for place in link(text) for ref in place.refs}
    assert all(ref in territories() for ref in refs)


@pytest.mark.parametrize("text", ["", "   ", "?", "🙂", "\u0301", "a" * 3000, "(", "((45", "«»"])
def test_anything_may_be_typed(text: str) -> None:
    for place in link(text):
        assert 0 <= place.start < place.end <= len(text)


def test_span_is_exact_when_accents_are_decomposed() -> None:
    text = "a\u0300 Orle\u0301ans"
    (place,) = link(text)
    assert (text[place.start : place.end], place.refs) == ("Orle\u0301ans", ("commune:45234",))


def test_places_do_not_overlap_and_are_in_order() -> None:
    text = "Compare le bassin de Tours (37), Orléans Métropole, Saint-Maur (Indre), 28000 Chartres et le 41"
    places = link(text)
    assert len(places) == 5
    assert all(first.end <= second.start for first, second in pairwise(places))


@pytest.mark.parametrize("name", sorted(commune.name for commune in territories().communes_of(territories().home)))
def test_every_commune_of_the_region_is_found_by_its_name(name: str) -> None:
    found = {territories().get(ref).name for place in link(f"quels métiers recrutent à {name} ?") for ref in place.refs}
    assert BEATEN_BY.get(name, name) in found


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (SENTENCE, 7_500),  # 2,700 where it was written
        ((SENTENCE * 25)[:2000], 150_000),  # 60,000: a page costs what its sentences do
        (("xzqrt chateu gruik plonk orlens " * 70)[:2000], 150_000),  # 57,000: unknown words everywhere
    ],
    ids=["sentence", "page", "gibberish"],
)
def test_linking_takes_few_calls(text: str, most: int) -> None:
    link(text)
    assert calls(link, text) < most
