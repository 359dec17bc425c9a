"""The column of names on the left of bars: as wide as they need, up to a limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.charts.drawing.canvas import MARGIN, Canvas, sheet_width
from bot.charts.drawing.fonts import width_of, wrapped

LABEL = 9.2
BAR = 13.0
_GAP, _STEP, _BEFORE_BAR = 9.0, LABEL * 1.16, 9.0
_WIDEST = 172.0 / 460.0
"""Of the width of the sheet."""
DROP = LABEL * 0.35
"""From the middle of a line of text to its baseline."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Names cut into lines, and where the bars beside them start."""

    lines: tuple[tuple[str, ...], ...]
    bold: tuple[bool, ...]

    @classmethod
    def of(cls, names: Sequence[str], bold: Sequence[bool] = ()) -> Labels:
        """Return the column for ``names``; ``bold`` tells which stand out, none by default."""
        widest = _WIDEST * sheet_width()
        strong = tuple(bold) or (False,) * len(names)
        pairs = zip(names, strong, strict=True)
        return cls(tuple(tuple(wrapped(name, LABEL, widest, bold=b, most=4)) for name, b in pairs), strong)

    @property
    def left(self) -> float:
        """Where the bars start."""
        widths = [
            width_of(line, LABEL, bold=bold)
            for lines, bold in zip(self.lines, self.bold, strict=True)
            for line in lines
        ]  # fmt: skip
        return MARGIN + max(widths) + _BEFORE_BAR

    def height(self, row: int) -> float:
        """Return how tall a row is."""
        return max(BAR, len(self.lines[row]) * _STEP) + _GAP

    @property
    def total_height(self) -> float:
        """Return how tall all the rows are."""
        return sum(map(self.height, range(len(self.lines))))

    def draw(self, canvas: Canvas, row: int, middle: float) -> None:
        """Write the name of a row against its bar."""
        lines = self.lines[row]
        first = middle - (len(lines) - 1) * _STEP / 2 + DROP
        for rank, line in enumerate(lines):
            canvas.text(self.left - _BEFORE_BAR, first + rank * _STEP, line, LABEL, bold=self.bold[row], align="right")
