"""A white sheet measured in points from its top left corner, over matplotlib's object-oriented side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal

from bot.charts.drawing import palette
from bot.charts.drawing.fonts import face, printable, width_of, wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WIDTH = ContextVar("sheet width", default=460.0)
_ON_A_PHONE = 330.0
MARGIN = 16.0
LEADING = 1.28
"""Line height over font size."""

_SECRET, _OFF_AXIS = 34.0, 5.0


def sheet_width() -> float:
    """Return how many points wide a sheet is."""
    return _WIDTH.get()


@contextmanager
def narrow() -> Iterator[None]:
    """Draw on narrow sheets, whose words are read on a phone held upright."""
    token = _WIDTH.set(_ON_A_PHONE)
    try:
        yield
    finally:
        _WIDTH.reset(token)


Align = Literal["left", "center", "right"]


class Canvas:
    """Where shapes and words are put; ``figure`` is what a backend prints."""

    def __init__(self, height: float) -> None:
        """Return an empty sheet of ``height`` points."""
        from matplotlib.figure import Figure

        self.figure: Figure = Figure(figsize=(sheet_width() / 72, height / 72), dpi=72, facecolor=palette.WHITE)
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, sheet_width())
        self._axes.set_ylim(height, 0)
        self._axes.set_axis_off()

    def text(
        self, x: float, y: float, text: str, size: float, *, colour: str = palette.INK, bold: bool = False,
        align: Align = "left",
    ) -> float:  # fmt: skip
        """Write ``text`` on the baseline ``y`` and return its width."""
        self._axes.text(
            x, y, printable(text), fontproperties=face(bold), fontsize=size, color=colour, ha=align, va="baseline"
        )
        return width_of(text, size, bold=bold)

    def paragraph(
        self, x: float, y: float, text: str, size: float, width: float, *, colour: str = palette.INK, bold: bool = False
    ) -> float:
        """Write ``text`` wrapped in ``width`` under ``y`` and return where it ends."""
        for line in wrapped(text, size, width, bold=bold, most=4):
            y += size * LEADING
            self.text(x, y - size * (LEADING - 1), line, size, colour=colour, bold=bold)
        return y

    def rectangle(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, edgecolor="none", clip_on=False))

    def hatched(self, x: float, y: float, width: float, height: float, colour: str, *, dashed: bool = False) -> None:
        """Draw a hatched rectangle: something is there, and its value is not said."""
        from matplotlib.patches import Rectangle

        frame = Rectangle((x, y), width, height, facecolor=palette.WHITE, edgecolor=colour, linewidth=0.8)
        frame.set(hatch="//////", linestyle=(0, (2.5, 2)) if dashed else "solid", clip_on=False)
        self._axes.add_patch(frame)

    def secret(self, x: float, y: float, height: float, colour: str) -> float:
        """Draw the frame of a secret, off the axis and always as wide so that it is no length; return where it ends."""
        self.hatched(x + _OFF_AXIS, y, _SECRET, height, colour, dashed=True)
        return x + _OFF_AXIS + _SECRET

    def line(
        self, xs: Sequence[float], ys: Sequence[float], colour: str, width: float = 0.8, *, dashed: bool = False
    ) -> None:
        """Draw a broken line."""
        from matplotlib.lines import Line2D

        style = (0, (3, 2.5)) if dashed else "solid"
        self._axes.add_line(
            Line2D(
                xs,
                ys,
                color=colour,
                linewidth=width,
                linestyle=style,
                solid_capstyle="round",
                dash_capstyle="butt",
                clip_on=False,
            )
        )

    def dot(self, x: float, y: float, colour: str, *, shape: str = "o", hollow: bool = False, size: float = 6) -> None:
        """Draw a point of a series."""
        from matplotlib.lines import Line2D

        self._axes.add_line(
            Line2D(
                [x],
                [y],
                marker=shape,
                markersize=size,
                linestyle="none",
                markeredgecolor=colour,
                markerfacecolor=palette.WHITE if hollow else colour,
                markeredgewidth=1.4,
                clip_on=False,
            )
        )
