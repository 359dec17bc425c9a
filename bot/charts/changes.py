"""What rose or fell between two surveys, on both sides of zero."""

from __future__ import annotations

from bot.charts.model import Move, Moves
from bot.charts.rows import Line


def changes(lines: list[Line]) -> Moves:
    """Return the change of each row, with what it was and what it is."""
    return Moves(
        tuple(
            Move(line.label, line.mark("change"), f"de {line.mark('before').text} à {line.mark('after').text}")
            for line in lines
        )
    )
