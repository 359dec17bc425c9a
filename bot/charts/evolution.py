"""Years as lines, one for each place or métier; years that only a published total tells stand apart."""

from __future__ import annotations

from bot.charts.model import Lines, Point, Series
from bot.charts.rows import Line, by_share
from bot.writing.blocks import Table
from bot.writing.french import capitalised


def evolution(table: Table, lines: list[Line]) -> Lines | None:
    """Return one series for each place or métier, None when none has two years to show."""
    key = f"{table.measure}_share" if by_share(table) else table.measure
    series = tuple(Series(_name(table, each), _points(each, key)) for each in _by_series(lines))
    shown = tuple(each for each in series if sum(point.mark.value is not None for point in each.points) > 1)
    return Lines(series, percent=by_share(table)) if shown else None


def _by_series(lines: list[Line]) -> list[list[Line]]:
    """Return the rows of each place, or of each métier, in order: « Tours, 2022 » is of the series « Tours »."""
    series: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        series.setdefault((line.row.territory, line.row.label.rpartition(", ")[0]), []).append(line)
    return list(series.values())


def _name(table: Table, lines: list[Line]) -> str:
    """« Bassin d'emploi de Tours » out of « bassin d'emploi de Tours, 2022 »."""
    place, _, _ = lines[0].row.label.rpartition(", ")
    return capitalised(place or " et ".join(table.places))


def _points(lines: list[Line], key: str) -> tuple[Point, ...]:
    """The years with a figure, or a secret one; a total of all projects says nothing of another measure."""
    points = [
        Point(line.row.year, line.mark(key), hollow=line.is_published_total)
        for line in lines
        if key == "projects" or not line.is_published_total
    ]
    return tuple(sorted((p for p in points if p.mark.value is not None or p.mark.secret), key=lambda p: p.year))
