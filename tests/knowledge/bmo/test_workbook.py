"""Reading official workbooks: what every vintage holds, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from knowledge.bmo.columns import column_of
from knowledge.bmo.doubtful import SetAside
from knowledge.bmo.vintages import vintage_of
from knowledge.bmo.workbook import Workbook, official_workbooks, read_workbook
from knowledge.errors import ImportRefusedError
from knowledge.territories.model import Level
from knowledge.territories.reference import territories
from tests.knowledge.bmo.oracle import HOME, YEARS, official_rows, path_of

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


HEADER_2016 = (
    "annee",
    "Métier",
    "Libellé du métier",
    "Famille_met",
    "Lbl_fam_met",
    "Region",
    "NOM_REG",
    "Département",
    "NomDept",
    "BE16",
    "NOMBE16",
    "met",
    "xmet",
    "smet",
)


@lru_cache
def official(raw_folder: Path, year: int) -> Workbook:
    """Read each official workbook once."""
    return read_workbook(path_of(raw_folder, year))


@pytest.mark.parametrize(
    ("year", "rows", "repeats", "aside", "occupations", "bassins"),
    [
        (2016, 39501, 0, 0, 199, 405),
        (2017, 42429, 0, 0, 199, 412),
        (2018, 45182, 0, 0, 200, 405),
        (2019, 47436, 132, 417, 200, 401),
        (2020, 48711, 150, 0, 200, 405),
        (2022, 50938, 0, 0, 200, 406),
        (2023, 50437, 0, 0, 199, 405),
        (2024, 53443, 0, 0, 217, 406),
        (2025, 50076, 0, 0, 217, 406),
    ],
)
def test_every_row_of_france_is_read(
    raw_folder: Path, year: int, rows: int, repeats: int, aside: int, occupations: int, bassins: int
) -> None:
    book = official(raw_folder, year)
    assert book.year == year
    assert len(book.rows) == rows
    assert (book.repeats, sum(each.rows for each in book.set_aside)) == (repeats, aside)
    assert rows + repeats + aside == len(official_rows(raw_folder, year))
    assert len({row.fap for row in book.rows}) == occupations
    assert len({row.bassin for row in book.rows}) == bassins


@pytest.mark.parametrize("year", YEARS)
def test_the_home_region_sums_to_what_was_checked(raw_folder: Path, year: int) -> None:
    home = [row for row in official(raw_folder, year).rows if row.region == "24"]
    projects = sum(row.projects or 0 for row in home)
    assert (len(home), round(projects, 1), sum(row.projects is None for row in home)) == HOME[year]


@pytest.mark.parametrize("year", YEARS)
def test_codes_are_the_same_whatever_the_vintage(raw_folder: Path, year: int) -> None:
    rows = official(raw_folder, year).rows
    known = {bassin.code for bassin in territories() if bassin.level is Level.BASSIN}
    overseas = {row.bassin for row in rows if row.departement in {"972", "973", "974", "976"}}
    assert overseas >= {"201", "202", "203", "204", "301", "302", "303", "401", "402", "403", "404", "601"}
    assert overseas <= known
    if year >= 2018:
        assert {row.bassin for row in rows if row.departement == "971"} >= {"101", "102", "105", "116"}
    assert {row.departement for row in rows} >= {"01", "2A", "2B", "971", "976"}
    assert {row.region for row in rows if row.departement == "976"} == {"06"}
    assert len({row.region for row in rows}) == 18
    assert {row.famille for row in rows} == set("ACIOSTVZ")
    assert {row.departement for row in rows if row.bassin == "9399"} <= {"06"}
    assert {len(row.fap) for row in rows} == {5}


@pytest.mark.parametrize("year", YEARS)
def test_labels_hold_no_odd_space(raw_folder: Path, year: int) -> None:
    for row in official(raw_folder, year).rows:
        for label in (row.label, row.famille_label, row.bassin_label):
            assert label == " ".join(label.split())
            assert "\xa0" not in label


@pytest.mark.parametrize("year", YEARS)
def test_secrecy_is_kept_as_secrecy(raw_folder: Path, year: int) -> None:
    rows = official(raw_folder, year).rows
    counts = [count for row in rows for count in row.counts if count is not None]
    assert min(counts) == (5 if year >= 2018 else 0)
    assert (len(counts) == 3 * len(rows)) == (year < 2018)
    assert all(row.difficult is None and row.seasonal is None for row in rows if row.projects is None)


def test_the_method_page_is_read_from_the_description_sheet(raw_folder: Path) -> None:
    assert official(raw_folder, 2025).url == "https://statistiques.francetravail.org/bmo/static/methode_2025"


def test_official_workbooks_come_in_order_of_year(raw_folder: Path) -> None:
    assert official_workbooks(raw_folder / "bmo") == [path_of(raw_folder, year) for year in YEARS]


def test_headers_of_2017_to_2020_are_known(write_workbook: Write, survey_row: MakeRow) -> None:
    row = survey_row(annee="2020")
    (read,) = read_workbook(write_workbook([row], header=OLD_HEADER)).rows
    assert (read.year, read.fap, read.famille, read.bassin, read.region) == (2020, "A0X40", "Z", "2401", "24")


def test_headers_of_2016_are_known_and_its_regions_are_those_of_today(
    write_workbook: Write, survey_row: MakeRow
) -> None:
    """Rhône-Alpes was 82; Ain and Cher are in the régions of today whatever the file says."""
    ain = survey_row(
        annee=2016, REG=82, Dept=1, BE25=8201, NOMBE25="BOURG EN BRESSE", met="7.18", xmet="7.18", smet="0.00"
    )
    cher = survey_row(annee=2016, met="4.83", xmet="0.00", smet="4.83")
    path = write_workbook([[*ain, "NORMAL"], [*cher, "NORMAL"]], header=[*HEADER_2016, "NORMAL"])
    first, second = read_workbook(path).rows
    assert (first.departement, first.region, first.bassin, first.counts) == ("01", "84", "8201", (7.18, 7.18, 0))
    assert (second.departement, second.region, second.bassin, second.counts) == ("18", "24", "2401", (4.83, 0, 4.83))


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("metier", "fap"),
        ("nommetier", "label"),
        ("Métier", "fap"),
        ("Libellé du métier", "label"),
        ("Département", "departement"),
        ("Region", "region"),
        ("NORMAL", "normal"),
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
def test_a_bassin_code_has_no_zero_in_front(write_workbook: Write, survey_row: MakeRow, cell: object) -> None:
    (row,) = read_workbook(write_workbook([survey_row(BE25=cell)])).rows
    assert row.bassin == "101"


@pytest.mark.parametrize(
    ("year", "code", "read"),
    [
        (2016, "101", "F101"),
        (2017, "0102", "F102"),
        (2018, "101", "101"),
        (2019, "0103", "116"),
        (2020, "0104", "F104"),
        (2022, "0104", "113"),
        (2025, "113", "113"),
        (2019, "0405", "601"),
        (2018, "5313", "F5313"),
        (2019, "5313", "5313"),
    ],
)
def test_a_bassin_has_its_code_of_today_or_none(year: int, code: str, read: str) -> None:
    assert vintage_of(year).bassin(code) == read


@pytest.mark.parametrize(
    ("year", "departement", "code", "region"),
    [
        (2016, "67", "42", "44"),
        (2016, "2A", "94", "94"),
        (2019, "976", "04", "06"),
        (2019, "978", "00", "01"),
        (2024, "44", "53", "53"),
    ],
)
def test_a_region_is_one_of_today(year: int, departement: str, code: str, region: str) -> None:
    assert vintage_of(year).region(code, departement) == region


def test_counts_are_read_from_text_and_from_numbers(write_workbook: Write, survey_row: MakeRow) -> None:
    (row,) = read_workbook(write_workbook([survey_row(met=120.0, xmet=" 60 ", smet="*")])).rows
    assert (row.projects, row.difficult, row.seasonal) == (120, 60, None)


@pytest.mark.parametrize("year", [2016, 2017])
def test_nothing_is_masked_until_2017(write_workbook: Write, survey_row: MakeRow, year: int) -> None:
    row = survey_row(annee=year, met=12.0, xmet="0.00", smet=0.887411794530967)
    (read,) = read_workbook(write_workbook([row])).rows
    assert [repr(count) for count in read.counts] == ["12", "0", "0.887411794530967"]


def test_2018_has_decimals_and_secrets(write_workbook: Write, survey_row: MakeRow) -> None:
    (read,) = read_workbook(write_workbook([survey_row(annee=2018, met=34.405025636, xmet="5.5", smet="*")])).rows
    assert read.counts == (34.405025636, 5.5, None)


@pytest.mark.parametrize(
    ("changes", "column", "says"),
    [
        ({"annee": 2017, "smet": "*"}, "smet", "un nombre d'au moins 0"),
        ({"annee": 2016, "smet": "-1"}, "smet", "au moins 0"),
        ({"annee": 2018, "met": 6.5, "xmet": 4.5}, "xmet", "un nombre d'au moins 5, ou *"),
        ({"annee": 2018, "met": 6.5, "xmet": 6.6}, "xmet", "plus que les 6.5"),
        ({"annee": 2019, "met": 120.5}, "met", "un entier d'au moins 5"),
        ({"annee": 2015}, "annee", "2015"),
        ({"annee": 2018, "Dept": "978", "BE25": ""}, "BE", "quatre chiffres"),
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


def test_a_row_given_twice_the_same_counts_once(write_workbook: Write, survey_row: MakeRow) -> None:
    path = write_workbook([survey_row(), survey_row(BE25="2402"), survey_row(NomDept="", NOMBE25="Bourges")])
    book = read_workbook(path)
    assert [(row.bassin, row.bassin_label) for row in book.rows] == [("2401", "BOURGES"), ("2402", "BOURGES")]
    assert (book.repeats, book.set_aside) == (1, ())


def test_a_bassin_that_contradicts_itself_is_set_aside_whole(write_workbook: Write, survey_row: MakeRow) -> None:
    other = {"Code métier BMO": "A1X41"}
    path = write_workbook(
        [
            survey_row(),
            survey_row(BE25="2402", NOMBE25="VIERZON"),
            survey_row(**other),
            survey_row(met="*", xmet="*", smet="*"),
        ]
    )
    book = read_workbook(path)
    assert [row.bassin for row in book.rows] == ["2402"]
    assert (book.repeats, book.set_aside) == (0, (SetAside(2025, "2401", "18", "24", "BOURGES", 3),))


def test_rows_without_bassin_are_set_aside_by_departement(write_workbook: Write, survey_row: MakeRow) -> None:
    """2019 has some for Saint-Barthélemy, Saint-Martin, and a département 99."""
    nowhere = {"annee": 2019, "REG": "00", "BE25": "", "NOMBE25": ""}
    path = write_workbook([survey_row(annee=2019), survey_row(**nowhere, Dept="978"), survey_row(**nowhere, Dept="99")])
    book = read_workbook(path)
    assert [row.bassin for row in book.rows] == ["2401"]
    assert book.set_aside == (SetAside(2019, "", "978", "01", "", 1), SetAside(2019, "", "99", "00", "", 1))


def test_a_workbook_that_only_contradicts_itself_is_refused(write_workbook: Write, survey_row: MakeRow) -> None:
    with pytest.raises(ImportRefusedError, match=r"bmo\.xlsx, feuille « BMO » : chaque bassin est donné deux fois"):
        read_workbook(write_workbook([survey_row(), survey_row(met="500")]))


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
