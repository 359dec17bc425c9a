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
LAST_WITH_DECIMALS = 2018  # whose masked cells are anything from 0 to 5
SHARE_MINIMUM = 20  # published projects an occupation needs to enter a ranking by share
LONGEST_LIST = 10
UNDERSTOOD = ("topic", "territories", "occupations", "measure", "share", "year", "years")
KEPT = (*UNDERSTOOD, "optional_years", "limit", "single", "order")
WITHOUT_FIGURE = ("definition", "clarification", "unavailable")

Spec = dict[str, Any]
Row = dict[str, Any]
Totals = dict[str, float]


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
        published, masked = _plain(frame[column].sum()), int(frame[column].isna().sum())
        least, most = hidden_ends(frame, floor)
        low, high = published + least * masked, published + most * masked
        row[name] = {"published": published, "masked": masked, "low": _plain(low), "high": _plain(high)}
    return row


def hidden_ends(frame: pd.DataFrame, floor: int) -> tuple[int, int]:
    """What a masked cell hides at least, and at most."""
    estimated = len(frame) and frame["year"].max() <= LAST_WITH_DECIMALS
    return (0, MASKED_MAXIMUM + 1) if estimated else (floor, MASKED_MAXIMUM)


def _plain(number: float) -> float:
    """A whole number as an integer; an estimate of before 2019 to the millionth."""
    return int(number) if number == int(number) else round(float(number), 6)


def value(frame: pd.DataFrame, measure: str, share: bool) -> float | None:
    """The measure over the published cells: a number of projects, or a percentage of the projects; None if none is."""
    column = "smet" if measure == "non_seasonal" else COLUMNS[measure][0]
    if len(frame) and frame[column].isna().all():
        return None
    part = frame["met"] - frame["smet"] if measure == "non_seasonal" else frame[column]
    if not share:
        return float(part.sum())
    projects = float(frame["met"].sum())
    published = float(frame[column].sum())
    ratio = 100 * published / projects if projects else 0.0
    return 100 - ratio if measure == "non_seasonal" else ratio


def bounds(frame: pd.DataFrame, measure: str, share: bool) -> tuple[float, float]:
    """The least and greatest possible value: a masked met hides 1 to 4, a masked part 0 to 4 and at most its met."""
    met, both = float(frame["met"].sum()), int(frame["met"].isna().sum())
    floor, most = hidden_ends(frame, COLUMNS.get(measure, ("", 0))[1])
    if measure == "non_seasonal":
        seasonal, alone = float(frame["smet"].sum()), int((frame["smet"].isna() & frame["met"].notna()).sum())
        low, high = met - seasonal - most * alone, met - seasonal + most * both
        if share:
            ends = bounds(frame, "seasonal", share=True)
            return 100 - ends[1], 100 - ends[0]
        return low, high
    part, hidden = float(frame[COLUMNS[measure][0]].sum()), int(frame[COLUMNS[measure][0]].isna().sum())
    if not share:
        return part + floor * hidden, part + most * hidden
    whole = met + most * both
    return (100 * part / whole, min(100.0, 100 * (part + most * hidden) / whole)) if whole else (0.0, 100.0)


def ranked_rows(frame: pd.DataFrame, by: str, spec: Spec, totals: Totals) -> list[Row]:
    """Every row with what is certain of it, those that may stand in the list shown; the longest list is ten."""
    share, rows = spec["share"] is True, []
    for ref, group in frame.groupby(by):
        if share and bounds(group, "projects", share=False)[0] < SHARE_MINIMUM:
            continue
        low, high = bounds(group, spec["measure"], share)
        amount = value(group, spec["measure"], share)
        total = totals.get(str(ref)) if not share and spec["measure"] == "projects" else None
        if total is not None:
            low, high, amount = total, total, total
        rows.append({"ref": ref, "value": amount, "bounds": [round(low, 6), round(high, 6)], **cells(group)})
    return rows


def shown(amount: float | None, ends: tuple[float, float], share: bool) -> Row:
    """How a figure may be told: as published or by its bounds, in whole numbers or in percentages."""
    told = [[amount]] if amount is not None else []
    low, high = ends
    told.append([low, high] if low and low != high else [high])
    return {"told": [[round(each, 4) if share else _half_up(each) for each in way] for way in told], "percent": share}


def _half_up(number: float) -> int:
    return int(number + 0.5)


def truth_of_ranking(sources: Sources, frame: pd.DataFrame, spec: Spec) -> Row:
    """Rows of a list of occupations or of territories, the refs that may come first, the figure of a certain first."""
    by = spec.get("level", "bassin") if spec["topic"] != "recruiting" else "fap"
    totals = {} if spec["occupations"] or by == "fap" else _totals(sources, spec["year"])
    rows = ranked_rows(frame, by, spec, totals)
    least = spec.get("order") == "least"
    ends = {row["ref"]: tuple(row["bounds"]) for row in rows}
    edge = min(high for _, high in ends.values()) if least else max(low for low, _ in ends.values())
    first = [ref for ref, (low, high) in ends.items() if (low <= edge if least else high >= edge)]
    truth: Row = {"rows": _near_the_top(rows, least=least), "count": len(rows), "first": sorted(first)}
    if len(first) == 1:
        best = next(row for row in rows if row["ref"] == first[0])
        truth["figures"] = [shown(best["value"], ends[first[0]], spec["share"] is True)]
    return truth


def _near_the_top(rows: list[Row], *, least: bool) -> list[Row]:
    """The rows that may stand among the ten first, in an order that what is certain allows."""
    rows = sorted(rows, key=lambda row: row["bounds"][1] if least else -row["bounds"][0])
    if len(rows) <= LONGEST_LIST:
        return rows
    last = rows[LONGEST_LIST - 1]["bounds"]
    return [row for row in rows if (row["bounds"][0] <= last[1] if least else row["bounds"][1] >= last[0])]


def _totals(sources: Sources, year: int) -> Totals:
    """What France Travail published for a year, by territory."""
    return {ref: total["projects"] for (ref, of), total in sources.published_totals.items() if of == year}


def official(sources: Sources, spec: Spec, ref: str, year: int) -> float | None:
    """The total, or the share beside it, that France Travail published for all occupations of a place."""
    total = sources.published_totals.get((ref, year))
    if total is None or spec["occupations"]:
        return None
    found = total.get(spec["measure"] if spec["share"] is True else "projects")
    wanted = spec["share"] is True or spec["measure"] == "projects"
    return float(found) if wanted and found is not None and not pd.isna(found) else None


def truth_of_published_total(sources: Sources, spec: Spec) -> Row:
    """The single row of a year held as a published total only."""
    total = sources.published_totals[spec["territories"][0], spec["year"]]
    row = {"ref": spec["territories"][0], "projects": {"published": int(total["projects"])}}
    told = total[spec["measure"]]
    return {"rows": [row], "figures": [shown(told, (told, told), bool(spec["share"]))]}


def truth_of_figure(sources: Sources, frame: pd.DataFrame, spec: Spec) -> Row:
    """The single row of a figure, the published total first where there is one; masked or absent when nothing is."""
    if spec["year"] not in SURVEY_YEARS:
        return truth_of_published_total(sources, spec)
    ref = (spec["occupations"] or spec["territories"])[0]
    row = {"ref": ref, **cells(frame)}
    column = row["projects" if spec["measure"] == "non_seasonal" else spec["measure"]]
    if not column["published"]:
        return {"rows": [row], "masked" if column["masked"] else "absent": True}
    ways = [False, True] if spec["share"] == "any" else [spec["share"]]
    figures = [shown(value(frame, spec["measure"], way), bounds(frame, spec["measure"], way), way) for way in ways]
    total = official(sources, spec, ref, spec["year"])
    if total is not None:
        figures = [shown(total, (total, total), spec["share"] is True)]
    return {"rows": [row], "figures": figures, **({"any": True} if spec["share"] == "any" else {})}


def truth_of_comparison(sources: Sources, frame: pd.DataFrame, spec: Spec) -> Row:
    """One row per place, or per occupation when several are set against each other in one place."""
    by_occupation = len(spec["territories"]) == 1
    parts = {
        ref: of_occupations(sources, frame, [ref]) if by_occupation else within(frame, [ref])
        for ref in (spec["occupations"] if by_occupation else spec["territories"])
    }
    figures = []
    for ref, part in parts.items():
        total = None if by_occupation else official(sources, spec, ref, spec["year"])
        ends = bounds(part, spec["measure"], spec["share"])
        figures.append(
            shown(total, (total, total), share=spec["share"] is True)
            if total is not None
            else shown(value(part, spec["measure"], spec["share"]), ends, spec["share"])
        )
    return {"rows": [{"ref": ref, **cells(part)} for ref, part in parts.items()], "figures": figures}


def truth_of_evolution(sources: Sources, spec: Spec) -> Row:
    """One row per year, and the change from the first to the last asked: in number, or both shares if one is asked."""
    rows = []
    sides: dict[int, tuple[float | None, tuple[float, float]]] = {}
    totals: dict[int, tuple[float, tuple[float, float]]] = {}
    for year in sorted({*spec["years"], *spec.get("optional_years", [])}):
        total = official(sources, spec, spec["territories"][0], year) if len(spec["territories"]) == 1 else None
        if year in SURVEY_YEARS:
            frame = selected(sources, spec, year)
            rows.append({"ref": str(year), **cells(frame)})
            sides[year] = (value(frame, spec["measure"], spec["share"]), bounds(frame, spec["measure"], spec["share"]))
        else:
            rows.append({"ref": str(year), "projects": {"published": int(total or 0)}})
        if total is not None and not spec["share"]:
            totals[year] = (total, (total, total))
    asked = (min(spec["years"]), max(spec["years"]))
    told = totals if all(year in totals for year in asked) else sides  # a total and a sum count different things
    first, last = (told[year] for year in asked)
    if spec["share"]:
        return {"rows": rows, "figures": [shown(*side, share=True) for side in (first, last)]}
    low, high = last[1][0] - first[1][1], last[1][1] - first[1][0]
    moved = None if first[0] is None or last[0] is None else abs(last[0] - first[0])
    ends = tuple(sorted((abs(low), abs(high))))
    return {"rows": rows, "figures": [shown(moved, (ends[0], ends[1]), share=False)]}


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
    return truth_of_ranking(sources, frame, spec)


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
