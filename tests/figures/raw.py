"""The raw workbooks as one table, and what a place is made of: a second reading, sharing no code with the product.

2016 and 2017 publish every cell, decimals included; 2018 masks below 5 and keeps decimals; 2016 has the old régions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook

FRANCE = "france:FR"
FIRST_FAP2021 = 2024
LAST_WITH_DECIMALS = 2018

_TITLES = {
    "fap": {"Code métier BMO", "Métier", "code métier BMO", "metier"},
    "famille": {"Famille_met", "Famille_metier"},
    "departement": {"Dept", "Département"},
    "region": {"REG", "Region"},
    "met": {"met"},
    "xmet": {"xmet"},
    "smet": {"smet"},
}


def workbook(folder: Path, year: int) -> Path:
    """Return where the workbook of a survey is."""
    old = folder / "bmo" / f"ResMetBE{year % 100}.xlsx"
    return old if year < 2021 else folder / "bmo" / f"Base_open_data_BMO_{year}.xlsx"


@lru_cache(maxsize=16)
def survey(folder: Path, year: int) -> pd.DataFrame:
    """Return one row per métier × bassin × département of a survey: a masked cell is NaN, and counted."""
    book = CalamineWorkbook.from_path(str(workbook(folder, year)))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    header, *lines = max(sheets, key=len)
    titles = [str(title).strip() for title in header]
    table = pd.DataFrame(lines, columns=titles)
    raw = {field: table[next(t for t in titles if t in known)] for field, known in _TITLES.items()}
    scheme = "fap2021" if year >= FIRST_FAP2021 else "fap2009"
    frame = pd.DataFrame(
        {
            "fap": scheme + ":" + raw["fap"],
            "famille": "famille:" + raw["famille"],
            "bassin": "bassin:" + _code(table[f"BE{year % 100}"], 0),
            "departement": "departement:" + _code(raw["departement"], 2),
            "region": "region:" + _code(raw["region"], 2),
            "france": FRANCE,
        }
    )
    for field in ("met", "xmet", "smet"):
        frame[field] = pd.to_numeric(raw[field].where(raw[field] != "*"))
    frame["domaine"] = "domaine:" + raw["fap"].map(_domains(folder) if scheme == "fap2021" else lambda fap: fap[0])
    if year == 2016:  # the régions of before 2016: Centre is 24 in both, the others are not told apart here
        frame["region"] = frame["region"].where(frame["region"] == "region:24", "region:old")
    frame["rows"], frame["both"] = 1, frame["met"].isna().astype(int)
    frame["x_alone"] = (frame["xmet"].isna() & frame["met"].notna()).astype(int)
    frame["s_alone"] = (frame["smet"].isna() & frame["met"].notna()).astype(int)
    frame["apart"] = frame["met"] - frame["smet"]
    frame["estimated"] = int(year <= LAST_WITH_DECIMALS)
    return frame


@dataclass(frozen=True)
class Land:
    """Who lives where, by ref, and which bassins answer for a commune or an EPCI."""

    bassin_of: dict[str, str]
    communes_of: dict[str, list[str]]
    population: dict[str, int]


@lru_cache(maxsize=1)
def land(folder: Path) -> Land:
    """Return the communes' bassins and the inhabitants of every territory, summed from the communes."""
    zoning = pd.read_csv(folder / "territoires" / "commune_bassin_bmo.csv", dtype=str)
    bassin_of = {
        f"commune:{commune}": f"bassin:{int(bassin)}"
        for commune, bassin in zip(zoning["code_commune_insee"], zoning["code_bassin_BMO"], strict=True)
    }
    population: dict[str, int] = {}
    for one in _read(folder / "territoires" / "communes.json"):
        if one["type"] != "commune-actuelle" or one.get("zone") not in {"metro", "drom"}:
            continue
        holders = [bassin_of.get(f"commune:{one['code']}", ""), f"departement:{one['departement']}", FRANCE]
        for holder in (*holders, f"region:{one['region']}"):
            population[holder] = population.get(holder, 0) + one.get("population", 0)
    epci = {f"epci:{one['code']}": one["membres"] for one in _read(folder / "territoires" / "epci.json")}
    communes_of = {ref: [f"commune:{member['code']}" for member in members] for ref, members in epci.items()}
    return Land(bassin_of, communes_of, population)


def bassins_answering(folder: Path, ref: str) -> tuple[str, ...]:
    """Return the units that answer for a place: the bassins of a commune or EPCI, else the place itself."""
    where = land(folder)
    kind = ref.partition(":")[0]
    if kind == "commune":
        return (where.bassin_of[ref],)
    if kind == "epci":
        return tuple(sorted({where.bassin_of[commune] for commune in where.communes_of[ref]}))
    return (ref,)


@lru_cache(maxsize=1)
def published_totals(file: Path) -> dict[tuple[str, int], tuple[float, bool]]:
    """Return the totals France Travail published, by territory and year, and whether each is rounded."""
    table = pd.read_csv(file, sep=";")
    keys = zip(table["territory"], table["year"].astype(int), strict=True)
    return dict(zip(keys, zip(table["projects"].astype(float), table["approximate"] == 1, strict=True), strict=True))


@lru_cache(maxsize=1)
def published_shares(file: Path) -> dict[tuple[str, int, str], float]:
    """Return the shares published beside the totals that are not rounded, by territory, year and measure."""
    table = pd.read_csv(file, sep=";")
    exact = table[table["approximate"] == 0]
    return {
        (line["territory"], int(line["year"]), measure): float(line[f"{measure}_percent"]) / 100
        for line in exact.to_dict("records")
        for measure in ("difficult", "seasonal")
        if not pd.isna(line[f"{measure}_percent"])
    }


def _domains(folder: Path) -> dict[str, str]:
    labels = pd.read_csv(folder / "nomenclatures" / "intitules_fap2021.csv", sep=";", encoding="utf-8-sig", dtype=str)
    return dict(zip(labels["Code_FAP228"], labels["Code_FAP22"], strict=True))


def _code(column: pd.Series[Any], width: int) -> pd.Series[Any]:
    """Write codes alike, however Excel typed them: ``2415.0`` → ``2415``, ``0101`` → ``101``, ``1.0`` → ``01``."""
    text = column.map(lambda cell: str(int(cell)) if isinstance(cell, float) else str(cell).strip())
    return text.str.zfill(width) if width else text.map(lambda code: code.lstrip("0"))


def _read(file: Path) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return content
