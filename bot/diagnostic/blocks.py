"""The blocks of the PDF: key figures, highlights, sections, tables, notes, as reportlab flowables."""

from __future__ import annotations

from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer
from reportlab.platypus import Table as Grid

from bot.diagnostic.document import Document, Evolution, KeyFigure, Section, Table
from bot.diagnostic.drawing import YearBars
from bot.diagnostic.fonts import BOLD, printable
from bot.diagnostic.grid import BODY, grid, padding, text
from bot.diagnostic.style import GREY, HUES, MM, NAVY, PALE, WIDTH

_TITLE = ParagraphStyle(
    "section", parent=BODY, fontName=BOLD, fontSize=13.5, leading=16.5, textColor=HexColor(NAVY), spaceAfter=3
)
_CAPTION = ParagraphStyle("caption", parent=BODY, fontName=BOLD, fontSize=9.6, leading=12, spaceBefore=1)
_LEAD = ParagraphStyle("lead", parent=BODY, textColor=HexColor(GREY), spaceAfter=3)
_FINE = ParagraphStyle("fine", parent=BODY, fontSize=7.7, leading=9.8, textColor=HexColor(GREY))
_BULLET = ParagraphStyle("bullet", parent=BODY, fontSize=9.8, leading=13.2, leftIndent=10, bulletIndent=0)
_CHART, _AFTER = 58 * MM, 4 * MM
_SHORT = 14
"""Rows of a section that stays on one page."""


def key_figures(document: Document) -> Flowable:
    """Return the big figures side by side, a coloured rule over each."""
    gap, count = 5 * MM, len(document.key_figures)
    width = (WIDTH - gap * (count - 1)) / count
    cells: list[object] = []
    widths: list[float] = []
    styles: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    for index, figure in enumerate(document.key_figures):
        if index:
            cells.append("")
            widths.append(gap)
        column = len(cells)
        cells.append(_key_figure(figure))
        widths.append(width)
        styles.append(("LINEABOVE", (column, 0), (column, 0), 2.4, HexColor(HUES[figure.hue])))
        styles.append(("BACKGROUND", (column, 0), (column, 0), HexColor(PALE)))
    return Grid([cells], colWidths=widths, style=[*styles, *padding(8, 8, 7, 9)])


def _key_figure(figure: KeyFigure) -> list[Flowable]:
    hue = HexColor(HUES[figure.hue])
    big = ParagraphStyle("big", parent=BODY, fontName=BOLD, fontSize=26, leading=30, textColor=hue)
    before = ParagraphStyle("before", parent=BODY, fontSize=8.6, leading=10.4, textColor=HexColor(GREY))
    label = ParagraphStyle("label", parent=BODY, fontName=BOLD, fontSize=9.6, leading=12, spaceAfter=3)
    opening = text(figure.before or "\u00a0", before)
    return [
        opening,
        text(figure.value, big),
        text(figure.label, label),
        *(text(each, _FINE) for each in figure.details),
    ]


def highlights(document: Document) -> list[Flowable]:
    """Return « À retenir » and its sentences."""
    bullets = [Paragraph(escape(printable(each)), _BULLET, bulletText="•") for each in document.highlights]
    spaced = [each for bullet in bullets for each in (bullet, Spacer(0, 1.6))]
    return [Heading("À retenir", "retenir"), *spaced]


def section(part: Section) -> list[Flowable]:
    """Return a section: its title stays with its first table, and a short one is not cut."""
    opening: list[Flowable] = [Heading(part.title, part.anchor)]
    if part.lead:
        opening.append(text(part.lead, _LEAD))
    if part.evolution:
        return [KeepTogether([*opening, _beside(part.evolution, part.tables[0])]), Spacer(0, _AFTER)]
    tables = [_captioned(each) for each in part.tables]
    rows = sum(len(each.rows) for each in part.tables)
    if rows <= _SHORT:
        together = [flowable for table in tables for flowable in (*table, Spacer(0, _AFTER))]
        return [KeepTogether([*opening, *together])]
    blocks: list[Flowable] = []
    for index, table in enumerate(tables):
        blocks.extend([KeepTogether([*([] if index else opening), *table]), Spacer(0, _AFTER)])
    return blocks


def _beside(evolution: Evolution, table: Table) -> Flowable:
    """The bars of the years, and their table at their right."""
    gap = 5 * MM
    rest = WIDTH - _CHART - gap
    cells = [YearBars(evolution, _CHART, 44 * MM), "", grid(table, rest)]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), *padding(0, 0, 0, 0)]
    return Grid([cells], colWidths=[_CHART, gap, rest], style=style)


def _captioned(table: Table) -> list[Flowable]:
    blocks: list[Flowable] = [text(table.title, _CAPTION)] if table.title else []
    blocks.append(grid(table, WIDTH))
    if table.note:
        blocks.extend([Spacer(0, 2), text(table.note, _FINE)])
    return blocks


def closing(document: Document) -> list[Flowable]:
    """Return the reading notes and the sources, together on one page."""
    notes = [
        Paragraph(f"<b>{escape(printable(note.title))}</b>&nbsp;: {escape(printable(note.text))}", _FINE)
        for note in document.notes
    ]
    spaced = [each for note in notes for each in (note, Spacer(0, 1.6))]
    address = escape(document.address)
    origin = [
        text(document.source, _FINE),
        Paragraph(f'Méthode et données : <link href="{address}" color="{HUES["projects"]}">{address}</link>', _FINE),
        text(document.imprint, _FINE),
    ]
    return [KeepTogether([Heading("Lire ces chiffres", "notes"), *spaced, Spacer(0, 3), *origin])]


class Heading(Paragraph):  # type: ignore[misc]
    """The title of a section, also in the bookmarks of the file."""

    def __init__(self, title: str, anchor: str) -> None:
        super().__init__(escape(printable(title)), _TITLE)
        self._label, self._anchor = title, anchor

    def draw(self) -> None:
        """Draw the title and record the bookmark."""
        self.canv.bookmarkHorizontal(self._anchor, 0, self.height + 8)
        self.canv.addOutlineEntry(self._label, self._anchor, level=0)
        super().draw()
