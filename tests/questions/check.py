"""Is a reply right? Compares what the REST channel returned with one entry of expected.json.

Pure functions: no file, no network. A reply is the list of items of the REST channel, the sentence in
item["text"], its blocks in item["custom"]["reply"].
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.writing.blocks import REPLY, Files, Message, Source, Table

Expected = dict[str, Any]
Reply = list[dict[str, Any]]
Row = dict[str, Any]

# Topics that show the same thing: telling them apart is not what makes an answer right.
SAME_SHAPE = {"figures": "figure", "totals": "figure", "where": "ranking", "ranking": "ranking"}
LONGEST_LIST = 10
SHORTEST_LIST = 3  # rows expected of a list when the question gives no limit
DECIMALS = 2e-6
PERCENT_TOLERANCE = 0.0501  # one decimal, whichever way a half is rounded
WIDE_SPACES = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))")
ANY_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u202f\u2009](?=\d{3}(?!\d))")
SAYS_MASKED = re.compile(r"secret|masqué|moins de (5|cinq)", re.IGNORECASE)
SAYS_ZERO = re.compile(r"(?<![\d,])\b(0|zéro|aucune?)\s+(projet|recrutement|embauche)", re.IGNORECASE)
SAYS_NOTHING = re.compile(r"\b(aucune?|pas|rien|ni|0|zéro)\b", re.IGNORECASE)


@dataclass
class Shown:
    """What a reply says: its text, and for an answer what it is about with the numbers of its rows."""

    text: str
    answer: dict[str, Any] | None

    @classmethod
    def of(cls, reply: Reply) -> Shown:
        """Return what the items of the REST channel show; of several answers, the first one."""
        text = "\n".join(str(item["text"]) for item in reply if item.get("text"))
        answers = (item["custom"][REPLY] for item in reply if REPLY in (item.get("custom") or {}))
        found = next(answers, None)
        return cls(text, None if found is None else answer_in(Message.parse_obj(found)))


def answer_in(message: Message) -> dict[str, Any]:
    """Return what is checked of a message, its rows with their numbers side by side."""
    table, source, files = message.first(Table), message.first(Source), message.first(Files)
    rows = table.rows if table else ()
    return {
        **{name: list(each) if isinstance(each, tuple) else each for name, each in message.facts.dict().items()},
        "topic": message.facts.topic.value,
        "rows": [{"ref": row.ref, **{name: each.dict() for name, each in row.totals.items()}} for row in rows],
        "source": source.text if source else "",
        "files": list(files.asked) if files else [],
    }


def score(expected: Expected, shown: Shown) -> list[str]:
    """The faults of a reply, the fewest over the readings accepted; an empty list when it is right."""
    readings = [expected, *expected.get("alternatives", [])]
    return min((faults_of_reading(reading, shown) for reading in readings), key=len)


def faults_of_reading(expected: Expected, shown: Shown) -> list[str]:
    """The faults of a reply against one reading of the question."""
    text, answer = shown.text, shown.answer
    faults = [f"the text does not say {word!r}" for word in expected.get("says", []) if word not in text]
    if expected["topic"] == "unavailable":
        return faults
    if answer is None:
        return [*faults, "no structured answer"]
    faults += faults_of_frame(expected, answer)
    if "rows" not in expected:
        return faults
    faults += faults_of_year(expected, answer, text)
    faults += faults_of_rows(expected, list(answer.get("rows") or []))
    return faults + faults_of_text(expected, text)


def faults_of_frame(expected: Expected, answer: dict[str, Any]) -> list[str]:
    """What was understood: topic, territories, occupations, measure."""
    faults = []
    wanted, given = expected["topic"], str(answer.get("topic"))
    if SAME_SHAPE.get(wanted, wanted) != SAME_SHAPE.get(given, given):
        faults.append(f"topic {given}, expected {wanted}")
    faults += [
        f"{key} {sorted(answer.get(key) or [])}, expected {sorted(expected[key])}"
        for key in ("territories", "occupations")
        if key in expected and set(answer.get(key) or []) != set(expected[key])
    ]
    if "measure" in expected and answer.get("measure") != expected["measure"]:
        faults.append(f"measure {answer.get('measure')}, expected {expected['measure']}")
    return faults


def faults_of_year(expected: Expected, answer: dict[str, Any], text: str) -> list[str]:
    """The year of the figures, or the years of an evolution; the reply must name it."""
    if expected["topic"] == "evolution":
        return faults_of_years(expected, answer.get("years") or [])
    faults = []
    if answer.get("year") != expected["year"]:
        faults.append(f"year {answer.get('year')}, expected {expected['year']}")
    if str(expected["year"]) not in f"{text}\n{answer.get('source')}":
        faults.append(f"the reply does not name the year {expected['year']}")
    return faults


def faults_of_years(expected: Expected, years: list[Any]) -> list[str]:
    """The years an evolution must hold, and those it may hold."""
    given, required = {int(year) for year in years}, set(expected["years"])
    faults = [f"year {year} is missing" for year in sorted(required - given)]
    unasked = given - required - set(expected.get("optional_years", []))
    return faults + [f"year {year} was not asked" for year in sorted(unasked)]


def faults_of_rows(expected: Expected, rows: list[Row]) -> list[str]:
    """The figures of the table, compared in the way of the topic."""
    if expected.get("absent"):
        shown = [row for row in rows if any(cell.get("published") for cell in cells_of(row).values())]
        return ["figures are shown for an occupation without a row"] if shown else []
    makers: dict[str, Callable[[Expected, list[Row]], list[str]]] = {
        "figures": faults_of_single_row,
        "totals": faults_of_single_row,
        "comparison": faults_of_named_rows,
        "evolution": faults_of_named_rows,
    }
    return makers.get(expected["topic"], faults_of_ranked_rows)(expected, rows)


def faults_of_single_row(expected: Expected, rows: list[Row]) -> list[str]:
    """A figure: one row, whatever its ref."""
    if len(rows) != 1:
        return [f"{len(rows)} rows, expected 1"]
    return faults_of_cells(expected["rows"][0], rows[0])


def faults_of_named_rows(expected: Expected, rows: list[Row]) -> list[str]:
    """One row per territory, occupation or year, in any order; optional years may be left out."""
    given = {str(row.get("ref")): row for row in rows}
    known = {row["ref"]: row for row in expected["rows"]}
    optional = {str(year) for year in expected.get("optional_years", [])}
    faults = [f"row {ref} is missing" for ref in known if ref not in given and ref not in optional]
    faults += [f"row {ref} was not asked" for ref in given if ref not in known]
    for ref in known.keys() & given.keys():
        faults += faults_of_cells(known[ref], given[ref])
    return faults


def faults_of_ranked_rows(expected: Expected, rows: list[Row]) -> list[str]:
    """A list in any order that what is certain allows: as long as asked, none that is certainly before left out."""
    longest = min(expected.get("limit", LONGEST_LIST), expected["count"])
    shortest = min(expected.get("limit", 1 if expected.get("single") else SHORTEST_LIST), expected["count"])
    if not shortest <= len(rows) <= longest:
        return [f"{len(rows)} rows, expected {shortest} to {longest}"]
    refs = [str(row.get("ref")) for row in rows]
    if refs[0] not in expected["first"]:
        return [f"first row {refs[0]}, expected {' or '.join(expected['first'])}"]
    faults = ["a row is there twice"] if len(set(refs)) < len(refs) else []
    known = {row["ref"]: row for row in expected["rows"]}
    faults += [f"row {ref} has no place in this list" for ref in refs if ref not in known]
    if faults:
        return faults
    left_out = [ref for ref in known if ref not in refs]
    for rank, ref in enumerate(refs):
        later = [*refs[rank + 1 :], *left_out]
        faults += [f"{other} is certainly before {ref}" for other in later if _is_before(known, other, ref, expected)]
        faults += faults_of_cells(known[ref], rows[rank])
    return faults


def _is_before(known: dict[str, Row], one: str, other: str, expected: Expected) -> bool:
    """Whether a row certainly stands before another, the greatest first, or the least."""
    (low, high), (other_low, other_high) = known[one]["bounds"], known[other]["bounds"]
    return bool(high < other_low) if expected.get("order") == "least" else bool(low > other_high)


def cells_of(row: Row) -> dict[str, dict[str, Any]]:
    """The cells of a row by column: projects, difficult, seasonal."""
    return {name: cell for name, cell in row.items() if isinstance(cell, dict)}


def faults_of_cells(expected: Row, row: Row) -> list[str]:
    """The values of a row that differ; a cell with nothing published may be null, never a plain 0."""
    faults = []
    for column, cell in cells_of(expected).items():
        given = cells_of(row).get(column, {})
        for key, value in cell.items():
            shown = given.get(key)
            if not _is_same(0 if shown is None and value == 0 else shown, value):
                faults.append(f"{row.get('ref')} {column} {key} {shown}, expected {value}")
    return faults


def _is_same(shown: float | None, value: float) -> bool:
    """Whether a figure is the one expected; decimals are compared to the millionth."""
    return shown is not None and abs(shown - value) <= DECIMALS


def faults_of_text(expected: Expected, text: str) -> list[str]:
    """The figures the sentence must hold, or the way it must say that there is none to show."""
    if expected.get("absent"):
        return [] if SAYS_NOTHING.search(text) else ["the text does not say that there is no figure"]
    if expected.get("masked"):
        faults = [] if SAYS_MASKED.search(text) else ["the text does not say that the figure is masked"]
        return faults + (["the text shows a masked figure as 0"] if SAYS_ZERO.search(text) else [])
    missing = [
        f"the text does not show {' or '.join(map(str, figure['told']))}{' %' if figure['percent'] else ''}"
        for figure in expected.get("figures", [])
        if not any(_is_told(way, text, percent=figure["percent"]) for way in figure["told"])
    ]
    return [] if expected.get("any") and len(missing) < len(expected["figures"]) else missing


def _is_told(way: list[float], text: str, *, percent: bool) -> bool:
    return all(shows_percent(text, each) if percent else each in numbers(text) for each in way)


def numbers(text: str) -> set[float]:
    """The numbers of a French text; spaces of every kind may separate thousands ("17 146", "49,4")."""
    # Plain spaces also separate words ("en 2025 635 projets"): both readings are kept.
    readings = (WIDE_SPACES.sub("", text), ANY_SPACES.sub("", text))
    found = (number for reading in readings for number in re.findall(r"\d+(?:,\d+)?", reading))
    return {float(number.replace(",", ".")) for number in found}


def shows_percent(text: str, share: float) -> bool:
    """Whether the text holds the share (%) rounded to one decimal, as "49,4 %"."""
    shown = re.findall(r"(\d+(?:,\d+)?)\s*%", text)
    return any(abs(float(number.replace(",", ".")) - share) <= PERCENT_TOLERANCE for number in shown)
