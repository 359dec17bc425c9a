"""A diagnostic asked in words: the place it is of, its files, what it says of what it leaves out."""

from __future__ import annotations

import pytest

from bot.answers.message import message_of
from bot.answers.registry import answer
from bot.channels.rendering.web import shown
from bot.question import Question, Topic
from knowledge.library import Knowledge
from tests.answers.said import choices_of, text_of


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
    offered = shown(message_of(reply), "a")["answer"]["files"]
    assert offered[:2] == [
        {"format": "pdf", "title": f"Diagnostic {title} (PDF)", "url": f"/api/diagnostics/{path}.pdf", "asked": False},
        {"format": "page", "title": "Page à imprimer", "url": f"/diagnostic/{path}", "asked": False},
    ]
    assert [file["format"] for file in offered[2:]] == ["csv", "xlsx"]
    assert reply.sentence.startswith(f"Diagnostic {title} : en 2025, au moins ")
    assert reply.source


def test_without_a_place_it_is_the_home_region_and_says_how_to_narrow(knowledge: Knowledge) -> None:
    reply = answer(asked(), knowledge)
    assert reply.facts.territories == ("region:24",)
    assert "nommez une commune" in text_of(reply)


def test_several_places_have_their_files_each(knowledge: Knowledge) -> None:
    reply = answer(asked("bassin:2415", "bassin:2416"), knowledge)
    assert [each.format for each in reply.files] == ["pdf", "page", "pdf", "page"]
    assert len({each.title for each in reply.files}) == 4


def test_another_year_is_said_not_to_be_the_one_shown(knowledge: Knowledge) -> None:
    assert "dernière enquête" in text_of(answer(asked("bassin:2415", years=("2023",)), knowledge))
    assert "dernière enquête" not in text_of(answer(asked("bassin:2415", years=("2025",)), knowledge))


@pytest.mark.parametrize(
    ("ref", "nearest"),
    [("epci:200040277", "du bassin d'emploi de Dreux"), ("commune:69123", "d'Auvergne-Rhône-Alpes"),
     ("france:FR", "du Centre-Val de Loire")],
)  # fmt: skip
def test_a_place_not_held_is_said_and_the_nearest_offered(ref: str, nearest: str, knowledge: Knowledge) -> None:
    reply = answer(asked(ref), knowledge)
    assert not reply.files
    assert choices_of(reply)[0].says == f"diagnostic {nearest}"


def test_totals_offer_the_diagnostic_where_there_is_one(knowledge: Knowledge) -> None:
    def offered(ref: str) -> list[str]:
        return [each.says for each in choices_of(answer(Question(Topic.TOTALS, (ref,)), knowledge))]

    assert "diagnostic du bassin d'emploi de Tours" in offered("commune:37261")
    assert not [each for each in offered("france:FR") if each.startswith("diagnostic")]
