"""What is drawn, not written: bars in cells, the bars of the years."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from bot.diagnostic.document import Evolution
from bot.diagnostic.fonts import BOLD, REGULAR, printable
from bot.diagnostic.style import GREY, HUES, INK, LINE, TINTS


class Bar(Flowable):  # type: ignore[misc]
    """A thin bar, as long as a value from 0 to 1 of the width given."""

    def __init__(self, value: float, width: float, hue: str, height: float = 5.0) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._value, self._hue = value, hue

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the room it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the bar."""
        self.canv.setFillColor(HexColor(TINTS[self._hue]))
        self.canv.rect(0, 0, max(self.width * self._value, 0.7), self.height, stroke=0, fill=1)


class YearBars(Flowable):  # type: ignore[misc]
    """One upright bar a year, the difficult part below in its colour, the total written on top."""

    _HEAD, _FOOT, _LEGEND = 14.0, 15.0, 16.0

    def __init__(self, evolution: Evolution, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._evolution = evolution

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the room it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the legend, the axis and the bars."""
        self._legend()
        bars = self._evolution.bars
        step = self.width / len(bars)
        thick = min(step * 0.56, 46.0)
        room = self.height - self._HEAD - self._FOOT - self._LEGEND
        for index, bar in enumerate(bars):
            left = index * step + (step - thick) / 2
            whole, part = bar.length * room, bar.difficult * room
            self._rect(left, self._FOOT, thick, part, TINTS["difficult"])
            self._rect(left, self._FOOT + part, thick, whole - part, HUES["projects"])
            middle = left + thick / 2
            self._text(middle, self._FOOT + whole + 4, bar.text, BOLD, 7.8, INK)
            self._text(middle, 3, bar.year, REGULAR, 8.5, GREY)
        self.canv.setStrokeColor(HexColor(LINE))
        self.canv.setLineWidth(0.6)
        self.canv.line(0, self._FOOT, self.width, self._FOOT)

    def _legend(self) -> None:
        left = 0.0
        for text, colour in zip(self._evolution.legend, (TINTS["difficult"], HUES["projects"]), strict=True):
            top = self.height - 8
            self._rect(left, top, 7, 7, colour)
            self.canv.setFillColor(HexColor(GREY))
            self.canv.setFont(REGULAR, 8)
            self.canv.drawString(left + 10, top + 0.6, printable(text))
            left += 20 + self.canv.stringWidth(printable(text), REGULAR, 8)

    def _rect(self, left: float, bottom: float, width: float, height: float, colour: str) -> None:
        self.canv.setFillColor(HexColor(colour))
        self.canv.rect(left, bottom, width, height, stroke=0, fill=1)

    def _text(self, middle: float, bottom: float, text: str, font: str, size: float, colour: str) -> None:
        self.canv.setFillColor(HexColor(colour))
        self.canv.setFont(font, size)
        self.canv.drawCentredString(middle, bottom, printable(text))
