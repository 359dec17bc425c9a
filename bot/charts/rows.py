"""Reading a table: its rows with their cells, by column."""

from __future__ import annotations

from collections.abc import Sequence

from bot.charts.model import Mark
from bot.writing.blocks import Cell, Table, TableRow
from bot.writing.french import number

_SECRET = "secret"  # noqa: S105


class Line:
    """One row of a table with its cells by column key."""

    def __init__(self, row: TableRow, cells: dict[str, Cell]) -> None:
        """Keep the row and its cells."""
        self.row = row
        self._cells = cells

    @property
    def nearest_to_zero(self) -> float:
        """The least that the value asked may be, on either side of zero; 0 when it may be on both."""
        value = self.row.value
        return max(float(value.low), 0.0) + min(float(value.high), 0.0) if value else 0.0

    @property
    def is_published_total(self) -> bool:
        """True when only a total is known, published outside the survey's rows."""
        return self.row.totals.keys() == {"projects"}

    def has(self, key: str) -> bool:
        """Tell whether the table has a column ``key``."""
        return key in self._cells

    def mark(self, key: str) -> Mark:
        """Return the figure of a column; ``non_seasonal``, which has none, comes from the row itself."""
        if key in self._cells:
            cell = self._cells[key]
            secret = cell.value is None and bool(cell.masked or cell.text == _SECRET)
            return Mark(None if cell.value is None else float(cell.value), cell.text, secret=secret)
        total = self.row.totals.get(key)
        if total is None:
            return Mark(None, "")
        if total.masked and not total.published:
            return Mark(None, _SECRET, secret=True)
        return Mark(float(total.published), number(total.published))

    def share_of(self, measure: str, *, before: bool = False) -> float | None:
        """Return the share of a measure in this survey, or in the one before; None when one of the two is secret."""
        totals = self.row.before if before else self.row.totals
        part, whole = totals.get(measure), totals.get("projects")
        if not part or not whole or part.masked == part.cells or not whole.published:
            return None
        return min(1.0, float(part.published) / float(whole.published))

    def masked(self, keys: Sequence[str]) -> int:
        """Return how many survey cells are hidden behind those columns."""
        return sum(self._cells[key].masked for key in keys if key in self._cells)


def lines_of(table: Table) -> list[Line]:
    """Return the rows of a table, in order."""
    keys = [column.key for column in table.columns]
    return [Line(row, dict(zip(keys, row.cells, strict=True))) for row in table.rows]


def by_share(table: Table) -> bool:
    """Return whether shares are shown rather than numbers."""
    return table.share and table.measure in {"difficult", "seasonal"}
