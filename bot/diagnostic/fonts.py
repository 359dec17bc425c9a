"""The typeface of the PDF, embedded in it; what it lacks is replaced by its nearest."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, LIGHT, ITALIC = "Lato", "Lato-Bold", "Lato-Light", "Lato-Italic"

_FILES = {REGULAR: "Lato-Regular", BOLD: "Lato-Bold", LIGHT: "Lato-Light", ITALIC: "Lato-Italic"}
_LACKING = str.maketrans({"\u202f": "\u00a0", "'": "’"})
"""Lato has no narrow no-break space; the straight apostrophe is for keyboards."""


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the typeface known to reportlab, once per process."""
    folder = Path(str(files("font_lato"))) / "files"
    for name, file in _FILES.items():
        registerFont(TTFont(name, str(folder / f"{file}.ttf")))
    registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


def printable(text: str) -> str:
    """Return ``text`` in characters the typeface has."""
    return text.translate(_LACKING)
