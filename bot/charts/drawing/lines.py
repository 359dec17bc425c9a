"""Years from left to right, every point with its figure; the axis is cut where years are missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

from bot.charts.drawing import palette
from bot.charts.drawing.canvas import MARGIN, WIDTH, Canvas
from bot.charts.drawing.fonts import width_of, wrapped
from bot.charts.drawing.page import KEY
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
        _draw_series(canvas, body, rank, series, frame)
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
    return _Frame(MARGIN + scale, WIDTH - MARGIN - names, top, _places(years), max(top_value, most))


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


def _draw_series(canvas: Canvas, body: Lines, rank: int, series: Series, frame: _Frame) -> None:
    colour, shape = palette.SIDES[rank], _SHAPES[rank]
    run: list[Point] = []
    for point in (*series.points, None):
        linked = point is not None and not point.hollow and point.mark.value is not None
        if linked and point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            canvas.line([frame.x(p.year) for p in run], [frame.y(p.mark.value or 0) for p in run], colour, 2.2)
        run = []
    for point in series.points:
        x = frame.x(point.year)
        if point.mark.value is None:
            canvas.hatched(x - 15, frame.base - 13, 30, 12, colour)
            canvas.text(x, frame.base - 17, point.mark.text, _VALUE, colour=colour, bold=True, align="center")
            continue
        y = frame.y(point.mark.value)
        canvas.dot(x, y, colour, shape=shape, hollow=point.hollow)
        below = _is_below(body, rank, point)
        canvas.text(
            x, y + (15 if below else -8), point.mark.text, _VALUE, colour=colour, bold=not point.hollow, align="center"
        )


def _is_below(body: Lines, rank: int, point: Point) -> bool:
    """Return whether a figure is written under its point: a higher series is above, or the line itself is."""
    if len(body.series) == 1:
        return _line_goes_up(body.series[0], point)
    others = [
        (other.mark.value or 0, -place)
        for place, series in enumerate(body.series)
        for other in series.points
        if place != rank and other.year == point.year
    ]
    return any(other > (point.mark.value or 0, -rank) for other in others)


def _line_goes_up(series: Series, point: Point) -> bool:
    """Return whether the line leaves the point upwards on every side it has."""
    place = series.points.index(point)
    beside = [series.points[near] for near in (place - 1, place + 1) if 0 <= near < len(series.points)]
    linked = [p.mark.value for p in beside if p.mark.value is not None and not p.hollow and not point.hollow]
    return bool(linked) and all(value > (point.mark.value or 0) for value in linked)


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
