"""Reading official workbooks: what every vintage holds, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from knowledge.bmo.columns import column_of
from knowledge.bmo.workbook import Workbook, read_workbook
from knowledge.errors import ImportRefusedError

MakeRow = Callable[..., list[object]]
Header = tuple[str, ...]
Write = Callable[..., Path]

OLD_HEADER = (
    "annee",
    "code métier BMO ",
    "nom_metier BMO",
    "Famille_metier",
    "Libellé de famille de métier",
    "REG",
    "NOM_REG20",
    "Dept",
    "NomDept",
    "BE20",
    "NOMBE20",
    "met",
    "xmet",
    "smet",
)


@lru_cache
def official(raw: Path, year: int) -> Workbook:
    """Read each official workbook once."""
    return read_workbook(raw / "bmo" / f"Base_open_data_BMO_{year}.xlsx")


@pytest.mark.parametrize(
    ("year", "rows", "occupations", "bassins"),
    [(2022, 50938, 200, 406), (2023, 50437, 199, 405), (2024, 53443, 217, 406), (2025, 50076, 217, 406)],
)
def test_every_row_of_france_is_read(raw: Path, year: int, rows: int, occupations: int, bassins: int) -> None:
    book = official(raw, year)
    assert book.year == year
    assert len(book.rows) == rows
    assert len({row.fap for row in book.rows}) == occupations
    assert len({row.bassin for row in book.rows}) == bassins


@pytest.mark.parametrize(
    ("year", "rows", "projects", "masked"),
    [(2022, 2549, 91480, 589), (2023, 2624, 101990, 552), (2024, 2626, 98613, 611), (2025, 2433, 84515, 635)],
)
def test_the_home_region_sums_to_what_was_checked(raw: Path, year: int, rows: int, projects: int, masked: int) -> None:
    home = [row for row in official(raw, year).rows if row.region == "24"]
    assert len(home) == rows
    assert sum(row.projects or 0 for row in home) == projects
    assert sum(row.projects is None for row in home) == masked


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_codes_are_the_same_whatever_the_vintage(raw: Path, year: int) -> None:
    rows = official(raw, year).rows
    assert {row.bassin for row in rows if row.departement == "971"} >= {"0101", "0102"}
    assert {row.departement for row in rows} >= {"01", "2A", "2B", "971", "976"}
    assert {row.region for row in rows if row.departement == "976"} == {"06"}
    assert {row.famille for row in rows} == set("ACIOSTVZ")
    assert {row.departement for row in rows if row.bassin == "9399"} <= {"06"}
    assert {len(row.fap) for row in rows} == {5}


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_labels_hold_no_odd_space(raw: Path, year: int) -> None:
    for row in official(raw, year).rows:
        for label in (row.label, row.famille_label, row.bassin_label):
            assert label == " ".join(label.split())
            assert "\xa0" not in label


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_secrecy_is_kept_as_secrecy(raw: Path, year: int) -> None:
    rows = official(raw, year).rows
    counts = [count for row in rows for count in (row.projects, row.difficult, row.seasonal) if count is not None]
    assert min(counts) == 5
    assert all(row.difficult is None and row.seasonal is None for row in rows if row.projects is None)


def test_the_method_page_is_read_from_the_description_sheet(raw: Path) -> None:
    assert official(raw, 2025).url == "https://statistiques.francetravail.org/bmo/static/methode_2025"


def test_headers_of_2017_to_2020_are_known(write_workbook: Write, survey_row: MakeRow) -> None:
    row = survey_row(annee="2020")
    (read,) = read_workbook(write_workbook([row], header=OLD_HEADER)).rows
    assert (read.year, read.fap, read.famille, read.bassin, read.region) == (2020, "A0X40", "Z", "2401", "24")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("metier", "fap"),
        ("nommetier", "label"),
        ("Code métier BMO", "fap"),
        ("CODE METIER BMO\xa0", "fap"),
        ("BE17", "bassin"),
        ("NOMBE26", "bassin_label"),
        ("NOM_REG20", "region_label"),
        ("REG", "region"),
        ("xmet", "difficult"),
        ("clpe", "clpe"),
    ],
)
def test_a_header_is_known_by_its_folded_form(header: str, field: str) -> None:
    column = column_of(header)
    assert column is not None
    assert column.field == field


def test_the_column_of_2026_is_left_aside(write_workbook: Write, survey_row: MakeRow, bmo_header: Header) -> None:
    header = [*bmo_header, "clpe"]
    (row,) = read_workbook(write_workbook([[*survey_row(), "18A"]], header=header)).rows
    assert row.projects == 120


def test_the_data_sheet_is_found_by_its_columns(write_workbook: Write, survey_row: MakeRow, bmo_header: Header) -> None:
    sheets = {
        "Données": [["Enquête BMO"], [], list(bmo_header), survey_row(), ["", ""]],
        "Description": [["", "Variables "], ["", "annee"], ["", "met"]],
    }
    (row,) = read_workbook(write_workbook(sheets=sheets)).rows
    assert row.bassin_label == "BOURGES"


@pytest.mark.parametrize("cell", ["101", "0101", 101, 101.0])
def test_a_bassin_code_has_four_digits(write_workbook: Write, survey_row: MakeRow, cell: object) -> None:
    (row,) = read_workbook(write_workbook([survey_row(BE25=cell)])).rows
    assert row.bassin == "0101"


def test_counts_are_read_from_text_and_from_numbers(write_workbook: Write, survey_row: MakeRow) -> None:
    (row,) = read_workbook(write_workbook([survey_row(met=120.0, xmet=" 60 ", smet="*")])).rows
    assert (row.projects, row.difficult, row.seasonal) == (120, 60, None)


@pytest.mark.parametrize(
    ("changes", "column", "says"),
    [
        ({"met": "0", "xmet": "*", "smet": "*"}, "met", "« 0 »"),
        ({"met": "-12"}, "met", "« -12 »"),
        ({"met": "3", "xmet": "*", "smet": "*"}, "met", "au moins 5"),
        ({"met": "beaucoup"}, "met", "beaucoup"),
        ({"met": ""}, "met", "« "),
        ({"met": 12.5}, "met", "12.5"),
        ({"xmet": "121"}, "xmet", "plus que les 120"),
        ({"smet": "200"}, "smet", "plus que les 120"),
        ({"met": "*", "xmet": "10", "smet": "*"}, "xmet", "secret"),
        ({"met": "*", "xmet": "*", "smet": "10"}, "smet", "secret"),
        ({"annee": 25}, "annee", "25"),
        ({"annee": "deux mille"}, "annee", "deux mille"),
        ({"annee": 2099}, "annee", "2099"),
        ({"Code métier BMO": "couvreur"}, "Code métier BMO", "couvreur"),
        ({"Famille_met": "ZZ"}, "Famille_met", "famille"),
        ({"BE25": "24010"}, "BE", "quatre chiffres"),
        ({"Dept": "Cher"}, "Dept", "département"),
        ({"REG": "Centre"}, "REG", "région"),
        ({"Nom métier BMO": " "}, "Nom métier BMO", "vide"),
    ],
)
def test_a_wrong_value_is_refused_where_it_stands(
    write_workbook: Write, survey_row: MakeRow, changes: dict[str, object], column: str, says: str
) -> None:
    path = write_workbook([survey_row(BE25="2402"), survey_row(**changes)])
    with pytest.raises(ImportRefusedError) as refused:
        read_workbook(path)
    message = str(refused.value)
    assert message.startswith("bmo.xlsx, feuille « BMO », ligne 3, ")
    assert f"colonne « {column} »" in message
    assert says in message


def test_the_row_number_is_the_one_excel_shows(write_workbook: Write, survey_row: MakeRow, bmo_header: Header) -> None:
    sheets = {"BMO": [[], ["Titre"], [], list(bmo_header), survey_row(), [], survey_row(BE25=1, met="x")]}
    with pytest.raises(ImportRefusedError, match="ligne 7, colonne « met »"):
        read_workbook(write_workbook(sheets=sheets))


def test_a_row_given_twice_is_refused(write_workbook: Write, survey_row: MakeRow) -> None:
    path = write_workbook([survey_row(), survey_row(BE25="2402"), survey_row(met="50", xmet="*", smet="*")])
    with pytest.raises(ImportRefusedError, match=r"ligne 4.*A0X40.*bassin 2401.*département 18.*ligne 2"):
        read_workbook(path)


def test_two_years_in_one_file_are_refused(write_workbook: Write, survey_row: MakeRow) -> None:
    path = write_workbook([survey_row(), survey_row(annee=2024, BE25="2402")])
    with pytest.raises(ImportRefusedError, match="ligne 3, colonne « annee » : année 2024 après 2025"):
        read_workbook(path)


def test_an_unknown_column_is_refused_by_name(write_workbook: Write, survey_row: MakeRow, bmo_header: Header) -> None:
    path = write_workbook([[*survey_row(), 1]], header=[*bmo_header, "Taux de tension"])
    with pytest.raises(ImportRefusedError, match="colonne inconnue « Taux de tension »"):
        read_workbook(path)


def test_a_missing_column_is_refused_by_name(write_workbook: Write, survey_row: MakeRow, bmo_header: Header) -> None:
    path = write_workbook([survey_row()[:-1]], header=bmo_header[:-1])
    with pytest.raises(ImportRefusedError, match="il manque la colonne « smet »"):
        read_workbook(path)


def test_a_column_given_twice_is_refused(write_workbook: Write, survey_row: MakeRow, bmo_header: Header) -> None:
    path = write_workbook([[*survey_row(), "10"]], header=[*bmo_header, "met"])
    with pytest.raises(ImportRefusedError, match="deux colonnes « met »"):
        read_workbook(path)


def test_a_value_under_no_header_is_refused(write_workbook: Write, survey_row: MakeRow, bmo_header: Header) -> None:
    path = write_workbook([[*survey_row(), "10"]], header=[*bmo_header, ""])
    with pytest.raises(ImportRefusedError, match="colonne sans titre"):
        read_workbook(path)


def test_a_workbook_without_survey_is_refused(write_workbook: Write) -> None:
    path = write_workbook(sheets={"Feuil1": [["nom", "prénom"], ["a", "b"]]})
    with pytest.raises(ImportRefusedError, match="aucune feuille"):
        read_workbook(path)


def test_two_survey_sheets_are_refused(write_workbook: Write, survey_row: MakeRow, bmo_header: Header) -> None:
    table = [list(bmo_header), survey_row()]
    with pytest.raises(ImportRefusedError, match="« A », « B »"):
        read_workbook(write_workbook(sheets={"A": table, "B": table}))


def test_a_header_without_rows_is_refused(write_workbook: Write) -> None:
    with pytest.raises(ImportRefusedError, match="aucune ligne"):
        read_workbook(write_workbook([]))


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    path.write_text("bonjour", encoding="utf-8")
    with pytest.raises(ImportRefusedError, match=r"notes\.xlsx : ce n'est pas un classeur"):
        read_workbook(path)


@pytest.mark.parametrize("kept", [0, 10, 500, 900])
def test_a_truncated_workbook_is_refused(write_workbook: Write, kept: int) -> None:
    path = write_workbook()
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ImportRefusedError, match="tronqué"):
        read_workbook(path)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="introuvable"):
        read_workbook(tmp_path / "absent.xlsx")
