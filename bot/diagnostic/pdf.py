"""The diagnostic as a PDF: pages, band, header and footer around the blocks."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate, Paragraph, Spacer

from bot.diagnostic import blocks
from bot.diagnostic.document import Document
from bot.diagnostic.fonts import BOLD, REGULAR, printable, register_fonts
from bot.diagnostic.model import Diagnostic
from bot.diagnostic.style import BAND, BOTTOM, GREY, LINE, MARGIN, MM, NAVY, PAGE_HEIGHT, PAGE_WIDTH, TOP, WHITE, WIDTH
from bot.diagnostic.wording import document_of

_KEPT = 32
"""How many files are kept: a diagnostic of the same figures, on the same day, is the same file."""

_AUTHOR = "Bémo"


@lru_cache(maxsize=_KEPT)
def pdf_bytes(diagnostic: Diagnostic) -> bytes:
    """Return the PDF of a diagnostic, two to four pages of A4."""
    register_fonts()
    document = document_of(diagnostic)
    out = BytesIO()
    template = _Template(document, out)
    template.build(_story(document), canvasmaker=_numbered(document))
    return out.getvalue()


def _story(document: Document) -> list[Flowable]:
    story: list[Flowable] = [
        NextPageTemplate("next"),
        blocks.key_figures(document),
        Spacer(0, 5 * MM),
        *blocks.highlights(document),
        Spacer(0, 4 * MM),
    ]
    for part in document.sections:
        story.extend(blocks.section(part))
    return [*story, *blocks.closing(document)]


class _Template(BaseDocTemplate):  # type: ignore[misc]
    """A4, with a band on the first page and a thin header on the others."""

    def __init__(self, document: Document, out: BytesIO) -> None:
        super().__init__(
            out,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=document.title,
            author=_AUTHOR,
            subject=document.subtitle,
            creator=_AUTHOR,
            keywords=["emploi", "recrutement", "BMO", document.place],
            lang="fr-FR",
        )
        first = Frame(MARGIN, BOTTOM, WIDTH, PAGE_HEIGHT - BAND - 6 * MM - BOTTOM, *[0] * 4)
        other = Frame(MARGIN, BOTTOM, WIDTH, PAGE_HEIGHT - TOP - BOTTOM, *[0] * 4)
        self.addPageTemplates(
            [
                PageTemplate("first", [first], onPage=lambda canvas, _: _band(canvas, document)),
                PageTemplate("next", [other], onPage=lambda canvas, _: _header(canvas, document)),
            ]
        )


def _band(canvas: Canvas, document: Document) -> None:
    """The coloured band: what it is, of where, from which survey."""
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    canvas.setFillColor(HexColor(NAVY))
    canvas.rect(0, PAGE_HEIGHT - BAND, PAGE_WIDTH, BAND, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#c0562f"))
    canvas.rect(0, PAGE_HEIGHT - BAND, PAGE_WIDTH, 1.4 * MM, stroke=0, fill=1)
    canvas.setFont(BOLD, 9)
    canvas.setFillColor(HexColor("#b9c9dc"))
    canvas.drawString(MARGIN, PAGE_HEIGHT - 13 * MM, printable(document.kicker.upper()), charSpace=1.1)
    _place_name(canvas, document)
    canvas.setFillColor(HexColor("#dfe7f0"))
    upper = 13 * MM if document.scope else 8 * MM
    for text, size, above in ((document.subtitle, 11, upper), (document.scope, 10, 7 * MM)):
        canvas.setFont(REGULAR, size)
        canvas.drawString(MARGIN, PAGE_HEIGHT - BAND + above, printable(text))


def _place_name(canvas: Canvas, document: Document) -> None:
    """The name of the place, on two lines at most."""
    size = next(size for size in (29, 25, 21, 18, 16) if _fits(document.place, size) or size == 16)
    style = ParagraphStyle("place", fontName=BOLD, fontSize=size, leading=size * 1.14, textColor=HexColor(WHITE))
    paragraph = Paragraph(escape(printable(document.place)), style)
    _, height = paragraph.wrap(WIDTH, BAND)
    paragraph.drawOn(canvas, MARGIN, PAGE_HEIGHT - 15.5 * MM - height)


def _fits(name: str, size: int) -> bool:
    lines = 1 if size > 21 else 1.85
    return bool(stringWidth(printable(name), BOLD, size) <= WIDTH * lines)


def _header(canvas: Canvas, document: Document) -> None:
    canvas.setFont(BOLD, 8.4)
    canvas.setFillColor(HexColor(NAVY))
    canvas.drawString(MARGIN, PAGE_HEIGHT - 13 * MM, printable(document.place))
    canvas.setFont(REGULAR, 8.4)
    canvas.setFillColor(HexColor(GREY))
    canvas.drawRightString(PAGE_WIDTH - MARGIN, PAGE_HEIGHT - 13 * MM, printable(document.subtitle))
    _rule(canvas, PAGE_HEIGHT - 15.4 * MM)


def _footer(canvas: Canvas, document: Document, page: int, pages: int) -> None:
    _rule(canvas, 14 * MM)
    canvas.setFont(REGULAR, 7.4)
    canvas.setFillColor(HexColor(GREY))
    canvas.drawString(MARGIN, 10 * MM, printable(document.source))
    canvas.drawRightString(PAGE_WIDTH - MARGIN, 10 * MM, f"{page} / {pages}")


def _rule(canvas: Canvas, height: float) -> None:
    canvas.setStrokeColor(HexColor(LINE))
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, height, PAGE_WIDTH - MARGIN, height)


def _numbered(document: Document) -> type[Canvas]:
    """Return a canvas that writes the footers once it knows how many pages there are."""

    class Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, state in enumerate(self._pages, start=1):
                self.__dict__.update(state)
                _footer(self, document, number, len(self._pages))
                super().showPage()
            super().save()

    return Numbered
