"""Reads an official BMO workbook (xlsx) into typed rows, or refuses it with a sentence that says where and why."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, NoReturn

from python_calamine import CalamineError, CalamineWorkbook

from knowledge.bmo.columns import COLUMNS, column_of
from knowledge.errors import ImportRefusedError

MASK = "*"
SMALLEST_PUBLISHED = 5
FIRST_YEAR = 2010

_HEADER_ROWS = 20
_ENOUGH_COLUMNS = 6
_CODES = {
    "fap": (0, re.compile(r"[A-Z][0-9A-Z]{4}"), "un code métier comme A0X40"),
    "famille": (0, re.compile(r"[A-Z]"), "une lettre de famille"),
    "bassin": (4, re.compile(r"\d{4}"), "un code de bassin à quatre chiffres"),
    "departement": (2, re.compile(r"\d\d|2[AB]|9[78]\d"), "un code de département"),
    "region": (2, re.compile(r"\d\d"), "un code de région à deux chiffres"),
}
_TITLES = {column.field: column.title for column in COLUMNS}
_URL = re.compile(r"https?://\S+/bmo/\S+")


class BmoRow(NamedTuple):
    """One métier × one bassin × one département; a count is in projects, None when masked (secrecy)."""

    year: int
    fap: str
    label: str
    famille: str
    famille_label: str
    bassin: str
    bassin_label: str
    departement: str
    region: str
    projects: int | None
    difficult: int | None
    seasonal: int | None


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook read: all its rows (at least one), of one year; ``url`` the method page it cites, or ""."""

    year: int
    rows: tuple[BmoRow, ...]
    url: str


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
    rows = _SheetReader(path.name, sheet, sheets[sheet], header).read()
    return Workbook(rows[0].year, rows, _method_url(cells for name, cells in sheets.items() if name != sheet))


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
        seen: dict[tuple[str, str, str], int] = {}
        for index in range(self._header + 1, len(self._cells)):
            cells = self._cells[index]
            self._line = index + 1
            if not any(cell not in ("", None) for cell in cells):
                continue
            row = self._read_row(cells)
            if rows and row.year != rows[0].year:
                self._refuse("year", f"année {row.year} après {rows[0].year} : un fichier porte une seule année")
            first = seen.setdefault((row.fap, row.bassin, row.departement), self._line)
            if first != self._line:
                self._refuse(
                    "fap",
                    f"le métier {row.fap} est déjà donné pour le bassin {row.bassin} et le département "
                    f"{row.departement} à la ligne {first}",
                )
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
        projects = self._count("projects", cells[at["projects"]])
        difficult = self._count("difficult", cells[at["difficult"]])
        seasonal = self._count("seasonal", cells[at["seasonal"]])
        for field, part in (("difficult", difficult), ("seasonal", seasonal)):
            if part is None:
                continue
            if projects is None:
                self._refuse(field, f"{part} projets alors que « met » est sous secret (*)")
            if part > projects:
                self._refuse(field, f"{part} projets, plus que les {projects} de « met »")
        return BmoRow(
            self._year(cells[at["year"]]),
            self._code("fap", cells[at["fap"]]),
            self._label("label", cells[at["label"]]),
            self._code("famille", cells[at["famille"]]),
            self._label("famille_label", cells[at["famille_label"]]),
            self._code("bassin", cells[at["bassin"]]),
            self._label("bassin_label", cells[at["bassin_label"]]),
            self._code("departement", cells[at["departement"]]),
            self._code("region", cells[at["region"]]),
            projects,
            difficult,
            seasonal,
        )

    def _count(self, field: str, cell: object) -> int | None:
        if isinstance(cell, str):
            text = cell.strip()
            if text == MASK:
                return None
            value = int(text) if text.isdecimal() else None
        else:
            value = _whole(cell)
        if value is None or value < SMALLEST_PUBLISHED:
            self._refuse(
                field,
                f"valeur « {cell} » : il faut un entier d'au moins {SMALLEST_PUBLISHED}, ou * (secret statistique)",
            )
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


def _whole(cell: object) -> int | None:
    """Return a numeric cell as an integer, None when it is not a whole number."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or cell != cell // 1:
        return None
    return int(cell)
