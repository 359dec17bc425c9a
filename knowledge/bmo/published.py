"""Totals of the survey published elsewhere than in its rows, each with who holds it, for the embedded figures."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from knowledge.bmo.workbook import clean_label
from knowledge.errors import ImportRefusedError

CURATED = Path(__file__).with_name("official_totals.yml")

_LIST = "chiffres_publies_centre_val_de_loire.csv"
_NATIONAL_LIST = "totaux_nationaux_2014_2018.csv"
_HOME = "region:24"
_HOME_NAMES = {"Centre (region)", "Centre-Val de Loire"}
_ROUNDED = "arrondi"


class PublishedLine(NamedTuple):
    """One line of the embedded file; shares in percent, empty when not published; ``approximate`` 1 when rounded."""

    territory: str
    year: int
    projects: int
    difficult_percent: str = ""
    seasonal_percent: str = ""
    approximate: int = 0
    source: str = ""


def published_lines(folder: Path, bassins: Mapping[str, str]) -> list[PublishedLine]:
    """Return the totals published for the région and in it, and for France; ``bassins`` gives codes by label.

    Raise ImportRefusedError for a territory that is unknown, or a total whose source nobody looked up.
    """
    curated = {(entry["territory"], entry["year"]): entry for entry in _entries()}
    listed = {(line.territory, line.year): line for line in _listed(folder / _LIST, bassins)}
    unsourced = listed.keys() - curated.keys()
    if unsourced:
        raise ImportRefusedError(f"{CURATED.name} : aucune source pour {sorted(unsourced)}.")
    merged = [
        listed[key]._replace(source=entry["source"]) if key in listed else PublishedLine(**entry)
        for key, entry in curated.items()
    ]
    return [*merged, *_national(folder / _NATIONAL_LIST)]


def _entries() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(CURATED.read_text(encoding="utf-8"))
    return entries


def _listed(path: Path, bassins: Mapping[str, str]) -> Iterator[PublishedLine]:
    for line in _read(path):
        yield PublishedLine(
            _territory(line["territoire"], bassins),
            int(line["annee"]),
            int(line["projets"]),
            line["part_difficiles_pct"],
            line["part_saisonniers_pct"],
            int(_ROUNDED in clean_label(line["source_url"])),
        )


def _territory(name: str, bassins: Mapping[str, str]) -> str:
    if name in _HOME_NAMES:
        return _HOME
    if match := re.fullmatch(r".*\((\w{2,3})\)", name):
        return f"departement:{match.group(1)}"
    label = name.removeprefix("bassin ")
    if label not in bassins:
        raise ImportRefusedError(f"{_LIST} : territoire inconnu « {name} ».")
    return f"bassin:{bassins[label]}"


def _national(path: Path) -> Iterator[PublishedLine]:
    for line in _read(path):
        year, projects = int(line["annee"]), int(line["projets"])
        source = f"Pôle emploi, enquête BMO {year}, total national"
        difficult, seasonal = (
            str(round(100 * int(line[f"projets_{part}"]) / projects, 1)) for part in ("difficiles", "saisonniers")
        )
        yield PublishedLine("france:FR", year, projects, difficult, seasonal, 0, source)


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
