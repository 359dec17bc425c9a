"""What a file of an answer holds, whatever its format: columns, typed cells, and what must be said about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

SECRET = "secret"  # noqa: S105

Kind = Literal["text", "number", "decimal", "percent", "change", "year"]
Value = str | int | float | None
Json = Mapping[str, Any]


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
    origins: tuple[Json, ...]
    """The surveys: year, producer, title, url, licence."""


@dataclass(frozen=True, slots=True)
class _Record:
    """A row of the answer, with its cells by column key."""

    row: Json
    cells: Json
    answer: Json

    @property
    def measure(self) -> str:
        return str(self.answer.get("measure") or "projects")


Read = Callable[[_Record], Value]


def sheet_of(answer: Json) -> Sheet:
    """Return the file of an answer's payload, its whole list when it holds one; ValueError without a table."""
    shown = answer.get("all") or answer
    table = shown.get("table")
    if not table:
        raise ValueError("This answer has no table.")
    beside = any("values" in row for row in shown["rows"])
    columns = _columns(answer, table["columns"], beside=beside)
    keys = [column["key"] for column in table["columns"]]
    records = [
        _Record(row, dict(zip(keys, cells["cells"], strict=True)), answer)
        for row, cells in zip(shown["rows"], table["rows"], strict=True)
    ]
    return Sheet(
        title=str(answer.get("title", "")),
        columns=tuple(column for column, _ in columns),
        rows=tuple(tuple(read(record) for _, read in columns) for record in records),
        source=str(answer.get("source", "")),
        notes=tuple(map(str, answer.get("notes", ()))),
        origins=tuple(answer.get("sources", ())),
    )


_YEARS = "Année"
_KINDS: Mapping[str, Kind] = {
    "text": "text",
    "number": "number",
    "decimal": "decimal",
    "percent": "percent",
    "change": "change",
    "ratio": "percent",
}


def _columns(answer: Json, shown: list[Json], *, beside: bool) -> list[tuple[Column, Read]]:
    """``beside``: figures of another source than the survey, of which nothing is secret."""
    groups = [column for column in shown if column["key"] == "group"]
    label, *figures = shown[len(groups) :]
    found = [(Column(str(each["label"]), "text"), _cell("group")) for each in groups]
    found += _names(str(label["label"]))
    for column in figures:
        key, name = str(column["key"]), str(column["label"])
        found.append((Column(name, _KINDS[column["kind"]]), _cell(key)))
        if column["kind"] == "number" and not beside and key not in {"value", "official"}:
            found += _hidden(name, key)
        elif key == "value":
            found += _bounds(name, _KINDS[column["kind"]])
    if answer.get("measure") == "non_seasonal" and label["key"] == "label" and "before" not in figures[0]["key"]:
        found.append((Column("Non saisonniers", "number"), _published("non_seasonal")))
        found += _hidden("Non saisonniers", "non_seasonal")
    return [*found, (Column("Source", "text"), _source)]


def _names(label: str) -> list[tuple[Column, Read]]:
    """What each row is; rows that are years are named by their place."""
    year = (Column(_YEARS, "year"), _year)
    if label == _YEARS:
        return [(Column("Territoire", "text"), _place_of_year), (Column("Code", "text"), _code_of_year), year]
    asked = (Column("Territoire de la question", "text"), _places)
    return [(Column(label, "text"), _cell("label")), (Column("Code", "text"), _code), asked, year]


def _hidden(name: str, key: str) -> list[tuple[Column, Read]]:
    return [
        (Column(f"{name}, valeurs secrètes", "number"), _side(key, "masked")),
        (Column(f"{name}, minimum possible", "number"), _side(key, "low")),
        (Column(f"{name}, maximum possible", "number"), _side(key, "high")),
    ]


def _bounds(name: str, kind: Kind) -> list[tuple[Column, Read]]:
    """What secret values leave possible of a figure that is no sum of projects."""
    return [
        (Column(f"{name}, {word} possible", kind), _end(side))
        for word, side in (("minimum", "low"), ("maximum", "high"))
    ]


def _end(side: str) -> Read:
    def read(record: _Record) -> Value:
        value = record.row.get("value")
        return None if value is None else float(value[side])

    return read


def _cell(key: str) -> Read:
    def read(record: _Record) -> Value:
        cell = record.cells[key]
        value: Value = cell["value"]
        return str(cell["text"]) or None if value is None else value

    return read


def _side(key: str, side: str) -> Read:
    def read(record: _Record) -> Value:
        total = _sum(record, key)
        return None if total is None else whole_or_not(total[side])

    return read


def _published(key: str) -> Read:
    def read(record: _Record) -> Value:
        total = _sum(record, key)
        if total is None:
            return None
        return SECRET if total["cells"] and total["masked"] == total["cells"] else whole_or_not(total["published"])

    return read


def whole_or_not(value: float) -> int | float:
    """Return a whole number as such, a weighted estimate of 2016 to 2018 as it is given."""
    return int(value) if value == int(value) else value


def _sum(record: _Record, key: str) -> Json | None:
    """Return the sum behind a column; ``before`` and ``after`` are the measure asked, in two surveys."""
    if key == "before":
        earlier: Json = record.row.get("before", {})
        return earlier.get(record.measure)
    return record.row.get(record.measure if key == "after" else key)


def _year(record: _Record) -> Value:
    return int(record.row["year"])


def _code(record: _Record) -> Value:
    return str(record.row["ref"]).partition(":")[2]


def _code_of_year(record: _Record) -> Value:
    return str(record.row.get("territory", "")).partition(":")[2]


def _places(record: _Record) -> Value:
    return " et ".join(map(str, record.answer.get("places", ())))


def _place_of_year(record: _Record) -> Value:
    """« bassin d'emploi de Tours » out of « bassin d'emploi de Tours, 2022 »."""
    return str(record.row["label"]).rpartition(", ")[0] or _places(record)


def _source(record: _Record) -> Value:
    """The survey a row comes from, with its licence when it is known."""
    for origin in record.answer.get("sources", ()):
        if origin["year"] == record.row["year"]:
            return ", ".join(filter(None, (str(origin[key]) for key in ("producer", "title", "licence", "url"))))
    return without_label(str(record.answer.get("source", "")))


def without_label(source: str) -> str:
    """Return « France Travail, … » out of « Source : France Travail, … »."""
    return source.removeprefix("Source").lstrip(" \u00a0:")
