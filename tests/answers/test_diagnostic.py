"""A diagnostic asked in words: the place it is of, its files, what it says of what it leaves out."""

from __future__ import annotations

import pytest

from bot.answers.payload import payload
from bot.answers.registry import answer
from bot.question import Question, Topic
from knowledge.library import Knowledge


def asked(*refs: str, years: tuple[str, ...] = ()) -> Question:
    return Question(Topic.DIAGNOSTIC, refs, years=years)


@pytest.mark.parametrize(
    ("ref", "path", "title"),
    [
        ("bassin:2415", "bassin/2415", "du bassin d'emploi de Tours"),
        ("commune:37281", "bassin/2415", "du bassin d'emploi de Tours"),
        ("epci:244100798", "epci/244100798", "de la communauté de communes du Grand Chambord"),
        ("departement:18", "departement/18", "du Cher"),
        ("region:24", "region/24", "du Centre-Val de Loire"),
    ],
)
def test_the_files_are_those_of_the_place(ref: str, path: str, title: str, knowledge: Knowledge) -> None:
    reply = answer(asked(ref), knowledge)
    assert payload(reply)["files"] == [
        {"format": "pdf", "title": f"Diagnostic {title} (PDF)", "url": f"/api/diagnostics/{path}.pdf"},
        {"format": "page", "title": "Page à imprimer", "url": f"/diagnostic/{path}"},
    ]
    assert reply.sentence.startswith(f"Diagnostic {title} : en 2025, au moins ")
    assert reply.source


def test_without_a_place_it_is_the_home_region_and_says_how_to_narrow(knowledge: Knowledge) -> None:
    reply = answer(asked(), knowledge)
    assert reply.facts["territories"] == ["region:24"]
    assert "nommez une commune" in reply.text


def test_several_places_have_their_files_each(knowledge: Knowledge) -> None:
    reply = answer(asked("bassin:2415", "bassin:2416"), knowledge)
    assert [each["format"] for each in reply.facts["files"]] == ["pdf", "page", "pdf", "page"]
    assert len({each["title"] for each in reply.facts["files"]}) == 4


def test_another_year_is_said_not_to_be_the_one_shown(knowledge: Knowledge) -> None:
    assert "dernière enquête" in answer(asked("bassin:2415", years=("2023",)), knowledge).text
    assert "dernière enquête" not in answer(asked("bassin:2415", years=("2025",)), knowledge).text


@pytest.mark.parametrize(
    ("ref", "nearest"),
    [("epci:200040277", "du bassin d'emploi de Dreux"), ("commune:69123", "d'Auvergne-Rhône-Alpes"),
     ("france:FR", "du Centre-Val de Loire")],
)  # fmt: skip
def test_a_place_not_held_is_said_and_the_nearest_offered(ref: str, nearest: str, knowledge: Knowledge) -> None:
    reply = answer(asked(ref), knowledge)
    assert "files" not in reply.facts
    assert reply.buttons[0]["payload"] == f"diagnostic {nearest}"


def test_totals_offer_the_diagnostic_where_there_is_one(knowledge: Knowledge) -> None:
    def offered(ref: str) -> list[str]:
        return [each["payload"] for each in answer(Question(Topic.TOTALS, (ref,)), knowledge).buttons]

    assert "diagnostic du bassin d'emploi de Tours" in offered("commune:37261")
    assert not [each for each in offered("france:FR") if each.startswith("diagnostic")]
