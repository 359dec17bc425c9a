"""Which files an answer offers."""

from typing import Any

import pytest

from bot.channels.web.files import files_of

ROWS = [{"label": "Couvreurs", "difficult": {"published": 28}}]


def formats(answer: dict[str, Any], *, has_chart: bool = True) -> list[str]:
    return [file["format"] for file in files_of("a", answer, has_chart=has_chart)]


@pytest.mark.parametrize(
    ("asked", "held", "place"),
    [
        (["commune:37261"], ["bassin:2415"], "bassin/2415"),
        (["departement:2A"], ["departement:2A"], "departement/2A"),
        (["epci:200055481"], ["bassin:2415", "bassin:2416"], "epci/200055481"),
        ([], ["region:24"], "region/24"),
        (["commune:37261", "commune:45234"], ["bassin:2415", "bassin:2421"], ""),
        ([], ["bassin:2415", "bassin:2421"], ""),
        (["france:fr"], ["france:fr"], ""),
        (["bassin:../../x"], ["bassin:../../x"], ""),
        ([], [], ""),
    ],
)
def test_the_diagnostic_is_that_of_the_one_place_asked(asked: list[str], held: list[str], place: str) -> None:
    files = files_of("a", {"rows": ROWS, "asked": asked, "territories": held}, has_chart=False)
    found = [file["url"] for file in files if file["format"] == "pdf"]
    assert found == ([f"/api/diagnostics/{place}.pdf"] if place else [])


def test_no_diagnostic_where_only_totals_are_held() -> None:
    assert formats({"rows": [{"label": "2012"}], "territories": ["region:11"]}) == ["csv", "xlsx", "png"]


def test_what_was_asked_for_comes_first() -> None:
    answer = {"rows": ROWS, "territories": ["bassin:2415"], "files": ["png", "pdf"], "diagnostic": "bassin:2415"}
    assert formats(answer) == ["png", "pdf", "csv", "xlsx"]
    assert formats(answer, has_chart=False) == ["pdf", "csv", "xlsx"]


def test_files_that_an_answer_names_come_first_and_are_of_this_server() -> None:
    named = [
        {"format": "pdf", "title": "Diagnostic de Tours", "url": "/api/diagnostics/bassin/2415.pdf"},
        {"format": "page", "title": "Page à imprimer", "url": "/diagnostic/bassin/2415", "more": 1},
        {"format": "pdf", "title": "Ailleurs", "url": "//evil.example/api/diagnostics/bassin/2415.pdf"},
        {"format": "pdf", "title": "Ailleurs", "url": "javascript:alert(1)"},
    ]
    files = files_of("a", {"rows": ROWS, "territories": ["bassin:2415"], "files": named}, has_chart=False)
    assert [file["title"] for file in files[:2]] == ["Diagnostic de Tours", "Page à imprimer"]
    assert [file["format"] for file in files] == ["pdf", "page", "csv", "xlsx"]
    assert all(set(file) == {"format", "title", "url"} for file in files)
