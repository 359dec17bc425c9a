"""Lato, shipped as a package: the same picture on every machine, with nothing to install."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from bot.writing.french import NARROW, NO_BREAK

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

_REPLACED = {NARROW: NO_BREAK, "→": "–", "'": "’", "$": r"\$"}
"""Lato has no narrow no-break space nor arrow; print wants curved apostrophes; a dollar would open mathematics."""


@cache
def face(bold: bool = False) -> FontProperties:
    """Return the regular or bold face."""
    from font_lato import font_files
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=font_files["LatoBold" if bold else "Lato"])


@cache
def _font(bold: bool) -> Any:
    from matplotlib.ft2font import FT2Font

    return FT2Font(face(bold).get_file())


def printable(text: str) -> str:
    """Return ``text`` with what Lato cannot draw replaced."""
    for character, drawn in _REPLACED.items():
        text = text.replace(character, drawn)
    known = _known(False)
    return "".join(character if ord(character) in known else "?" for character in text)


@cache
def _known(bold: bool) -> frozenset[int]:
    return frozenset(_font(bold).get_charmap())


@lru_cache(maxsize=4096)  # measuring was half the time of a picture
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of ``text`` in points."""
    font = _font(bold)
    font.set_size(100, 72)  # measured large, so that hinting does not round it
    font.set_text(printable(text).replace(r"\$", "$"), 0.0)
    return float(font.get_width_height()[0]) / 64 * size / 100


def wrapped(text: str, size: float, width: float, *, bold: bool = False, most: int = 3) -> list[str]:
    """Return the lines of ``text`` that fit in ``width`` points; beyond ``most`` lines it ends with « … »."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{lines[most - 1].rstrip(',')}…"]
