"""What a file of an answer holds, whatever its format: columns, typed cells, and what must be said about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

SECRET = "secret"  # noqa: S105

Kind = Literal["text", "number", "percent", "change", "year"]
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file. ``percent``: a ratio, 0.49."""

    label: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title, columns, rows of values (``SECRET`` under secrecy, None when there is no figure), and their origin."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    source: str
    notes: tuple[str, ...]
    origins: tuple[Mapping[str, Any], ...]


_KINDS: Mapping[str, Kind] = {
    "text": "text", "number": "number", "percent": "percent", "change": "change", "ratio": "percent"
}  # fmt: skip


def sheet_of(answer: Mapping[str, Any]) -> Sheet:
    """Return the file of an answer's payload; ValueError when it has no table."""
    whole = answer.get("all") or answer
    table, rows = whole.get("table"), whole.get("rows") or []
    if not table:
        raise ValueError("This answer has no table.")
    asked = _columns(answer, table["columns"])
    columns = [Column(label, kind) for label, kind, _ in asked]
    place = " et ".join(map(str, answer.get("places", ())))
    values = []
    for row, shown in zip(rows, table["rows"], strict=True):
        cells = dict(zip((column["key"] for column in table["columns"]), shown["cells"], strict=True))
        values.append(tuple(_value(how, row, cells, place, answer) for _, _, how in asked))
    return Sheet(
        title=str(answer.get("title", "")),
        columns=tuple(columns),
        rows=tuple(values),
        source=str(answer.get("source", "")),
        notes=tuple(map(str, answer.get("notes", ()))),
        origins=tuple(answer.get("sources", ())),
    )


How = tuple[str, str]
"""Where a value comes from: a cell of the table, a sum of the row, or a text about the row."""


def _columns(answer: Mapping[str, Any], shown: list[Mapping[str, str]]) -> list[tuple[str, Kind, How]]:
    label, *figures = shown
    found: list[tuple[str, Kind, How]] = [
        (label["label"], "text", ("cell", label["key"])),
        ("Code", "text", ("code", "")),
        ("Territoire de la question", "text", ("place", "")),
        ("Année", "year", ("year", "")),
    ]
    for column in figures:
        found.append((column["label"], _KINDS[column["kind"]], ("cell", column["key"])))
        if column["kind"] == "number":
            found += _bounds(column["label"], column["key"])
    if answer.get("measure") == "non_seasonal" and len(figures) > 1:
        found.append(("Non saisonniers", "number", ("published", "non_seasonal")))
        found += _bounds("Non saisonniers", "non_seasonal")
    found.append(("Source", "text", ("source", "")))
    return found


def _bounds(label: str, key: str) -> list[tuple[str, Kind, How]]:
    return [
        (f"{label}, cellules secrètes", "number", ("masked", key)),
        (f"{label}, minimum possible", "number", ("low", key)),
        (f"{label}, maximum possible", "number", ("high", key)),
    ]


def _value(how: How, row: Mapping[str, Any], cells: Mapping[str, Any], place: str, answer: Mapping[str, Any]) -> Value:
    what, key = how
    if what == "cell":
        cell = cells[key]
        value: Value = cell["value"]
        return SECRET if value is None and cell["text"] == SECRET else value
    if what == "code":
        return str(row["ref"]).partition(":")[2]
    if what == "place":
        return place
    if what == "year":
        return int(row["year"])
    if what == "source":
        return _source(row, answer)
    return _of_sum(what, _sum(row, key, str(answer.get("measure") or "projects")))


def _source(row: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    """The survey a row comes from, with its licence when it is known."""
    for origin in answer.get("sources", ()):
        if origin["year"] == row["year"]:
            return f"{origin['producer']}, {origin['title']}, {origin['licence']}, {origin['url']}"
    return str(answer.get("source", "")).removeprefix("Source : ").removeprefix("Source\u00a0: ")


def _sum(row: Mapping[str, Any], key: str, measure: str) -> Mapping[str, Any] | None:
    """Return the sum behind a column; ``before`` and ``after`` are the measure asked, in two surveys."""
    if key == "before":
        earlier: Mapping[str, Any] = row.get("before", {})
        return earlier.get(measure)
    return row.get(measure if key == "after" else key)


def _of_sum(what: str, total: Mapping[str, Any] | None) -> Value:
    if total is None:
        return None
    if what == "published" and total["masked"] == total["cells"] and total["cells"]:
        return SECRET
    return int(total[what])
