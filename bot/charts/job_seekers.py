"""Where people registered with France Travail are, as bars, with their number per inhabitant beside."""

from __future__ import annotations

from bot.charts.model import Bar, Bars
from bot.charts.rows import Line
from bot.writing.blocks import Table


def by_place(_table: Table, lines: list[Line]) -> Bars:
    """Return the rows as bars, in the order of the answer."""
    return Bars(
        bars=tuple(Bar(line.row.label, line.mark("registered"), aside=line.mark("rate").text) for line in lines),
        total_name="Inscrits à France Travail",
        aside_name="pour 1 000 hab.",
    )
