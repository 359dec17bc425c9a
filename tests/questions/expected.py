"""The truth of questions.yml, computed from the raw files alone (see raw_survey.py).

`python -m tests.questions.expected` writes expected.json; with --check it writes nothing and exits 1 when the
file is not what the raw files say.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from tests.questions.raw_survey import HOME, SURVEY_YEARS, Sources, answered_areas, data_folder, read_sources

HERE = Path(__file__).resolve().parent
QUESTIONS = HERE / "questions.yml"
EXPECTED = HERE / "expected.json"
# Survey column of each measure, and the smallest value a masked cell of it can hold.
COLUMNS = {"projects": ("met", 1), "difficult": ("xmet", 0), "seasonal": ("smet", 0)}
MASKED_MAXIMUM = 4  # whatever the column
SHARE_MINIMUM = 20  # published projects an occupation needs to enter a ranking by share
LONGEST_LIST = 10
UNDERSTOOD = ("topic", "territories", "occupations", "measure", "share", "year", "years")
KEPT = (*UNDERSTOOD, "optional_years", "limit", "single")
WITHOUT_FIGURE = ("definition", "clarification", "unavailable")

Spec = dict[str, Any]
Row = dict[str, Any]


def within(frame: pd.DataFrame, areas: Iterable[str]) -> pd.DataFrame:
    """The rows of the areas, each row once."""
    areas = set(areas)
    if "france:FR" in areas:
        return frame
    known = frame["bassin"].isin(areas) | frame["departement"].isin(areas) | frame["region"].isin(areas)
    return frame[known]


def of_occupations(sources: Sources, frame: pd.DataFrame, occupations: list[str]) -> pd.DataFrame:
    """The rows of the occupations (FAP refs, a domain or a family); all rows when none is named."""
    if not occupations:
        return frame
    kept = frame["fap"].isin(occupations) | frame["family"].isin(occupations)
    return frame[kept | frame["fap"].map(sources.domain_of_fap).isin(occupations)]


def cells(frame: pd.DataFrame) -> Row:
    """Published sum, number of masked cells and interval of each column."""
    row: Row = {}
    for name, (column, floor) in COLUMNS.items():
        published, masked = int(frame[column].sum()), int(frame[column].isna().sum())
        low, high = published + floor * masked, published + MASKED_MAXIMUM * masked
        row[name] = {"published": published, "masked": masked, "low": low, "high": high}
    return row


def value(frame: pd.DataFrame, measure: str, share: bool) -> float:
    """The measure over the rows: a number of projects, or a percentage of the projects."""
    if measure == "non_seasonal":
        part = float((frame["met"] - frame["smet"]).sum())  # NaN where either is masked: left out
    else:
        part = float(frame[COLUMNS[measure][0]].sum())
    if not share:
        return part
    projects = float(frame["met"].sum())
    return 100 * part / projects if projects else 0.0


def ranked_rows(frame: pd.DataFrame, by: str, spec: Spec) -> list[Row]:
    """The best rows with their value and the ties of the last one; nothing published, no row."""
    share, rows = spec["share"] is True, []
    for ref, group in frame.groupby(by):
        amount = value(group, spec["measure"], share)
        minimum = SHARE_MINIMUM if share and by == "fap" else 1
        if group["met"].sum() >= minimum and amount > 0:
            rows.append({"ref": ref, "value": round(amount, 6), **cells(group)})
    sign = 1 if spec.get("order") == "least" else -1
    rows.sort(key=lambda row: (sign * row["value"], row["ref"]))
    if len(rows) > LONGEST_LIST:
        last = rows[LONGEST_LIST - 1]["value"]
        rows = [row for row in rows if sign * row["value"] <= sign * last]
    return rows


def number_or_percent(amounts: list[float], share: bool) -> Row:
    """The figures the text must show, as whole numbers or as percentages (rounded by the check, not here)."""
    key = "percents" if share else "headline"
    return {key: [round(amount, 4) if share else int(amount) for amount in amounts]}


def truth_of_ranking(frame: pd.DataFrame, spec: Spec) -> Row:
    """Ordered rows of a list of occupations or of territories, its first refs and its first figure."""
    rows = ranked_rows(frame, spec.get("level", "bassin") if spec["topic"] != "recruiting" else "fap", spec)
    best = rows[0]["value"]
    first = [row["ref"] for row in rows if row["value"] == best]
    return {"rows": rows, "first": first, **number_or_percent([best], spec["share"] is True)}


def truth_of_published_total(sources: Sources, spec: Spec) -> Row:
    """The single row of a year held as a published total only."""
    total = sources.published_totals[spec["territories"][0], spec["year"]]
    row = {"ref": spec["territories"][0], "projects": {"published": int(total["projects"])}}
    shown = total[spec["measure"]]
    return {"rows": [row], **number_or_percent([shown], bool(spec["share"]))}


def truth_of_figure(sources: Sources, frame: pd.DataFrame, spec: Spec) -> Row:
    """The single row of a figure; masked or absent when no cell of the measure is published."""
    if spec["year"] not in SURVEY_YEARS:
        return truth_of_published_total(sources, spec)
    row = {"ref": (spec["occupations"] or spec["territories"])[0], **cells(frame)}
    column = row["projects" if spec["measure"] == "non_seasonal" else spec["measure"]]
    if not column["published"]:
        return {"rows": [row], "masked" if column["masked"] else "absent": True}
    if spec["share"] == "any":
        number = number_or_percent([value(frame, spec["measure"], False)], False)
        percent = number_or_percent([value(frame, spec["measure"], True)], True)
        return {"rows": [row], "headline_any": True, **number, **percent}
    return {"rows": [row], **number_or_percent([value(frame, spec["measure"], spec["share"])], spec["share"])}


def truth_of_comparison(sources: Sources, frame: pd.DataFrame, spec: Spec) -> Row:
    """One row per place, or per occupation when several are set against each other in one place."""
    by_occupation = len(spec["territories"]) == 1
    parts = {
        ref: of_occupations(sources, frame, [ref]) if by_occupation else within(frame, [ref])
        for ref in (spec["occupations"] if by_occupation else spec["territories"])
    }
    amounts = [value(part, spec["measure"], spec["share"]) for part in parts.values()]
    rows = [{"ref": ref, **cells(part)} for ref, part in parts.items()]
    return {"rows": rows, **number_or_percent(amounts, spec["share"])}


def truth_of_evolution(sources: Sources, spec: Spec) -> Row:
    """One row per year, and the change: number and percent, or both shares when a share is asked."""
    rows, amounts = [], []
    for year in sorted({*spec["years"], *spec.get("optional_years", [])}):
        if year in SURVEY_YEARS:
            frame = selected(sources, spec, year)
            rows.append({"ref": str(year), **cells(frame)})
            amounts.append(value(frame, spec["measure"], spec["share"]))
        else:
            published = sources.published_totals[spec["territories"][0], year]["projects"]
            rows.append({"ref": str(year), "projects": {"published": int(published)}})
            amounts.append(published)
    first, last = amounts[0], amounts[-1]
    one_source = (min(spec["years"]) in SURVEY_YEARS) == (max(spec["years"]) in SURVEY_YEARS)
    if spec["share"] or not one_source:
        # A published total and a sum of published cells count different things: both are shown, no growth.
        return {"rows": rows, **number_or_percent([first, last], spec["share"])}
    change = abs(last - first)
    return {"rows": rows, "headline": [int(change)], "percents": [round(100 * change / first, 4)]}


def selected(sources: Sources, spec: Spec, year: int) -> pd.DataFrame:
    """The survey rows of a year, of the areas answered and of the occupations named."""
    frame = within(sources.survey[sources.survey["year"] == year], spec["territories"])
    if year >= 2024:
        return of_occupations(sources, frame, [ref for ref in spec["occupations"] if "fap2009" not in ref])
    return of_occupations(sources, frame, [ref for ref in spec["occupations"] if "fap2021" not in ref])


def truth(sources: Sources, given: Spec) -> Row:
    """What a right reply holds, for one reading of a question."""
    if given["topic"] in WITHOUT_FIGURE:
        return {key: given[key] for key in ("topic", "says") if key in given}
    spec = {"measure": "projects", "share": False, **given}
    places = spec.get("places", [HOME])
    spec["territories"] = [area for place in places for area in answered_areas(sources, place)]
    spec["occupations"] = [spec["sector"]] if "sector" in spec else spec.get("occupations", [])
    if spec["topic"] != "evolution":
        spec.setdefault("year", SURVEY_YEARS[-1])
    return {key: spec[key] for key in KEPT if key in spec} | truth_of_topic(sources, spec)


def truth_of_topic(sources: Sources, spec: Spec) -> Row:
    """Rows and figures, in the way of the topic."""
    if spec["topic"] == "evolution":
        return truth_of_evolution(sources, spec)
    frame = selected(sources, spec, spec["year"])
    if spec["topic"] in ("figures", "totals"):
        return truth_of_figure(sources, frame, spec)
    if spec["topic"] == "comparison":
        return truth_of_comparison(sources, frame, spec)
    return truth_of_ranking(frame, spec)


def compute(folder: Path) -> dict[str, Row]:
    """id -> question, user and expected answer, with the other readings accepted."""
    sources = read_sources(folder)
    answers: dict[str, Row] = {}
    for item in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8")):
        if item["id"] in answers:
            raise ValueError(f"two questions have the id {item['id']}")
        answers[item["id"]] = {"question": item["question"], "user": item["user"]}
        try:
            answers[item["id"]] |= truth(sources, item["expect"])
            others = [truth(sources, {**item["expect"], **other}) for other in item.get("accept", [])]
        except (KeyError, IndexError) as error:
            raise ValueError(f"{item['id']}: its expectation cannot be computed ({error!r})") from error
        if others:
            answers[item["id"]]["alternatives"] = others
    return answers


def dump(answers: dict[str, Row]) -> str:
    """JSON text with one question a line: short enough to diff."""
    lines = (f'"{key}": {json.dumps(answer, ensure_ascii=False)}' for key, answer in answers.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> int:
    """Writes or checks expected.json; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare with the committed file, write nothing")
    text = dump(compute(data_folder()))
    if not parser.parse_args().check:
        EXPECTED.write_text(text, encoding="utf-8")
        return 0
    if EXPECTED.exists() and EXPECTED.read_text(encoding="utf-8") == text:
        return 0
    print(f"{EXPECTED.name} is not what the raw files say: run python -m tests.questions.expected", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
