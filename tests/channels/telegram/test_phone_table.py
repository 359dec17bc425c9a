"""A table on a phone: 30 columns, numbers under each other, every figure there."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.rendering.phone_table import WIDTH, parts_of
from bot.channels.telegram.html import messages
from bot.writing.blocks import Cell, Column, ColumnKind, Table, TableRow
from bot.writing.reply_topics import Drawing
from tests.channels.telegram.seen import seen

NAMES = (
    "Aides de cuisine et employés polyvalents de la restauration",
    "Surveillants d'établissements scolaires et accompagnateurs des élèves en situation de handicap",
    "Maçons",
)
SURVEY: tuple[tuple[str, str, ColumnKind], ...] = (
    ("label", "Métier", "text"),
    ("projects", "Projets", "number"),
    ("difficult", "Difficiles", "number"),
    ("difficult_share", "Part difficiles", "percent"),
    ("seasonal", "Saisonniers", "number"),
    ("seasonal_share", "Part saisonniers", "percent"),
)


def column(key: str, label: str, kind: ColumnKind) -> Column:
    return Column(key=key, label=label, kind=kind)


def row(label: str, *texts: str, rank: int = 0, text: str = "", group: str = "", pointed: bool = False) -> TableRow:
    numbers = [
        float(each.replace("\u202f", "").replace(",", ".").rstrip("%")) if each[:1].isdigit() else None
        for each in texts
    ]
    cells = [Cell(value=label, text=label), *(Cell(value=n, text=t) for n, t in zip(numbers, texts, strict=True))]
    return TableRow(
        label=label, ref="x", year=2025, cells=tuple(cells), rank=rank, text=text, group=group, pointed=pointed
    )


def table(*rows: TableRow, columns: tuple[tuple[str, str, ColumnKind], ...] = SURVEY, **fields: Any) -> Table:
    return Table(title="Titre", columns=tuple(column(*each) for each in columns), rows=rows, **fields)


FIGURES = ("131\u202f328", "11\u202f238", "58,1\u202f%", "21\u202f746", "secret")


def lines_of(shown: Table, *, drawn: bool = True) -> list[str]:
    return [each for html in messages(parts_of(shown, drawn=drawn)) for each in seen(html).splitlines()]


@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize("drawing", [None, Drawing.RANKING, Drawing.SIDES, Drawing.PLACES])
@pytest.mark.parametrize("share", [True, False])
@pytest.mark.parametrize("measure", ["projects", "difficult", "seasonal"])
def test_no_line_is_wider_than_a_phone(drawn: bool, drawing: Drawing | None, share: bool, measure: str) -> None:
    rows = tuple(row(name, *FIGURES, rank=number, pointed=number == 2) for number, name in enumerate(NAMES, 9))
    shown = lines_of(table(*rows, drawing=drawing, share=share, measure=measure), drawn=drawn)
    assert max(map(len, shown)) <= WIDTH
    assert all(word in " ".join(shown) for name in NAMES for word in name.replace("'", "' ").split())


def test_figures_stand_under_the_name_of_their_column() -> None:
    shown = lines_of(
        table(row(NAMES[0], *FIGURES, rank=1), row(NAMES[2], "5", "5", "100\u202f%", "0", "0\u202f%", rank=2))
    )
    assert shown[0].split() == ["Projets", "Diffic.", "Saison."]
    figures = [each for each in shown if each.rstrip().endswith(("secret", "0\u00a0%"))]
    assert [each.split(" ")[-1] for each in figures] == ["secret", "0\u00a0%"]
    assert {len(each) for each in [shown[0], *figures]} == {WIDTH}
    assert figures[0].index("131") + len("131\u00a0328") == figures[1].index("5") + 1


def test_the_share_goes_where_the_count_is_asked() -> None:
    shown = lines_of(table(row("Maçons", *FIGURES), row("Couvreurs", *FIGURES), measure="difficult"))
    assert shown[0].split() == ["Projets", "Difficiles", "Part"]
    assert "11\u00a0238" in " ".join(shown)


def test_one_row_is_a_line_for_each_figure() -> None:
    assert lines_of(table(row("Bouchers", "78", "62", "79,5\u202f%", "secret", "secret"))) == [
        "Projets                     78",
        "Difficiles         62 (79,5\u00a0%)".rjust(WIDTH),
        "Saisonniers             secret",
    ]


def test_short_names_stand_beside_their_figures() -> None:
    years = (row("2024", *FIGURES), row("2025", "180", "9", "60,0\u202f%", "5", "41,7\u202f%"))
    assert (
        lines_of(table(*years, columns=(("label", "Année", "text"), *SURVEY[1:])))[2]
        == "2025       180  60,0\u00a0%  41,7\u00a0%"
    )


def test_bars_stand_for_a_ranking_without_its_picture() -> None:
    ranked = [
        row(name, number, "1", "1,0\u202f%", "1", "1,0\u202f%", rank=rank)
        for rank, (name, number) in enumerate((("A", "100"), ("B", "50"), ("C", "1")), 1)
    ]
    shown = lines_of(table(*ranked, drawing=Drawing.RANKING), drawn=False)
    assert shown == ["1. A", f"100 {'█' * 26}", "2. B", f" 50 {'█' * 13}", "3. C", "  1 █"]
    assert "█" not in "".join(lines_of(table(*ranked, drawing=Drawing.RANKING)))
    shares = lines_of(table(*ranked, drawing=Drawing.RANKING, measure="difficult", share=True), drawn=False)
    assert shares[1].startswith("1,0\u00a0% █")


def test_a_secret_has_no_bar() -> None:
    ranked = [row("A", *FIGURES, rank=1), row("B", "secret", "secret", "secret", "secret", "secret", rank=2)]
    assert "█" not in "".join(lines_of(table(*ranked, drawing=Drawing.RANKING), drawn=False))


WIDE: tuple[tuple[str, str, ColumnKind], ...] = (
    ("label", "Métier", "text"),
    ("before", "2024", "number"),
    ("after", "2025", "number"),
    ("change", "Écart", "change"),
    ("ratio", "Évolution", "ratio"),
)
MOVED = ("121", "548", "entre +420 et +429", "entre +325,6\u202f% et +348,8\u202f%")


def test_what_is_too_wide_is_told_by_its_sentences() -> None:
    rows = [row(name, *MOVED, text=f"1. {name} : entre +420 et +429 projets, de 121 à 548") for name in NAMES]
    html = messages(parts_of(table(*rows, columns=WIDE)))[0]
    assert f"1. <b>{NAMES[0]}</b> : entre +420" in html
    assert "<pre>" not in html


def test_what_is_too_wide_without_sentences_is_a_line_for_each_figure() -> None:
    shown = lines_of(table(*(row(name, *MOVED) for name in NAMES), columns=WIDE))
    assert max(map(len, shown)) <= WIDTH
    assert shown.count("entre +420 et +429".rjust(WIDTH)) + sum("Écart" in each for each in shown) >= len(NAMES)


def test_each_list_has_its_title() -> None:
    columns = (("group", "Territoire", "text"), *SURVEY)
    rows = []
    for group in ("Cher", "Indre"):
        for name in NAMES[:2]:
            found = row(name, *FIGURES, group=group)
            rows.append(found.but(cells=(Cell(value=group, text=group), *found.cells)))
    html = messages(parts_of(table(*rows, columns=columns)))[0]
    assert html.index("<b>Cher</b>") < html.index("Aides") < html.index("<b>Indre</b>")
    assert html.count("Projets") == 2
