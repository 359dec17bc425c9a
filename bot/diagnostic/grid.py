"""Tables of the PDF: figures under one another at the right, their interval and their bar beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus import Table as Grid

from bot.diagnostic.document import Cell, Column, Table
from bot.diagnostic.drawing import Bar
from bot.diagnostic.fonts import BOLD, ITALIC, REGULAR, printable
from bot.diagnostic.style import GREY, HUES, INK, LINE, MM, NAVY, PALE

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=9, leading=12.2, textColor=HexColor(INK))
_HEAD = ParagraphStyle("head", parent=BODY, fontSize=7.4, leading=9, textColor=HexColor(GREY))
_CELL = ParagraphStyle("cell", parent=BODY, fontSize=8.6, leading=10.2)

_TONES = {"muted": GREY, "up": HUES["up"], "down": HUES["down"]}
_VALUE = {"rank": 7 * MM, "number": 19 * MM, "part": 27 * MM, "share": 15 * MM, "bar": 17 * MM}
_INTERVAL, _BAR = 15 * MM, 25 * MM

Style = Sequence[object]


@dataclass(frozen=True, slots=True)
class _Tracks:
    """What one column takes in the grid: its value, then its interval where a cell has one, then its bar."""

    column: Column
    first: int
    value: float
    interval: bool

    @property
    def bar(self) -> bool:
        return self.column.kind == "bar"

    @property
    def last(self) -> int:
        return self.first + self.interval + self.bar

    @property
    def widths(self) -> list[float]:
        return [self.value, *([_INTERVAL] if self.interval else []), *([_BAR] if self.bar else [])]


def text(value: str, style: ParagraphStyle) -> Paragraph:
    """Return a paragraph of plain text."""
    return Paragraph(escape(printable(value)), style)


def padding(left: float, right: float, top: float, bottom: float) -> list[Style]:
    """Return the inner margins of every cell of a table."""
    names = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return [(name, (0, 0), (-1, -1), size) for name, size in zip(names, (left, right, top, bottom), strict=True)]


def grid(table: Table, width: float) -> Flowable:
    """Return a table: thin rules between rows, the strong rows on a pale ground."""
    tracks = _tracks(table, width)
    rows = (_line(row, table.hue, tracks, index in table.strong) for index, row in enumerate(table.rows))
    widths = [each for track in tracks for each in track.widths]
    style: list[Style] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, HexColor(NAVY)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.35, HexColor(LINE)),
        *(("BACKGROUND", (0, index + 1), (-1, index + 1), HexColor(PALE)) for index in table.strong),
        *(("SPAN", (each.first, 0), (each.last, 0)) for each in tracks if each.last > each.first),
        *padding(0, 3, 2.4, 2.4),
        ("LEFTPADDING", (0, 0), (0, -1), 3),
        ("FONTSIZE", (0, 0), (-1, -1), 1),  # an empty cell must not make its row taller
        ("LEADING", (0, 0), (-1, -1), 1),
    ]
    return Grid([_head(tracks), *rows], colWidths=widths, style=style, repeatRows=1)


def _tracks(table: Table, width: float) -> list[_Tracks]:
    intervals = [any(row[index].small for row in table.rows) for index in range(len(table.columns))]
    tracks: list[_Tracks] = []
    for column, interval in zip(table.columns, intervals, strict=True):
        first = tracks[-1].last + 1 if tracks else 0
        tracks.append(_Tracks(column, first, _VALUE.get(column.kind, 0.0), interval))
    rest = width - sum(sum(track.widths) for track in tracks)
    return [
        _Tracks(track.column, track.first, rest, track.interval) if track.column.kind == "label" else track
        for track in tracks
    ]


def _head(tracks: Sequence[_Tracks]) -> list[object]:
    """A title above several tracks begins where figures do; above figures alone, it ends where they do."""
    line: list[object] = []
    for track in tracks:
        at_right = track.column.kind in {"number", "part", "share"} and track.first == track.last
        spread = track.last > track.first
        style = _right(_HEAD) if at_right else _indented() if spread else _HEAD
        line.extend([text(track.column.title, style), *[""] * (track.last - track.first)])
    return line


def _line(row: Sequence[Cell], hue: str, tracks: Sequence[_Tracks], strong: bool) -> list[object]:
    line: list[object] = []
    for cell, track in zip(row, tracks, strict=True):
        line.append(_value(cell, track.column.kind, strong))
        if track.interval:
            line.append(_beside(cell.small) if cell.small else "")
        if track.bar:
            line.append(Bar(cell.bar, _BAR - 4, hue) if cell.bar is not None else "")
    return line


def _value(cell: Cell, kind: str, strong: bool) -> Paragraph:
    inner = escape(printable(cell.text))
    if cell.tone == "muted":
        inner = f'<font name="{ITALIC}" size="7.8">{inner}</font>'
    elif strong or kind == "rank":
        inner = f'<font name="{BOLD}">{inner}</font>'
    return Paragraph(inner, _CELL if kind in {"rank", "label"} else _right(_CELL, _TONES.get(cell.tone, INK)))


def _beside(small: str) -> Paragraph:
    """The smaller text on the same baseline: the space before it gives the line its height."""
    inner = escape(printable(small)).replace(" ", "\u00a0")
    return Paragraph(f'\u00a0<font size="6.8" color="{GREY}">{inner}</font>', _CELL)


@lru_cache(maxsize=16)
def _right(style: ParagraphStyle, colour: str = GREY) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name}-{colour}", parent=style, alignment=TA_RIGHT, textColor=HexColor(colour))


@lru_cache(maxsize=1)
def _indented() -> ParagraphStyle:
    return ParagraphStyle("head-spread", parent=_HEAD, leftIndent=3 * MM)
