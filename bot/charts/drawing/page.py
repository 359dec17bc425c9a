"""What surrounds every chart: title, what it is about, keys, note and source."""

from __future__ import annotations

from bot.charts.drawing import palette
from bot.charts.drawing.canvas import LEADING, MARGIN, Canvas, sheet_width
from bot.charts.drawing.fonts import width_of, wrapped
from bot.charts.model import Chart

TITLE, SUBTITLE, KEY, SMALL = 14.5, 10.0, 8.8, 7.6
_SQUARE, _APART = 12.0, 16.0


def inner() -> float:
    """Return how wide what is inside the margins is."""
    return sheet_width() - 2 * MARGIN


def head_height(chart: Chart) -> float:
    """Return how much room the title and subtitle take."""
    title = len(wrapped(chart.title, TITLE, inner(), bold=True)) * TITLE * LEADING
    subtitle = len(wrapped(chart.subtitle, SUBTITLE, inner())) * SUBTITLE * LEADING
    return MARGIN + title + subtitle + 10


def foot_height(chart: Chart) -> float:
    """Return how much room the note and the source take."""
    lines = sum(len(wrapped(text, SMALL, inner(), most=4)) for text in (chart.note, chart.source) if text)
    return 18 + lines * SMALL * LEADING + MARGIN * 0.7


def draw_head(canvas: Canvas, chart: Chart) -> None:
    """Write the title and the subtitle."""
    y = canvas.paragraph(MARGIN, MARGIN - 4, chart.title, TITLE, inner(), bold=True)
    canvas.paragraph(MARGIN, y + 1, chart.subtitle, SUBTITLE, inner(), colour=palette.MUTED)


def draw_foot(canvas: Canvas, chart: Chart, top: float) -> None:
    """Write the note and the source under a rule."""
    canvas.line([MARGIN, sheet_width() - MARGIN], [top + 9, top + 9], palette.RULE, 0.7)
    y = top + 12
    for text in (chart.note, chart.source):
        if text:
            y = canvas.paragraph(MARGIN, y, text, SMALL, inner(), colour=palette.MUTED)


def keys_width(keys: list[tuple[str, str]]) -> float:
    """Return how wide a line of the legend is."""
    return sum(_SQUARE + width_of(name, KEY) + _APART for _, name in keys)


def draw_keys(canvas: Canvas, y: float, keys: list[tuple[str, str]]) -> None:
    """Write the legend on one line: a square of colour (or a hatched one for "") and its name."""
    x = MARGIN
    for colour, name in keys:
        if colour:
            canvas.rectangle(x, y - 7.4, 8.4, 8.4, colour)
        else:
            canvas.hatched(x, y - 7.4, 8.4, 8.4, palette.MUTED)
        canvas.text(x + _SQUARE, y, name, KEY, colour=palette.MUTED)
        x += _SQUARE + width_of(name, KEY) + _APART
