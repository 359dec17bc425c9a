"""What a message says of who writes it, as a table: ``contact_details.yml``."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.reading.contact_details import asker_of, is_name, masked, read

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("contact_details.yml").read_text("utf-8"))
_FIELDS = ("email", "phone", "name", "organisation", "asker", "territory", "wrong_email", "wrong_phone", "suggested")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["said"])
def test_each_value_is_read_and_nothing_else(row: dict[str, Any]) -> None:
    found = asdict(read(row["said"], row.get("wanted", "")))

    assert {name: found[name] for name in _FIELDS} == {name: row.get(name, "") for name in _FIELDS}


@pytest.mark.parametrize("row", [row for row in ROWS if {"email", "phone", "name"} & set(row)], ids=lambda r: r["said"])
def test_what_names_a_person_is_masked(row: dict[str, Any]) -> None:
    details = read(row["said"], row.get("wanted", ""))
    left = masked(row["said"], details)

    assert details.name == "" or details.name not in left
    assert not any(char.isdigit() for char in left)
    assert "@" not in left


def test_what_names_nobody_stays_as_it_was() -> None:
    text = "combien de maçons à Blois en 2025, et dans le 41 ?"

    assert masked(text, read(text)) == text


def test_what_reaches_nobody_but_looks_as_if_is_masked_too() -> None:
    text = "rappelez-moi au 06 39 98 12 34, j'habite 12 rue des Lilas"  # a number that no operator gives

    assert read(text).phone == ""
    assert masked(text, read(text)) == "rappelez-moi au [téléphone], j'habite [adresse]"


@pytest.mark.parametrize("text", ["quels métiers ?", "j'ai une question", "Jean 2", "a" * 90, "non merci"])
def test_what_is_no_name(text: str) -> None:
    assert not is_name(text)


def test_a_button_of_who_asks_is_read_by_its_title() -> None:
    assert asker_of("Un demandeur d'emploi") == "job_seeker"
    assert asker_of("je ne sais pas") == ""
