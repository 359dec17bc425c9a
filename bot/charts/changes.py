"""What rose or fell between two surveys, on both sides of zero."""

from __future__ import annotations

from bot.charts.model import Mark, Move, Moves
from bot.charts.rows import Line, by_share
from bot.writing.blocks import Table
from bot.writing.french import percent


def changes(table: Table, lines: list[Line]) -> Moves:
    """Return the change of each row, with what it was and what it is: projects, points of a share or of a whole."""
    return Moves(tuple(_move(table, line) for line in lines))


def _move(table: Table, line: Line) -> Move:
    name = f"{line.row.label} ({line.row.group})" if line.row.group else line.row.label
    if not line.has("value"):
        return Move(name, _certain(line, "change"), f"de {line.mark('before').text} à {line.mark('after').text}")
    mark = _certain(line, "value")
    points = Mark(None if mark.value is None else mark.value * 100, mark.text, mark.secret)
    if not by_share(table):
        return Move(name, points, line.mark("change").text)
    before, after = (line.share_of(table.measure, before=earlier) for earlier in (True, False))
    return Move(
        name, points, f"de {percent(before)} à {percent(after)}" if before is not None and after is not None else ""
    )


def _certain(line: Line, key: str) -> Mark:
    """Return the figure of a change, or the least that it certainly is where a secret leaves it between two."""
    mark = line.mark(key)
    return mark if mark.value is not None else Mark(line.nearest_to_zero, mark.text)
