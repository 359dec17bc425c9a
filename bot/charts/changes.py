"""What rose or fell between two surveys, on both sides of zero."""

from __future__ import annotations

from bot.charts.model import Mark, Move, Moves
from bot.charts.rows import Answer, Line, by_share, measure_of
from bot.writing.french import percent, plural, signed


def changes(answer: Answer, lines: list[Line]) -> Moves:
    """Return the change of each row, with what it was and what it is: projects, or points when a share is asked."""
    if by_share(answer):
        return Moves(tuple(_points(line, measure_of(answer)) for line in lines))
    return Moves(
        tuple(
            Move(line.label, line.mark("change"), f"de {line.mark('before').text} à {line.mark('after').text}")
            for line in lines
        )
    )


def _points(line: Line, measure: str) -> Move:
    before, after = line.share_of(measure, before=True), line.share_of(measure)
    if before is None or after is None:
        return Move(line.label, Mark(None, "secret", secret=True), "")
    moved = (after - before) * 100
    text = f"{signed(moved, 1)} {plural(int(abs(moved)), 'point')}"
    return Move(line.label, Mark(moved, text), f"de {percent(before)} à {percent(after)}")
