"""The official workbooks read by other code than the product's, to say what the base must hold."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

YEARS = (2016, 2017, 2018, 2019, 2020, 2022, 2023, 2024, 2025)

HOME = {  # rows, Σ published met, masked met of the région: the table of the data's own documentation
    2016: (1959, 53985.3, 0),
    2017: (2027, 58087.2, 0),
    2018: (2188, 66604.1, 519),
    2019: (2317, 77973, 539),
    2020: (2423, 92884, 523),
    2022: (2549, 91480, 589),
    2023: (2624, 101990, 552),
    2024: (2626, 98613, 611),
    2025: (2433, 84515, 635),
}

_HEADERS = {
    "Métier": "fap",
    "metier": "fap",
    "Code métier BMO": "fap",
    "code métier BMO": "fap",
    "Département": "departement",
    "Dept": "departement",
    "Region": "region",
    "REG": "region",
    "Famille_met": "family",
    "Famille_metier": "family",
}
_MEASURES = ["met", "xmet", "smet"]


def path_of(raw_folder: Path, year: int) -> Path:
    """Return the workbook of a year."""
    name = f"ResMetBE{year % 100}.xlsx" if year < 2021 else f"Base_open_data_BMO_{year}.xlsx"
    return raw_folder / "bmo" / name


@lru_cache
def official_rows(raw_folder: Path, year: int) -> pd.DataFrame:
    """Return every row: fap, family, bassin, departement, region (codes as text), met, xmet, smet (NaN: masked)."""
    book = CalamineWorkbook.from_path(str(path_of(raw_folder, year)))
    header, *lines = book.get_sheet_by_name(book.sheet_names[-1]).to_python()
    frame = pd.DataFrame(lines, columns=[str(title).strip() for title in header])
    frame = frame.rename(columns={**_HEADERS, f"BE{year % 100}": "bassin"})
    for name in ("bassin", "departement", "region"):
        frame[name] = frame[name].map(lambda cell: str(int(cell)) if isinstance(cell, float) else str(cell).strip())
    frame["departement"] = frame["departement"].str.zfill(2)
    frame["region"] = frame["region"].str.zfill(2)
    frame["bassin"] = frame["bassin"].str.lstrip("0")
    for name in _MEASURES:
        frame[name] = pd.to_numeric(frame[name].replace("*", None))
    return frame


def home(raw_folder: Path, year: int) -> pd.DataFrame:
    """Return the rows of Centre-Val de Loire: région 24 before and after the reform."""
    rows = official_rows(raw_folder, year)
    return rows[rows["region"] == "24"]
