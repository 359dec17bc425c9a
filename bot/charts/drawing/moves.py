"""Changes: bars that leave zero to the right when they rise, to the left when they fall."""

from __future__ import annotations

from bot.charts.drawing import palette
from bot.charts.drawing.canvas import MARGIN, Canvas, sheet_width
from bot.charts.drawing.fonts import width_of
from bot.charts.drawing.labels import BAR, DROP, LABEL, Labels
from bot.charts.model import Move, Moves

_TOP, _SMALL, _BESIDE = 4.0, 8.4, 5.0


def height(body: Moves) -> float:
    """Return the room the bars take."""
    return _TOP + _labels(body).total_height


def draw(canvas: Canvas, body: Moves, top: float) -> None:
    """Draw each change with its figure at its end, and what it was and is on the right."""
    labels, y = _labels(body), top + _TOP
    zero, unit = _scale(body, labels.left)
    for row, move in enumerate(body.moves):
        middle = y + labels.height(row) / 2
        labels.draw(canvas, row, middle)
        _draw_change(canvas, move, middle, zero, unit)
        canvas.text(sheet_width() - MARGIN, middle + DROP, move.span, _SMALL, colour=palette.MUTED, align="right")
        y += labels.height(row)
    canvas.line([zero, zero], [top + _TOP, y], palette.MUTED, 0.8)


def _labels(body: Moves) -> Labels:
    return Labels.of([move.label for move in body.moves])


def _scale(body: Moves, left: float) -> tuple[float, float]:
    """Return where zero is, and how many points one project is, leaving room for the figures at both ends."""
    values = [move.change.value or 0 for move in body.moves]
    rise, fall = max(0.0, *values), -min(0.0, *values)
    figures = max(width_of(move.change.text, LABEL, bold=True) for move in body.moves) + _BESIDE
    spans = max(width_of(move.span, _SMALL) for move in body.moves) + 12
    room = sheet_width() - MARGIN - spans - left - figures * ((rise > 0) + (fall > 0))
    unit = room / ((rise + fall) or 1)
    return left + (figures + fall * unit if fall else 0), unit


def _draw_change(canvas: Canvas, move: Move, middle: float, zero: float, unit: float) -> None:
    change = move.change.value or 0
    end = zero + change * unit
    colour = palette.UP if change >= 0 else palette.DOWN
    canvas.rectangle(min(zero, end), middle - BAR / 2, abs(end - zero), BAR, colour)
    if change >= 0:
        canvas.text(end + _BESIDE, middle + DROP, move.change.text, LABEL, bold=True)
    else:
        canvas.text(end - _BESIDE, middle + DROP, move.change.text, LABEL, bold=True, align="right")
