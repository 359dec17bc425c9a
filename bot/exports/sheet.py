"""What a file of an answer holds, whatever its format: columns, typed cells, and what must be said about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.writing.blocks import Cell, ColumnKind, Document, Origin, Table, TableRow, Told, Total

SECRET = "secret"  # noqa: S105

Kind = Literal["text", "number", "decimal", "percent", "change", "year"]
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
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    """A row of the table, with its cells by column key."""

    row: TableRow
    cells: Mapping[str, Cell]
    table: Table


Read = Callable[[_Record], Value]


def sheet_of(document: Document) -> Sheet:
    """Return the file of a table, its whole list when it holds one."""
    table = document.table.whole or document.table
    keys = [column.key for column in table.columns]
    records = [_Record(row, dict(zip(keys, row.cells, strict=True)), table) for row in table.rows]
    columns = [*_columns(table), (Column("Source", "text"), _source(table, document.source))]
    return Sheet(
        title=table.title,
        columns=tuple(column for column, _ in columns),
        rows=tuple(tuple(read(record) for _, read in columns) for record in records),
        source=document.source,
        notes=document.notes,
        origins=table.origins,
    )


_YEARS = "Année"
_KINDS: Mapping[ColumnKind, Kind] = {
    "text": "text",
    "number": "number",
    "decimal": "decimal",
    "percent": "percent",
    "change": "change",
    "ratio": "percent",
}


def _columns(table: Table) -> list[tuple[Column, Read]]:
    groups = [column for column in table.columns if column.key == "group"]
    label, *figures = table.columns[len(groups) :]
    found: list[tuple[Column, Read]] = [(Column(each.label, "text"), _cell("group")) for each in groups]
    found += _names(label.label)
    for column in figures:
        key, name, kind = column.key, column.label, _KINDS[column.kind]
        found.append((Column(name, kind), _cell(key)))
        if column.kind == "number" and table.of_survey and key not in {"value", "official"}:
            found += _hidden(name, key)
        elif key == "value":
            found += _bounds(name, kind)
    if table.measure == "non_seasonal" and "before" not in figures[0].key:
        found.append((Column("Non saisonniers", "number"), _published("non_seasonal")))
        found += _hidden("Non saisonniers", "non_seasonal")
    return found


def _names(label: str) -> list[tuple[Column, Read]]:
    """What each row is; rows that are years are named by their place."""
    year: tuple[Column, Read] = (Column(_YEARS, "year"), lambda record: record.row.year)
    if label == _YEARS:
        return [(Column("Territoire", "text"), _place_of_year), (Column("Code", "text"), _code_of_year), year]
    asked = (Column("Territoire de la question", "text"), _places)
    return [(Column(label, "text"), _cell("label")), (Column("Code", "text"), _code), asked, year]


def _hidden(name: str, key: str) -> list[tuple[Column, Read]]:
    sides: tuple[tuple[str, Callable[[Total], float]], ...] = (
        ("valeurs secrètes", lambda total: total.masked),
        ("minimum possible", lambda total: total.low),
        ("maximum possible", lambda total: total.high),
    )
    return [(Column(f"{name}, {word}", "number"), _side(key, side)) for word, side in sides]


def _bounds(name: str, kind: Kind) -> list[tuple[Column, Read]]:
    """What secret values leave possible of a figure that is no sum of projects."""
    ends: tuple[tuple[str, Callable[[Told], float]], ...] = (
        ("minimum", lambda told: told.low),
        ("maximum", lambda told: told.high),
    )
    return [(Column(f"{name}, {word} possible", kind), _end(end)) for word, end in ends]


def _end(end: Callable[[Told], float]) -> Read:
    return lambda record: None if record.row.value is None else float(end(record.row.value))


def _cell(key: str) -> Read:
    def read(record: _Record) -> Value:
        cell = record.cells[key]
        return cell.text or None if cell.value is None else cell.value

    return read


def _side(key: str, side: Callable[[Total], float]) -> Read:
    def read(record: _Record) -> Value:
        total = _total(record, key)
        return None if total is None else whole_or_not(side(total))

    return read


def _published(key: str) -> Read:
    def read(record: _Record) -> Value:
        total = _total(record, key)
        if total is None:
            return None
        return SECRET if total.cells and total.masked == total.cells else whole_or_not(total.published)

    return read


def whole_or_not(value: float) -> int | float:
    """Return a whole number as such, a weighted estimate of 2016 to 2018 as it is given."""
    return int(value) if value == int(value) else value


def _total(record: _Record, key: str) -> Total | None:
    """Return the sum behind a column; ``before`` and ``after`` are the measure asked, in two surveys."""
    if key == "before":
        return record.row.before.get(record.table.measure)
    return record.row.totals.get(record.table.measure if key == "after" else key)


def _code(record: _Record) -> Value:
    return record.row.ref.partition(":")[2]


def _code_of_year(record: _Record) -> Value:
    return record.row.territory.partition(":")[2]


def _places(record: _Record) -> Value:
    return " et ".join(record.table.places)


def _place_of_year(record: _Record) -> Value:
    """« bassin d'emploi de Tours » out of « bassin d'emploi de Tours, 2022 »."""
    return record.row.label.rpartition(", ")[0] or _places(record)


def _source(table: Table, source: str) -> Read:
    """The survey a row comes from, with its licence when it is known."""
    known: dict[int, str] = {}
    for each in table.origins:
        known.setdefault(each.year, ", ".join(filter(None, (each.producer, each.title, each.licence, each.url))))
    return lambda record: known.get(record.row.year, without_label(source))


def without_label(source: str) -> str:
    """Return « France Travail, … » out of « Source : France Travail, … »."""
    return source.removeprefix("Source").lstrip(" \u00a0:")
