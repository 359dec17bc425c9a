"""The files hold exactly the rows of the answer, as published, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bot.answers.export import whole_list
from bot.answers.registry import answer
from bot.exports import csv_bytes, file_name, xlsx_bytes
from bot.question import Question, Topic
from bot.writing.blocks import Cell, Document
from knowledge.library import Knowledge
from knowledge.settings import raw_data
from tests.answers import said
from tests.charts.conftest import QUESTIONS

DocumentOf = Callable[[Question], Document]
BOURGES = Question(Topic.RECRUITING, ("commune:18033",))


def read_csv(content: bytes) -> list[dict[str, str]]:
    """Return the lines of a file as a French Excel reads them."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(content: bytes, sheet: int = 0) -> list[list[Any]]:
    """Return the cells of a sheet."""
    cells: list[list[Any]] = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(sheet).to_python()
    return cells


@pytest.mark.parametrize("kind", QUESTIONS)
def test_both_files_hold_the_rows_of_the_table(document_of: DocumentOf, kind: str) -> None:
    whole = document_of(QUESTIONS[kind])
    lines, (header, *cells) = read_csv(csv_bytes(whole)), read_xlsx(xlsx_bytes(whole))
    table = whole.table
    assert len(lines) == len(cells) == len(table.rows)
    assert [name.removesuffix(" (%)") for name in lines[0]] == header
    for line, shown, row in zip(lines, table.rows, cells, strict=True):
        told, printed = dict(zip(header, row, strict=True)), {k.removesuffix(" (%)"): v for k, v in line.items()}
        for column, cell in zip(table.columns[1:], shown.cells[1:], strict=True):
            check(column.kind, cell, printed[column.label], told[column.label])


def check(kind: str, cell: Cell, printed: str, stored: Any) -> None:
    """Compare one cell of the table with what the two files hold of it."""
    if cell.value is None:
        assert printed == stored == cell.text
    elif kind in {"percent", "ratio"}:
        assert float(printed.replace(",", ".")) == pytest.approx(float(cell.value) * 100, abs=0.006)
        assert stored == pytest.approx(cell.value)
    else:
        assert printed == str(cell.value).replace(".", ",")
        assert stored == cell.value


def test_the_whole_list_of_a_place_is_the_published_workbook_cell_by_cell(knowledge: Knowledge) -> None:
    folder = raw_data()
    if folder is None:
        pytest.skip("raw files absent: give their folder in BMO_DIR")
    reply = answer(BOURGES, knowledge)
    lines = read_csv(csv_bytes(said.document_of(whole_list(BOURGES, reply, knowledge))))
    header, *raw = (
        CalamineWorkbook.from_path(folder / "bmo" / "Base_open_data_BMO_2025.xlsx").get_sheet_by_index(1).to_python()
    )
    published = [dict(zip(header, line, strict=True)) for line in raw]
    published = [line for line in published if str(line["BE25"]).split(".", maxsplit=1)[0] == "2401"]
    codes = [line["Code métier BMO"] for line in published]
    assert len(set(codes)) == len(codes), "one line for each métier: sums are cells"
    assert {line["Code"] for line in lines} == set(codes)
    held = {line["Code"]: line for line in lines}
    for line in published:
        row = held[line["Code métier BMO"]]
        for column, source in (("Projets", "met"), ("Difficiles", "xmet"), ("Saisonniers", "smet")):
            value = str(line[source]).split(".", maxsplit=1)[0]
            assert row[column] == ("secret" if value == "*" else value), (row["Métier"], column)
            assert row[f"{column}, valeurs secrètes"] == ("1" if value == "*" else "0")


def test_a_secret_is_never_a_number(document_of: DocumentOf) -> None:
    whole = document_of(QUESTIONS["where"])
    blois = next(line for line in read_csv(csv_bytes(whole)) if line["Bassin d'emploi"] == "Blois")
    assert blois["Difficiles"] == blois["Part difficiles (%)"] == "secret"
    assert (blois["Difficiles, minimum possible"], blois["Difficiles, maximum possible"]) == ("0", "4")
    header, *rows = read_xlsx(xlsx_bytes(whole))
    cells = dict(zip(header, next(row for row in rows if row[0] == "Blois"), strict=True))
    assert cells["Difficiles"] == "secret"


def test_a_sum_says_what_it_hides(document_of: DocumentOf) -> None:
    whole = document_of(QUESTIONS["ranking"])
    for line, row in zip(read_csv(csv_bytes(whole)), whole.table.rows, strict=True):
        assert int(line["Projets, valeurs secrètes"]) == row.totals["projects"].masked > 0
        assert int(line["Projets, minimum possible"]) == row.totals["projects"].low
        assert int(line["Projets, maximum possible"]) == row.totals["projects"].high


def test_each_row_has_its_year_and_its_source(document_of: DocumentOf) -> None:
    lines = read_csv(csv_bytes(document_of(QUESTIONS["evolution"])))
    assert [int(line["Année"]) for line in lines] == list(range(2016, 2026))
    assert "total publié" in lines[5]["Source"]
    assert "BMO) 2022" in lines[6]["Source"]
    assert "Licence Ouverte" in lines[6]["Source"]
    assert "https://" in lines[6]["Source"]
    assert {line["Territoire"] for line in lines} == {"Centre-Val de Loire"}


def test_the_rows_of_two_places_say_which(document_of: DocumentOf) -> None:
    lines = read_csv(csv_bytes(document_of(QUESTIONS["two_evolutions"])))
    assert {(line["Territoire"], line["Code"]) for line in lines} == {
        ("bassin d'emploi de Tours", "2415"),
        ("bassin d'emploi d'Orléans", "2421"),
    }


def test_the_readme_sheet_says_what_the_figures_are(document_of: DocumentOf) -> None:
    whole = document_of(QUESTIONS["where"])
    told = "\n".join(" ".join(map(str, row)) for row in read_xlsx(xlsx_bytes(whole), 1))
    for part in (whole.table.title, "Licence Ouverte 2.0", "https://", "secret statistique", "ni 0, ni 1", "2025"):
        assert part in told


def test_lines_end_as_windows_wants(document_of: DocumentOf) -> None:
    text = csv_bytes(document_of(QUESTIONS["recruiting"])).decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n") == 11


@pytest.mark.parametrize("attack", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '=HYPERLINK("http://x")'])
def test_no_text_becomes_a_formula(document_of: DocumentOf, attack: str) -> None:
    whole = document_of(QUESTIONS["recruiting"])
    row = whole.table.rows[0]
    row = row.but(label=attack, ref=f"x:{attack}", cells=(Cell(value=attack, text=attack), *row.cells[1:]))
    table = whole.table.but(title=attack, origins=(), places=(attack,), rows=(row,))
    poisoned = whole.but(table=table, source=attack, notes=(attack,))
    (line,) = csv.reader(io.StringIO(csv_bytes(poisoned).decode("utf-8-sig").split("\r\n", 1)[1]), delimiter=";")
    assert line[0].startswith("'")
    assert not any(cell.lstrip().startswith(("=", "+", "@", "\t")) for cell in line)
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(poisoned))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not any("<f>" in sheet or "hyperlink" in sheet for sheet in sheets)


def test_a_fall_stays_a_number(document_of: DocumentOf) -> None:
    lines = read_csv(csv_bytes(document_of(QUESTIONS["fall"])))
    for line in lines:
        secret = "secret" in {line["2024"], line["2025"]}
        assert line["Écart"].startswith("entre −") if secret else int(line["Écart"]) < 0


def test_the_header_stays_in_sight(document_of: DocumentOf) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(document_of(QUESTIONS["recruiting"])))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert "autoFilter" in sheet


@pytest.mark.parametrize("kind", QUESTIONS)
def test_names_are_plain(document_of: DocumentOf, kind: str) -> None:
    name = file_name(document_of(QUESTIONS[kind]).table.title, "csv")
    assert re.fullmatch(r"bemo-[a-z0-9-]+-20\d\d\.csv", name)
    assert len(name) <= 100


def test_a_name_says_what_where_and_when(document_of: DocumentOf) -> None:
    title = document_of(QUESTIONS["recruiting"]).table.title
    assert file_name(title, "xlsx") == "bemo-metiers-qui-recrutent-le-plus-tours-2025.xlsx"
    assert file_name("L’Œuvre, bassin d'emploi d'Orléans, 2025", "png") == "bemo-l-oeuvre-orleans-2025.png"
    assert file_name("", "csv") == "bemo-donnees.csv"


def test_lists_within_each_year_are_crossed_in_a_sheet_of_their_own(document_of: DocumentOf) -> None:
    whole = document_of(Question(Topic.RANKING, years=("2022", "2025"), level="departement", within="year"))
    (_, *years), *rows = read_xlsx(xlsx_bytes(whole), sheet=1)
    assert years == ["2022", "2025"]
    assert len(rows) == 6
    told = {(row.label, row.group): row.value and row.value.published for row in whole.table.rows}
    assert {(label, year): value for label, *values in rows for year, value in zip(years, values, strict=True)} == told


def test_one_list_has_no_crossed_sheet(document_of: DocumentOf) -> None:
    content = xlsx_bytes(document_of(BOURGES))
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == ["Données", "Lisez-moi"]
