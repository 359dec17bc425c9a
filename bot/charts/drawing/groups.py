"""Two or three things side by side, one group of bars a measure."""

from __future__ import annotations

from bot.charts.drawing import palette
from bot.charts.drawing.canvas import MARGIN, Canvas, sheet_width
from bot.charts.drawing.fonts import width_of
from bot.charts.drawing.labels import DROP, LABEL
from bot.charts.drawing.page import draw_keys
from bot.charts.model import Group, Groups, Mark

_KEY_LINE, _BAR, _INNER, _GAP = 14.0, 15.0, 3.0, 15.0
_LABEL_WIDTH = 92.0
_LEFT = MARGIN + _LABEL_WIDTH


def height(body: Groups) -> float:
    """Return the room the groups take."""
    return _keys_height(body) + len(body.groups) * (_group_height(body) + _GAP)


def draw(canvas: Canvas, body: Groups, top: float) -> None:
    """Draw the name of each side with its colour, then the groups."""
    for rank, name in enumerate(body.names):
        draw_keys(canvas, top + 9 + rank * _KEY_LINE, [(palette.SIDES[rank], name)])
    marks = [mark for group in body.groups for mark in group.marks]
    most = body.whole or max((mark.value or 0 for mark in marks), default=0) or 1
    room = sheet_width() - MARGIN - _LEFT - max(width_of(mark.text, LABEL, bold=True) for mark in marks) - 6
    y = top + _keys_height(body)
    canvas.line([_LEFT, _LEFT], [y - 3, top + height(body) - _GAP + 3], palette.MUTED, 0.8)
    for group in body.groups:
        _draw_group(canvas, group, y, room / most, room if body.whole else 0)
        y += _group_height(body) + _GAP


def _keys_height(body: Groups) -> float:
    return len(body.names) * _KEY_LINE + 12


def _group_height(body: Groups) -> float:
    return len(body.names) * (_BAR + _INNER) - _INNER


def _draw_group(canvas: Canvas, group: Group, y: float, scale: float, track: float) -> None:
    middle = y + (len(group.marks) * (_BAR + _INNER) - _INNER) / 2 + DROP
    canvas.text(_LEFT - 9, middle, group.label, LABEL, align="right")
    for rank, mark in enumerate(group.marks):
        _draw_mark(canvas, mark, palette.SIDES[rank], y + rank * (_BAR + _INNER), scale, track)


def _draw_mark(canvas: Canvas, mark: Mark, colour: str, y: float, scale: float, track: float) -> None:
    end = _LEFT + (mark.value or 0) * scale
    if track:
        canvas.rectangle(_LEFT, y, track, _BAR, palette.TRACK)
    if mark.secret:
        end = canvas.secret(_LEFT, y, _BAR, colour)
    elif mark.value is not None:
        canvas.rectangle(_LEFT, y, end - _LEFT, _BAR, colour)
    canvas.text((_LEFT + track if track else end) + 5, y + _BAR / 2 + DROP, mark.text, LABEL, bold=True)
