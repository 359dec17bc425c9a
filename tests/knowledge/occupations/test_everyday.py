"""The curated words: well formed, complete, and reaching every métier of the survey."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import jsonschema
import pytest

from knowledge.occupations import tables
from knowledge.occupations.gazetteer import gazetteer, link
from knowledge.occupations.inflection import feminines, variants
from knowledge.occupations.model import Nomenclature, Occupation, Selection
from knowledge.occupations.reference import occupations
from knowledge.occupations.words import key

EVERYDAY = tables.curated("everyday.yml")
AMBIGUOUS = tables.curated("ambiguous.yml")
ENTRIES: list[dict[str, Any]] = [*EVERYDAY["occupations"], *EVERYDAY["sectors"]]
SURVEYED = occupations().all()


def _plural_to_singular(label: str) -> str:
    return re.sub(r"\b(?!bois|process|moins)(\w{3,})s\b", r"\1", label)


def test_everyday_words_follow_the_schema() -> None:
    schema = json.loads((tables.CURATED / "everyday.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(EVERYDAY, schema)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["words"][0]))
def test_codes_and_sectors_exist(entry: dict[str, Any]) -> None:
    known = occupations()
    for nomenclature in Nomenclature:
        for code in entry.get(nomenclature.value, ()):
            assert known.label(nomenclature, code)
    if "sector" in entry:
        assert known.sector_label(entry["sector"])


def test_no_word_is_given_twice() -> None:
    words = [(key(word), index) for index, entry in enumerate(ENTRIES) for word in entry["words"]]
    words += [(key(word), name) for name, entry in AMBIGUOUS.items() for word in entry["words"]]
    entries_of = Counter(word for word, _ in set(words))
    assert [word for word, count in entries_of.items() if count > 1] == []


def test_ambiguous_words_offer_two_to_six_distinct_choices() -> None:
    for name in AMBIGUOUS:
        assert re.fullmatch(r"[a-z-]+", name), "a key holds no space nor accent: it is part of an entity value"
        options = occupations().options(name)
        assert 2 <= len(options) <= 6
        assert len({selection.value for _, selection in options}) == len(options)
        for _, selection in options:
            assert not selection.ambiguous
            for code in selection.fap2021:
                assert occupations().surveyed(f"fap2021:{code}")
            for code in selection.fap2009:
                assert occupations().surveyed(f"fap2009:{code}")


@pytest.mark.parametrize("one", SURVEYED, ids=lambda one: one.ref)
def test_label_reaches_its_metier(one: Occupation) -> None:
    plain = re.sub(r"\s*\([^()]*\)", "", one.label)
    for text in {one.label, plain, _plural_to_singular(plain), *variants(plain)[1:2]}:
        found = [code for linked in link(text) for code in linked.selection.codes(one.nomenclature)]
        assert one.code in found, text


@pytest.mark.parametrize("one", SURVEYED, ids=lambda one: one.ref)
def test_an_everyday_word_reaches_each_metier(one: Occupation) -> None:
    entries = [entry for entry in EVERYDAY["occupations"] if one.code in entry.get(one.nomenclature.value, ())]
    assert entries
    word = entries[0]["words"][0]
    selection = gazetteer().get(word)
    assert selection is not None
    assert one.code in selection.codes(one.nomenclature)


@pytest.mark.parametrize(
    ("masculine", "feminine"),
    [
        ("serveur", "serveuse"),
        ("conducteur", "conductrice"),
        ("acheteur", "acheteuse"),
        ("infirmier", "infirmière"),
        ("boulanger", "boulangère"),
        ("mécanicien", "mécanicienne"),
        ("maçon", "maçonne"),
        ("employé", "employée"),
        ("agent", "agente"),
        ("chef", "cheffe"),
        ("hôte", "hôtesse"),
        ("avocat", "avocate"),
        ("aide-soignant", "aide-soignante"),
        ("artisan", "artisane"),
        ("administratif", "administrative"),
        ("médical", "médicale"),
    ],
)
def test_feminine_is_derived(masculine: str, feminine: str) -> None:
    assert feminine in feminines(masculine)


def test_feminine_of_a_phrase_stops_at_the_first_link_word() -> None:
    assert "agente administrative" in variants("agent administratif")
    assert variants("agent d'entretien") == ["agent d entretien", "agente d entretien"]


def test_developers_are_ingenieurs_first_as_the_specification_says() -> None:
    assert gazetteer().get("développeur") == Selection(("M2X90", "M1X80"), ("M2Z90", "M1Z80"))
