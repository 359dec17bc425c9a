"""The raw files behind the figures: survey rows, and what places and sectors are made of.

Independent of the assistant (nothing of knowledge/ or bot/ is imported), so that no mistake is shared.
The raw files are looked for in the folder named by BMO_DIR, else in ../shared/data beside the project.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from tests.figures import raw

PROJECT = Path(__file__).resolve().parents[2]
SURVEY_YEARS = (2016, 2017, 2018, 2019, 2020, 2022, 2023, 2024, 2025)
PUBLISHED = PROJECT / "knowledge" / "embedded" / "bmo" / "published_totals.csv"
HOME = "region:24"


@dataclass(frozen=True)
class Sources:
    """The raw files: survey rows, and what places and sectors are made of."""

    survey: pd.DataFrame
    bassin_of_commune: dict[str, str]
    communes_of_epci: dict[str, list[str]]
    domain_of_fap: dict[str, str]
    published_totals: dict[tuple[str, int], dict[str, float]]


def data_folder() -> Path:
    """The folder of the raw files (it may not exist: callers decide what to do then)."""
    return Path(os.environ.get("BMO_DIR", PROJECT / ".." / "shared" / "data"))


def read_survey(folder: Path, year: int) -> pd.DataFrame:
    """One row per occupation x bassin x département of a year; masked cells are NaN, never 0."""
    frame = raw.survey(folder, year).rename(columns={"famille": "family"})
    return frame.assign(year=year)[["year", "fap", "family", "region", "departement", "bassin", "met", "xmet", "smet"]]


def read_published_totals() -> dict[tuple[str, int], dict[str, float]]:
    """(area ref, year) -> projects, and shares of difficult and seasonal ones (%), as published elsewhere.

    A rounded total only tells a year whose rows are not held.
    """
    table = pd.read_csv(PUBLISHED, sep=";")
    return {
        (line["territory"], int(line["year"])): {
            "projects": line["projects"],
            "difficult": line["difficult_percent"],
            "seasonal": line["seasonal_percent"],
        }
        for line in table.to_dict("records")
        if not (line["approximate"] and int(line["year"]) in SURVEY_YEARS)
    }


def read_sources(folder: Path) -> Sources:
    """Everything the questions need from the raw files."""
    bassins = pd.read_csv(folder / "territoires" / "commune_bassin_bmo.csv", dtype=str)
    epci = json.loads((folder / "territoires" / "epci.json").read_text(encoding="utf-8"))
    labels = folder / "nomenclatures" / "intitules_fap2021.csv"
    domains = pd.read_csv(labels, sep=";", encoding="utf-8-sig", dtype=str)
    return Sources(
        survey=pd.concat([read_survey(folder, year) for year in SURVEY_YEARS], ignore_index=True),
        bassin_of_commune={
            commune: f"bassin:{int(code)}"
            for commune, code in bassins[["code_commune_insee", "code_bassin_BMO"]].itertuples(index=False)
        },
        communes_of_epci={item["code"]: [member["code"] for member in item["membres"]] for item in epci},
        domain_of_fap={
            f"fap2021:{fap}": f"domaine:{domain}"
            for fap, domain in domains[["Code_FAP228", "Code_FAP22"]].itertuples(index=False)
        },
        published_totals=read_published_totals(),
    )


def answered_areas(sources: Sources, place: str) -> list[str]:
    """The refs a place is answered over: a commune by its bassin, an EPCI by every bassin of its communes."""
    kind, code = place.split(":")
    if kind == "commune":
        return [sources.bassin_of_commune[code]]
    if kind == "epci":
        bassins = {sources.bassin_of_commune.get(commune, "") for commune in sources.communes_of_epci[code]}
        return sorted(bassins - {""})  # the zoning misses some overseas communes
    return [place]
