"""What the documents of a reply are made from, as JSON that a rendering process reads back."""

from __future__ import annotations

from typing import Any

from bot.writing.blocks import Document, Table, TableRow


def subject_of(document: Document) -> dict[str, Any]:
    """Return the document as JSON, without what no file holds: two thirds of it when it holds a whole list."""
    whole = document.table.whole
    lean = document.table.but(whole=_lean(whole) if whole else None)
    return document.but(table=lean).as_json()


def _lean(table: Table) -> Table:
    """A whole list is only ever exported: neither the sentence of each row, nor what its cells repeat of it."""
    return table.but(rows=tuple(_exported(row) for row in table.rows))


def _exported(row: TableRow) -> TableRow:
    cells = tuple(cell if cell.value is None else cell.but(text="", masked=0) for cell in row.cells)
    return row.but(text="", cells=cells)
