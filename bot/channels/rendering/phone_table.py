"""A table that reads on a phone: 30 columns of fixed width, numbers aligned, or bars, or the sentences of its rows."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.channels.telegram.html import Line, Part, Row, Words, line
from bot.writing.blocks import Cell, Column, Table, TableRow
from bot.writing.french import NARROW, NO_BREAK
from bot.writing.reply_topics import Drawing

WIDTH = 30
_GAP = 1
_BAR = "█"
_BARS = frozenset({Drawing.RANKING, Drawing.PLACES})
_NAMES = ("label", "group")
_SHORT = {
    "official": "Publié",
    "difficult_share": "Diffic.",
    "seasonal_share": "Saison.",
    "ratio": "Évol.",
    "rate": "/1000 hab",
    "seekers": "Demand.",
}
"""The columns whose name is too long for a few figures side by side; one line each, they have their own."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """The figures of a table that are shown: their columns, and the cells of each row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[TableRow, tuple[Cell, ...]], ...]


def parts_of(table: Table, *, drawn: bool = False) -> list[Part]:
    """Return a table as parts of a message; ``drawn``: its chart is shown beside it.

    A ranking without its chart is bars; one row is a line for each figure; what does not fit in 30 columns is told.
    """
    if len(table.rows) == 1:
        return [Part(tuple(_record(table.columns, table.rows[0])), "pre")]
    if table.drawing in _BARS and not drawn and (bars := _bars(table)):
        return bars
    shown = _figures(table)
    widths = [max(map(len, (_head(column, shown.columns), *texts))) for column, texts in _by_column(shown)]
    if sum(widths) + _GAP * len(widths) <= WIDTH:
        return _grouped(table, _grid(table, shown, widths))
    told = [row for row in table.rows if row.text]
    if len(told) == len(table.rows):
        return [_told(table)]
    return _grouped(table, [tuple(_titled(table.columns, row)) for row in table.rows])


def _figures(table: Table) -> _Shown:
    """Projects, then the shares: they compare rows. Where a count is asked, it is there, and the other share is not."""
    columns = {column.key: column for column in table.columns if column.key not in _NAMES}
    asked = "" if table.share else table.measure
    if f"{asked}_share" in columns:
        columns = {key: columns[key] for key in ("projects", asked, f"{asked}_share")}
    else:
        columns = {key: column for key, column in columns.items() if f"{key}_share" not in columns}
    indices = [index for index, column in enumerate(table.columns) if column.key in columns]
    rows = tuple((row, tuple(row.cells[index] for index in indices)) for row in table.rows)
    return _Shown(tuple(table.columns[index] for index in indices), rows)


def _by_column(shown: _Shown) -> Iterator[tuple[Column, list[str]]]:
    for index, column in enumerate(shown.columns):
        yield column, [_text(cells[index]) for _, cells in shown.rows]


def _head(column: Column, beside: Sequence[Column]) -> str:
    if any(column.key == f"{other.key}_share" for other in beside):
        return "Part"
    return _fixed(_SHORT.get(column.key, column.label))


def _text(cell: Cell) -> str:
    return _fixed(cell.text) or "–"


def _fixed(text: str) -> str:
    """Return a text whose every character has the same width on a phone: a narrow space has not."""
    return text.replace(NARROW, NO_BREAK)


def _grid(table: Table, shown: _Shown, widths: Sequence[int]) -> list[Row]:
    """One line a row where the names are short enough, else the name above its figures."""
    head = _aligned([_head(column, shown.columns) for column in shown.columns], widths)
    room = WIDTH - len(head)
    names = [_name(table, row) for row, _ in shown.rows]
    beside = all(len(name) < room for name in names)
    rows: list[Row] = [(line(head.rjust(WIDTH)),)]
    for name, (_, cells) in zip(names, shown.rows, strict=True):
        figures = _aligned([_text(cell) for cell in cells], widths)
        if beside:
            rows.append((line(name.ljust(WIDTH - len(figures)) + figures),))
        else:
            rows.append((*_wrapped(name), line(figures.rjust(WIDTH))))
    return rows


def _aligned(texts: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(" " * _GAP + text.rjust(width) for text, width in zip(texts, widths, strict=True))


def _name(table: Table, row: TableRow) -> str:
    """« 3. Serveurs », « ▸ Blois » for the row that is asked about."""
    rank = f"{row.rank}. " if row.rank and table.drawing in _BARS else ""
    return f"{'▸ ' if row.pointed and len(table.rows) > 1 else ''}{rank}{_fixed(row.label)}"


def _wrapped(text: str, width: int = WIDTH) -> list[Line]:
    return [line(each) for each in textwrap.wrap(text, width, subsequent_indent="   " if text[:1].isdigit() else "")]


def _record(columns: Sequence[Column], row: TableRow) -> Iterator[Row]:
    """One line for each figure of a row, a share beside its count: « Difficiles        62 (79,5 %) »."""
    by_key = {column.key: (column, cell) for column, cell in zip(columns, row.cells, strict=True)}
    for key, (column, cell) in by_key.items():
        counted = by_key.get(key.removesuffix("_share"))
        if key in _NAMES or (key.endswith("_share") and counted) or not cell.text:
            continue
        share = by_key.get(f"{key}_share")
        beside = f" ({_text(share[1])})" if share and share[1].value is not None else ""
        yield _dotted(_fixed(column.label), f"{_text(cell)}{beside}")


def _dotted(label: str, figure: str) -> Row:
    """« label       figure », the label above where it takes more than a line."""
    lines = textwrap.wrap(label, WIDTH)
    if len(lines[-1]) + 1 + len(figure) > WIDTH:
        return (*map(line, lines), line(figure.rjust(WIDTH)))
    return (*map(line, lines[:-1]), line(lines[-1].ljust(WIDTH - len(figure)) + figure))


def _titled(columns: Sequence[Column], row: TableRow) -> Iterator[Line]:
    yield from _wrapped(_fixed(row.label))
    for figure in _record(columns, row):
        yield from figure


def _grouped(table: Table, rows: Sequence[Row]) -> list[Part]:
    """Return rows in fixed width, those of each list under its title; a first row more than the table's is the head."""
    head = rows[: len(rows) - len(table.rows)]
    if not any(row.group for row in table.rows):
        return [Part(tuple(rows), "pre")]
    parts: list[Part] = []
    pairs = zip(table.rows, rows[len(head) :], strict=True)
    for group, found in groupby(pairs, key=lambda pair: pair[0].group):
        parts += [Part(((line(group, "b"),),)), Part((*head, *(row for _, row in found)), "pre")]
    return parts


def _told(table: Table) -> Part:
    """The sentence of each row, its name in bold."""
    rows: list[Row] = []
    for group, found in groupby(table.rows, key=lambda row: row.group):
        if group:
            rows.append((line(group, "b"),))
        rows += [(_with_bold(row.text, row.label),) for row in found]
    return Part(tuple(rows))


def _with_bold(text: str, label: str) -> Line:
    before, found, after = text.partition(label)
    return (Words(before), Words(label, "b"), Words(after)) if found else (Words(text),)


def _bars(table: Table) -> list[Part]:
    """The figure of each row and its bar, on a scale that starts at 0; nothing where a figure is secret."""
    keys = [column.key for column in table.columns]
    asked = f"{table.measure}_share" if table.share else table.measure
    index = next((keys.index(key) for key in ("value", asked, "registered") if key in keys), None)
    if index is None:
        return []
    cells = [row.cells[index] for row in table.rows]
    values = [cell.value for cell in cells if isinstance(cell.value, (int, float)) and cell.value >= 0]
    if len(values) < len(cells):
        return []
    figure = max(len(_text(cell)) for cell in cells)
    rows = (
        [
            (
                *_wrapped(_name(table, row)),
                line(f"{_text(cell).rjust(figure)} {_bar(value / max(values), WIDTH - figure - 1)}"),
            )
            for row, cell, value in zip(table.rows, cells, values, strict=True)
        ]
        if max(values)
        else []
    )
    return _grouped(table, rows) if rows else []


def _bar(part: float, width: int) -> str:
    return _BAR * max(1, round(width * part))
