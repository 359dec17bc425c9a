"""Reads an official BMO workbook (xlsx) into typed rows, or refuses it with a sentence that says where and why.

Headers are known in every vintage (``knowledge.bmo.columns``), codes and figures are read by the rules of their year
(``knowledge.bmo.vintages``), and what the workbook contradicts is set aside (``knowledge.bmo.doubtful``).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from python_calamine import CalamineError, CalamineWorkbook

from knowledge.bmo.columns import COLUMNS, column_of
from knowledge.bmo.doubtful import SetAside, sift
from knowledge.bmo.rows import BmoRow
from knowledge.bmo.vintages import FIRST_YEAR, Vintage, vintage_of
from knowledge.errors import ImportRefusedError

MASK = "*"
SMALLEST_PUBLISHED = 5

_HEADER_ROWS = 20
_ENOUGH_COLUMNS = 6
_CODES = {
    "fap": (0, re.compile(r"[A-Z][0-9A-Z]{4}"), "un code métier comme A0X40"),
    "famille": (0, re.compile(r"[A-Z]"), "une lettre de famille"),
    "bassin": (4, re.compile(r"0?[1-9]\d{2,3}"), "un code de bassin de trois ou quatre chiffres"),
    "departement": (2, re.compile(r"\d\d|2[AB]|9[78]\d"), "un code de département"),
    "region": (2, re.compile(r"\d\d"), "un code de région à deux chiffres"),
}
_TITLES = {column.field: column.title for column in COLUMNS}
_NUMBER = re.compile(r"\d+(\.\d+)?")
_URL = re.compile(r"https?://\S+/bmo/\S+")


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook read: its rows (at least one), of one year; ``url`` the method page it cites, or "".

    ``repeats``: rows given again with the same figures, dropped. ``set_aside``: bassins that contradict themselves.
    """

    year: int
    rows: tuple[BmoRow, ...]
    url: str
    repeats: int = 0
    set_aside: tuple[SetAside, ...] = ()


Cells = list[list[object]]


def read_workbook(path: Path) -> Workbook:
    """Return the survey rows of the xlsx ``path``; raise ImportRefusedError naming sheet, row and column."""
    sheets = _read_sheets(path)
    found = [(name, header) for name, cells in sheets.items() if (header := _header_row(cells)) is not None]
    if not found:
        raise ImportRefusedError(f"{path.name} : aucune feuille ne contient les colonnes de l'enquête BMO.")
    if len(found) > 1:
        names = ", ".join(f"« {name} »" for name, _ in found)
        raise ImportRefusedError(f"{path.name} : plusieurs feuilles contiennent des données BMO ({names}).")
    sheet, header = found[0]
    read = _SheetReader(path.name, sheet, sheets[sheet], header).read()
    sifted = sift(read)
    if not sifted.rows:
        raise ImportRefusedError(f"{path.name}, feuille « {sheet} » : chaque bassin est donné deux fois différemment.")
    url = _method_url(cells for name, cells in sheets.items() if name != sheet)
    return Workbook(read[0].year, sifted.rows, url, sifted.repeats, sifted.set_aside)


def official_workbooks(folder: Path) -> list[Path]:
    """Return the official workbooks of ``folder``, by year: ResMetBE16.xlsx…, then Base_open_data_BMO_2022.xlsx…"""
    return [*sorted(folder.glob("ResMetBE*.xlsx")), *sorted(folder.glob("Base_open_data_BMO_*.xlsx"))]


@lru_cache(maxsize=4096)
def clean_label(text: object) -> str:
    """Return a label without no-break, double or stray spaces."""
    return " ".join(str(text).split())


def _read_sheets(path: Path) -> dict[str, Cells]:
    if not path.is_file():
        raise ImportRefusedError(f"{path.name} : fichier introuvable.")
    try:
        book = CalamineWorkbook.from_path(str(path))
        # Leading empty rows are kept so that row numbers are those Excel shows.
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        raise ImportRefusedError(
            f"{path.name} : ce n'est pas un classeur Excel (.xlsx) lisible, ou il est tronqué."
        ) from error


def _header_row(cells: Cells) -> int | None:
    for index, row in enumerate(cells[:_HEADER_ROWS]):
        if len({column.field for cell in row if (column := column_of(cell))}) >= _ENOUGH_COLUMNS:
            return index
    return None


def _method_url(sheets: Iterable[Cells]) -> str:
    """Return the address of the survey's method, which the description sheet gives."""
    cells = (str(cell) for sheet in sheets for row in sheet for cell in row)
    return next((match.group() for cell in cells if (match := _URL.search(cell))), "")


class _SheetReader:
    """Reads the rows of one sheet; it knows where it is, for the messages."""

    def __init__(self, file: str, sheet: str, cells: Cells, header: int) -> None:
        self._where = f"{file}, feuille « {sheet} »"
        self._cells = cells
        self._header = header
        self._line = header + 1
        self._positions = self._find_columns(cells[header])
        self._codes: dict[tuple[str, object], str] = {}

    def read(self) -> tuple[BmoRow, ...]:
        """Return every row below the header, blank ones skipped."""
        rows: list[BmoRow] = []
        for index in range(self._header + 1, len(self._cells)):
            cells = self._cells[index]
            self._line = index + 1
            if not any(cell not in ("", None) for cell in cells):
                continue
            row = self._read_row(cells)
            if rows and row.year != rows[0].year:
                self._refuse("year", f"année {row.year} après {rows[0].year} : un fichier porte une seule année")
            rows.append(row)
        if not rows:
            raise ImportRefusedError(f"{self._where} : aucune ligne sous l'en-tête.")
        return tuple(rows)

    def _find_columns(self, header: Sequence[object]) -> dict[str, int]:
        positions: dict[str, int] = {}
        for index, title in enumerate(header):
            if not str(title).strip():
                self._check_untitled(index)
                continue
            column = column_of(title)
            if column is None:
                raise ImportRefusedError(
                    f"{self._where}, ligne {self._line} : colonne inconnue « {str(title).strip()} »."
                )
            if column.field in positions:
                raise ImportRefusedError(
                    f"{self._where}, ligne {self._line} : deux colonnes « {column.title} » "
                    f"(la seconde est « {str(title).strip()} »)."
                )
            positions[column.field] = index
        missing = [c.title for c in COLUMNS if c.required and c.field not in positions]
        if missing:
            names = ", ".join(f"« {title} »" for title in missing)
            raise ImportRefusedError(f"{self._where}, ligne {self._line} : il manque la colonne {names}.")
        return positions

    def _check_untitled(self, index: int) -> None:
        for offset, row in enumerate(self._cells[self._header + 1 :], start=self._line + 1):
            if index < len(row) and str(row[index]).strip():
                raise ImportRefusedError(
                    f"{self._where}, ligne {offset} : une valeur (« {row[index]} ») sous une colonne sans titre."
                )

    def _read_row(self, cells: Sequence[object]) -> BmoRow:
        at = self._positions
        year = self._year(cells[at["year"]])
        vintage = vintage_of(year)
        projects, difficult, seasonal = self._counts(cells, vintage)
        departement = self._code("departement", cells[at["departement"]])
        bassin, bassin_label = self._bassin(cells, vintage, departement)
        return BmoRow(
            year,
            self._code("fap", cells[at["fap"]]),
            self._label("label", cells[at["label"]]),
            self._code("famille", cells[at["famille"]]),
            self._label("famille_label", cells[at["famille_label"]]),
            bassin,
            bassin_label,
            departement,
            vintage.region(self._code("region", cells[at["region"]]), departement),
            projects,
            difficult,
            seasonal,
        )

    def _bassin(self, cells: Sequence[object], vintage: Vintage, departement: str) -> tuple[str, str]:
        code, label = (cells[self._positions[field]] for field in ("bassin", "bassin_label"))
        if departement in vintage.without_bassin and not str(code).strip():
            return "", ""
        return vintage.bassin(self._code("bassin", code)), self._label("bassin_label", label)

    def _counts(self, cells: Sequence[object], vintage: Vintage) -> tuple[float | None, float | None, float | None]:
        projects, difficult, seasonal = (
            self._count(field, cells[self._positions[field]], vintage)
            for field in ("projects", "difficult", "seasonal")
        )
        for field, part in (("difficult", difficult), ("seasonal", seasonal)):
            if part is None:
                continue
            if projects is None:
                self._refuse(field, f"{part} projets alors que « met » est sous secret (*)")
            if part > projects:
                self._refuse(field, f"{part} projets, plus que les {projects} de « met »")
        return projects, difficult, seasonal

    def _count(self, field: str, cell: object, vintage: Vintage) -> float | None:
        if vintage.masked and isinstance(cell, str) and cell.strip() == MASK:
            return None
        value = _number(cell)
        least = SMALLEST_PUBLISHED if vintage.masked else 0
        if value is None or value < least or not (vintage.decimals or isinstance(value, int)):
            kind = "nombre" if vintage.decimals else "entier"
            secret = f", ou {MASK} (secret statistique)" if vintage.masked else ""
            self._refuse(field, f"valeur « {cell} » : il faut un {kind} d'au moins {least}{secret}")
        return value

    def _year(self, cell: object) -> int:
        text = str(cell).strip()
        year = int(text) if text.isdecimal() else _whole(cell)
        if year is None or not FIRST_YEAR <= year <= datetime.date.today().year + 1:
            self._refuse("year", f"année « {cell} » impossible pour cette enquête")
        return year

    def _code(self, field: str, cell: object) -> str:
        # The same few hundred codes come back on every row: checked once each.
        known = self._codes.get((field, cell))
        if known is not None:
            return known
        width, pattern, wanted = _CODES[field]
        number = _whole(cell)
        text = str(cell if number is None else number).strip().upper().zfill(width)
        if not pattern.fullmatch(text):
            self._refuse(field, f"valeur « {cell} » : il faut {wanted}")
        self._codes[field, cell] = text
        return text

    def _label(self, field: str, cell: object) -> str:
        label = clean_label(cell)
        if not label:
            self._refuse(field, "libellé vide")
        return label

    def _refuse(self, field: str, why: str) -> NoReturn:
        title = _TITLES[field]
        raise ImportRefusedError(f"{self._where}, ligne {self._line}, colonne « {title} » : {why}.")


def _number(cell: object) -> float | None:
    """Return a figure, written as a number or as text, as an int when it is whole; None when it is no figure."""
    if isinstance(cell, str):
        text = cell.strip()
        cell = float(text) if _NUMBER.fullmatch(text) else None
    if isinstance(cell, float) and cell % 1:
        return cell
    return _whole(cell)


def _whole(cell: object) -> int | None:
    """Return a numeric cell as an integer, None when it is not a whole number."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or cell != cell // 1:
        return None
    return int(cell)
