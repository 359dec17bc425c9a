"""Reading an answer's payload: its rows with the cells of its table, by column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.charts.model import Mark
from bot.writing.french import number

Answer = Mapping[str, Any]
_RANK = re.compile(r"(?:→\s)?(\d+)\.")
_SECRET = "secret"  # noqa: S105


class Line:
    """One row of an answer with its cells by column key."""

    def __init__(self, row: Mapping[str, Any], cells: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep the row and its cells."""
        self._row = row
        self._cells = cells

    @property
    def label(self) -> str:
        """The row's own name."""
        return str(self._row["label"])

    @property
    def ref(self) -> str:
        """The code of the row's occupation or territory, or its year."""
        return str(self._row["ref"])

    @property
    def year(self) -> int:
        """The year of the row."""
        return int(self._row["year"])

    @property
    def territory(self) -> str:
        """The place of a row that is a year, or ""."""
        return str(self._row.get("territory", ""))

    @property
    def rank(self) -> int:
        """The rank written before the row, 0 when it has none."""
        found = _RANK.match(str(self._row.get("text", "")))
        return int(found.group(1)) if found else 0

    @property
    def group(self) -> str:
        """The place or year that the row is listed within, or ""."""
        return str(self._row.get("group", ""))

    @property
    def is_pointed(self) -> bool:
        """True when the question is about this very row: an arrow stands before it."""
        return str(self._row.get("text", "")).startswith("→")

    @property
    def nearest_to_zero(self) -> float:
        """The least that the value asked may be, on either side of zero; 0 when it may be on both."""
        value = self._row.get("value") or {"low": 0, "high": 0}
        return max(float(value["low"]), 0.0) + min(float(value["high"]), 0.0)

    @property
    def is_published_total(self) -> bool:
        """True when only a total is known, published outside the survey's rows."""
        return "projects" in self._row and "difficult" not in self._row

    def has(self, key: str) -> bool:
        """Tell whether the table has a column ``key``."""
        return key in self._cells

    def mark(self, key: str) -> Mark:
        """Return the figure of a column; ``non_seasonal``, which has none, comes from the row itself."""
        if key in self._cells:
            cell = self._cells[key]
            value, text = cell["value"], str(cell["text"])
            return Mark(
                None if value is None else float(value),
                text,
                secret=value is None and bool(cell["masked"] or text == _SECRET),
            )
        total = self._row.get(key)
        if total is None:
            return Mark(None, "")
        if total["masked"] and not total["published"]:
            return Mark(None, _SECRET, secret=True)
        return Mark(float(total["published"]), number(total["published"]))

    def share_of(self, measure: str, *, before: bool = False) -> float | None:
        """Return the share of a measure in this survey, or in the one before; None when one of the two is secret."""
        figures = self._row.get("before", {}) if before else self._row
        part, whole = figures.get(measure), figures.get("projects")
        if not part or not whole or part["masked"] == part["cells"] or not whole["published"]:
            return None
        return min(1.0, float(part["published"]) / float(whole["published"]))

    def masked(self, keys: Sequence[str]) -> int:
        """Return how many survey cells are hidden behind those columns."""
        return sum(int(self._cells[key]["masked"]) for key in keys if key in self._cells)


def lines_of(answer: Answer) -> list[Line]:
    """Return the rows of an answer that has a table, in order."""
    table = answer.get("table")
    if not table:
        return []
    keys = [column["key"] for column in table["columns"]]
    return [
        Line(row, dict(zip(keys, shown["cells"], strict=True)))
        for row, shown in zip(answer["rows"], table["rows"], strict=True)
    ]


def measure_of(answer: Answer) -> str:
    """Return the measure asked: ``projects``, ``difficult``, ``seasonal`` or ``non_seasonal``."""
    return str(answer.get("measure") or "projects")


def line_kind(lines: Sequence[Line]) -> str:
    """Return ``value`` when a column of its own holds what is asked, else ``projects``."""
    return "value" if lines and lines[0].has("value") else "projects"


def by_share(answer: Answer) -> bool:
    """Return whether shares are shown rather than numbers."""
    return bool(answer.get("share")) and measure_of(answer) in {"difficult", "seasonal"}
