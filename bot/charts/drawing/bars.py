"""Horizontal bars, one row under the other."""

from __future__ import annotations

from dataclasses import dataclass

from bot.charts.drawing import palette
from bot.charts.drawing.canvas import MARGIN, Canvas, sheet_width
from bot.charts.drawing.fonts import width_of
from bot.charts.drawing.labels import BAR, DROP, LABEL, Labels
from bot.charts.drawing.page import KEY, draw_keys, keys_width
from bot.charts.model import Bar, Bars, Mark

_KEYS, _KEY_LINE = 24.0, 14.0


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where bars start, how many points a unit is, and the length of a full track (0 without one)."""

    left: float
    unit: float
    track: float


def height(body: Bars) -> float:
    """Return the room the bars take."""
    return _keys_height(body) + _labels(body).total_height


def draw(canvas: Canvas, body: Bars, top: float) -> None:
    """Draw the keys, then one bar a row with its value at its end."""
    _draw_keys(canvas, body, top)
    labels, y = _labels(body), top + _keys_height(body)
    scale = _scale(body, labels.left)
    for row, bar in enumerate(body.bars):
        middle = y + labels.height(row) / 2
        labels.draw(canvas, row, middle)
        if bar.after_gap:
            canvas.line([MARGIN, sheet_width() - MARGIN], [y, y], palette.MUTED, 0.7, dashed=True)
        end = _draw_lengths(canvas, bar, middle - BAR / 2, scale)
        canvas.text(end + 5, middle + DROP, bar.total.text, LABEL, bold=True)
        canvas.text(sheet_width() - MARGIN, middle + DROP, bar.aside, LABEL, colour=palette.MUTED, align="right")
        y += labels.height(row)
    canvas.line([labels.left] * 2, [top + _keys_height(body), y], palette.MUTED, 0.8)


def _labels(body: Bars) -> Labels:
    return Labels.of([bar.label for bar in body.bars], [bar.strong for bar in body.bars])


def _scale(body: Bars, left: float) -> _Scale:
    aside = max(width_of(bar.aside, LABEL) for bar in body.bars)
    aside = max(aside, width_of(body.aside_name, KEY)) + 14 if body.aside_name else 0
    value = max(width_of(bar.total.text, LABEL, bold=True) for bar in body.bars)
    room = sheet_width() - MARGIN - aside - value - 5 - left
    most = body.whole or max(bar.total.value or 0 for bar in body.bars) or 1
    return _Scale(left, room / most, room if body.whole else 0)


def _draw_keys(canvas: Canvas, body: Bars, top: float) -> None:
    for rank, keys in enumerate(_key_lines(body)):
        draw_keys(canvas, top + 9 + rank * _KEY_LINE, keys)
    if body.aside_name:
        canvas.text(sheet_width() - MARGIN, top + 9, body.aside_name, KEY, colour=palette.MUTED, align="right")


def _keys_height(body: Bars) -> float:
    return _KEYS + (len(_key_lines(body)) - 1) * _KEY_LINE


def _key_lines(body: Bars) -> list[list[tuple[str, str]]]:
    """Return the legend, what is secret on a second line where there is no room beside the rest."""
    keys = [(palette.WHOLE, body.total_name)]
    if body.part_name:
        keys.append((palette.PART, body.part_name))
    secret = []
    if any(_is_secret(bar.part) for bar in body.bars):
        secret.append(("", f"{body.part_name} : secret"))
    elif any(_is_secret(bar.total) for bar in body.bars):
        secret.append(("", "secret statistique"))
    room = sheet_width() - 2 * MARGIN - width_of(body.aside_name, KEY)
    if keys_width([*keys, *secret]) <= room:
        return [[*keys, *secret]]
    return [keys, secret] if secret else [keys]


def _is_secret(mark: Mark | None) -> bool:
    return mark is not None and mark.secret


def _draw_lengths(canvas: Canvas, bar: Bar, y: float, scale: _Scale) -> float:
    """Draw the whole and its part, hatched where secret; return where the value is written."""
    if scale.track:
        canvas.rectangle(scale.left, y, scale.track, BAR, palette.TRACK)
    if _is_secret(bar.total):
        end = canvas.secret(scale.left, y, BAR, palette.MUTED)
        return scale.left + scale.track if scale.track else end
    whole, dark = (palette.ASKED_WHOLE, palette.ASKED_PART) if bar.strong else (palette.WHOLE, palette.PART)
    length = (bar.total.value or 0) * scale.unit
    if _is_secret(bar.part):
        canvas.hatched(scale.left, y, length, BAR, whole)
    else:
        canvas.rectangle(scale.left, y, length, BAR, whole)
    if bar.part is not None and bar.part.value:
        canvas.rectangle(scale.left, y, bar.part.value * scale.unit, BAR, dark)
    return scale.left + (scale.track or length)
