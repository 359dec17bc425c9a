"""Years from left to right, every point with its figure; the axis is cut where years are missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

from bot.charts.drawing import palette
from bot.charts.drawing.canvas import MARGIN, Canvas, sheet_width
from bot.charts.drawing.fonts import width_of, wrapped
from bot.charts.drawing.page import KEY
from bot.charts.drawing.placing import Placing
from bot.charts.model import Lines, Point, Series
from bot.writing.french import number, percent

_PLOT, _KEYS, _AXIS, _ABOVE = 176.0, 22.0, 22.0, 16.0
_VALUE, _NAME_WIDTH = 8.8, 84.0
_SKIP = 1.35
_SHAPES = ("o", "s", "D")


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where years and values fall on the sheet."""

    left: float
    right: float
    top: float
    places: dict[int, float]
    most: float

    @property
    def base(self) -> float:
        return self.top + _PLOT

    def x(self, year: int) -> float:
        inset = 24.0
        span = self.right - self.left - 2 * inset
        return self.left + inset + span * self.places[year] / (max(self.places.values()) or 1)

    def y(self, value: float) -> float:
        return self.base - _PLOT * value / self.most


def height(body: Lines) -> float:
    """Return the room the lines take."""
    return (_KEYS if _needs_keys(body) else 0) + _ABOVE + _PLOT + _AXIS


def draw(canvas: Canvas, body: Lines, top: float) -> None:
    """Draw the scale from zero, then each series with its figures and, when there are several, its name."""
    if _needs_keys(body):
        _draw_keys(canvas, body, top)
        top += _KEYS
    frame = _frame(body, top + _ABOVE)
    _draw_scale(canvas, body, frame)
    for rank, series in enumerate(body.series):
        _draw_links(canvas, rank, series, frame)
    for rank, series in enumerate(body.series):
        _draw_points(canvas, rank, series, frame)
    _draw_figures(canvas, body, frame)
    if len(body.series) > 1:
        _draw_names(canvas, body, frame)


def _needs_keys(body: Lines) -> bool:
    points = [point for series in body.series for point in series.points]
    return any(point.hollow or point.mark.secret for point in points)


def _draw_keys(canvas: Canvas, body: Lines, top: float) -> None:
    points = [point for series in body.series for point in series.points]
    x = MARGIN
    if any(point.hollow for point in points):
        for hollow, name in ((False, "Somme des valeurs publiées par métier"), (True, "Total publié")):
            canvas.dot(x + 4, top + 6, palette.SIDES[0], hollow=hollow)
            x += 13 + canvas.text(x + 13, top + 9, name, KEY, colour=palette.MUTED) + 16
    if any(point.mark.secret for point in points):
        canvas.hatched(x, top + 1.6, 8.4, 8.4, palette.MUTED)
        canvas.text(x + 12, top + 9, "secret statistique", KEY, colour=palette.MUTED)


def _frame(body: Lines, top: float) -> _Frame:
    points = [point for series in body.series for point in series.points]
    years = [point.year for point in points]
    most = max((point.mark.value or 0 for point in points), default=0) or 1
    step = _step(most)
    scale = max(width_of(_written(most, body.percent), KEY), 20) + 8
    names = _NAME_WIDTH + 6 if len(body.series) > 1 else 0
    top_value = step * -(-most // step)
    return _Frame(MARGIN + scale, sheet_width() - MARGIN - names, top, _places(years), max(top_value, most))


def _places(years: list[int]) -> dict[int, float]:
    """Return where each year stands, one apart; missing years leave a gap, not their whole distance."""
    ordered, place = sorted(set(years)), 0.0
    places = {ordered[0]: place}
    for before, year in pairwise(ordered):
        place += 1 if year == before + 1 else _SKIP
        places[year] = place
    return places


def _step(most: float) -> float:
    """Return 1, 2 or 5 times a power of ten, so that three to six rules reach ``most``."""
    power: float = 10 ** floor(log10(most))
    return next(power * factor for factor in (0.2, 0.5, 1, 2) if most / (power * factor) <= 6)


def _written(value: float, as_percent: bool) -> str:
    return percent(value, 0) if as_percent else number(value)


def _draw_scale(canvas: Canvas, body: Lines, frame: _Frame) -> None:
    step, value = _step(frame.most), 0.0
    while value <= frame.most * 1.001:
        y = frame.y(value)
        canvas.line([frame.left, frame.right], [y, y], palette.MUTED if not value else palette.RULE, 0.7)
        canvas.text(frame.left - 6, y + 3, _written(value, body.percent), KEY, colour=palette.MUTED, align="right")
        value += step
    for year in sorted({point.year for series in body.series for point in series.points}):
        canvas.text(frame.x(year), frame.base + 15, str(year), KEY, colour=palette.MUTED, align="center")
    _draw_cuts(canvas, frame)


def _draw_cuts(canvas: Canvas, frame: _Frame) -> None:
    """Cut the axis of years with two strokes where some are missing."""
    years = sorted(frame.places)
    for before, year in pairwise(years):
        if year > before + 1:
            x = (frame.x(before) + frame.x(year)) / 2
            canvas.line([x - 2.5, x + 2.5], [frame.base, frame.base], palette.WHITE, 2.5)
            for shift in (-2.5, 2.5):
                canvas.line([x + shift - 2, x + shift + 2], [frame.base + 4, frame.base - 4], palette.MUTED, 0.8)


def _draw_links(canvas: Canvas, rank: int, series: Series, frame: _Frame) -> None:
    """Link the years: dashed to a total that was only published, and across years without a survey."""
    told = [point for point in series.points if point.mark.value is not None]
    for one, other in pairwise(told):
        between = series.points[series.points.index(one) + 1 : series.points.index(other)]
        if between:
            continue  # a secret year breaks the line
        hole = one.hollow or other.hollow or other.year > one.year + 1
        xs, ys = ([frame.x(one.year), frame.x(other.year)], [frame.y(p.mark.value or 0) for p in (one, other)])
        canvas.line(xs, ys, palette.SIDES[rank], 1.2 if hole else 2.2, dashed=hole)


def _draw_points(canvas: Canvas, rank: int, series: Series, frame: _Frame) -> None:
    colour = palette.SIDES[rank]
    for point in series.points:
        x = frame.x(point.year)
        if point.mark.value is None:
            canvas.hatched(x - 15, frame.base - 13, 30, 12, colour)
            canvas.text(x, frame.base - 17, point.mark.text, _VALUE, colour=colour, bold=True, align="center")
        else:
            canvas.dot(x, frame.y(point.mark.value), colour, shape=_SHAPES[rank], hollow=point.hollow)


def _draw_figures(canvas: Canvas, body: Lines, frame: _Frame) -> None:
    """Write the figures, the ends of each series first; where there is no room for all, some are left to the table."""
    placing = Placing(
        lines=[
            [(frame.x(p.year), frame.y(p.mark.value)) for p in series.points if p.mark.value is not None]
            for series in body.series
        ],
        left=frame.left,
        right=frame.right + 6,
        base=frame.base,
    )
    alone = len(body.series) == 1
    for rank, point in sorted(_told(body), key=lambda each: _urgency(body.series[each[0]], each[1])):
        x, y = frame.x(point.year), frame.y(point.mark.value or 0)
        width = width_of(point.mark.text, _VALUE, bold=not point.hollow)
        spot = placing.spot(x, y, width, below=_is_below(body, rank, point), needed=alone)
        if spot is not None:
            text, bold = point.mark.text, not point.hollow
            canvas.text(*spot, text, _VALUE, colour=palette.SIDES[rank], bold=bold, align="center")


def _told(body: Lines) -> list[tuple[int, Point]]:
    return [
        (rank, point)
        for rank, series in enumerate(body.series)
        for point in series.points
        if point.mark.value is not None
    ]


def _urgency(series: Series, point: Point) -> int:
    """0 for the last year, 1 for the first, a published total or the greatest, 2 for the others."""
    if point is series.points[-1]:
        return 0
    greatest = max(each.mark.value or 0 for each in series.points)
    return 1 if point is series.points[0] or point.hollow or point.mark.value == greatest else 2


def _is_below(body: Lines, rank: int, point: Point) -> bool:
    """Return whether a figure had better be under its point: a higher series is above, or the line itself is."""
    if len(body.series) > 1:
        others = [
            (other.mark.value or 0, -place)
            for place, series in enumerate(body.series)
            for other in series.points
            if place != rank and other.year == point.year
        ]
        return any(other > (point.mark.value or 0, -rank) for other in others)
    told = [each for each in body.series[0].points if each.mark.value is not None]
    place = told.index(point)
    beside = [told[near].mark.value or 0 for near in (place - 1, place + 1) if 0 <= near < len(told)]
    return bool(beside) and all(value > (point.mark.value or 0) for value in beside)


def _draw_names(canvas: Canvas, body: Lines, frame: _Frame) -> None:
    """Write the name of each series at its last point, pushed apart when two would touch."""
    blocks = []
    for rank, series in enumerate(body.series):
        told = [point for point in series.points if point.mark.value is not None]
        y = frame.y(told[-1].mark.value or 0) if told else frame.base
        blocks.append((y, rank, wrapped(series.name, KEY, _NAME_WIDTH, bold=True)))
    free = frame.top - _ABOVE
    for y, rank, lines in sorted(blocks):
        start = max(y - (len(lines) - 1) * KEY * 0.58, free)
        for place, line in enumerate(lines):
            base = start + place * KEY * 1.16 + 3
            canvas.text(frame.right + 6, base, line, KEY, colour=palette.SIDES[rank], bold=True)
        free = start + len(lines) * KEY * 1.16 + 8
