"""A chart as SVG or PNG. Matplotlib is imported at the first picture only, and used by one thread at a time."""

from __future__ import annotations

import io
from contextlib import nullcontext
from functools import lru_cache
from threading import Lock
from typing import Any

from bot.charts.drawing import bars, groups, lines, moves
from bot.charts.drawing.canvas import Canvas, narrow, sheet_width
from bot.charts.drawing.page import draw_foot, draw_head, foot_height, head_height
from bot.charts.drawing.vector import compact
from bot.charts.model import Bars, Chart, Groups, Lines, Moves

PNG_WIDTH = 1200
_KEPT = 64
_SHORT = 9  # characters of a figure
_FEW = 5  # years beside the names of several curves
_RC = {"svg.fonttype": "path", "svg.hashsalt": "bemo", "hatch.linewidth": 0.7}
_ONE_AT_A_TIME = Lock()
"""Matplotlib keeps global state (settings, fonts, glyph outlines): it is not safe across threads."""


def render_svg(chart: Chart) -> bytes:
    """Return the chart as an SVG whose words are outlines, the same wherever it is opened."""
    with _ONE_AT_A_TIME:
        return _svg(chart)


def render_png(chart: Chart, width: int = PNG_WIDTH, *, phone: bool = False) -> bytes:
    """Return the chart as a PNG of ``width`` pixels; ``phone``: drawn to be read on a phone held upright."""
    fits = phone and _fits(chart)
    with _ONE_AT_A_TIME, narrow() if fits else nullcontext():
        return _png(chart, width, fits)


@lru_cache(maxsize=_KEPT)
def _svg(chart: Chart) -> bytes:
    return compact(_printed(chart, format="svg"), title=chart.title, alt=chart.alt)


@lru_cache(maxsize=_KEPT)
def _png(chart: Chart, width: int, _phone: bool) -> bytes:
    return _printed(
        chart, format="png", dpi=width / (sheet_width() / 72), metadata={"Title": chart.title, "Software": None}
    )


def _printed(chart: Chart, **options: Any) -> bytes:
    import matplotlib

    stream = io.BytesIO()
    with matplotlib.rc_context(_RC):
        _drawn(chart).figure.savefig(stream, **options)
    return stream.getvalue()


def _drawn(chart: Chart) -> Canvas:
    top = head_height(chart)
    bottom = top + _height(chart)
    canvas = Canvas(bottom + foot_height(chart))
    draw_head(canvas, chart)
    _draw_body(canvas, chart, top)
    draw_foot(canvas, chart, bottom)
    return canvas


def _fits(chart: Chart) -> bool:
    """Return whether what is drawn still has room on a narrow sheet, beside its names and its figures."""
    body = chart.body
    if isinstance(body, Bars):
        return all(len(bar.total.text) <= _SHORT for bar in body.bars)
    if isinstance(body, Lines):
        return len(body.series) == 1 or max(len(each.points) for each in body.series) <= _FEW
    return not isinstance(body, Moves)


def _height(chart: Chart) -> float:
    match chart.body:
        case Bars() as body:
            return bars.height(body)
        case Groups() as body:
            return groups.height(body)
        case Moves() as body:
            return moves.height(body)
        case Lines() as body:
            return lines.height(body)


def _draw_body(canvas: Canvas, chart: Chart, top: float) -> None:
    match chart.body:
        case Bars() as body:
            bars.draw(canvas, body, top)
        case Groups() as body:
            groups.draw(canvas, body, top)
        case Moves() as body:
            moves.draw(canvas, body, top)
        case Lines() as body:
            lines.draw(canvas, body, top)
