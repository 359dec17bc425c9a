"""The pictures: every kind is drawn, with its figures, small, the same from any thread."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from itertools import combinations
from xml.etree import ElementTree

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from bot.charts import Chart, chart_of, render_png, render_svg
from bot.charts.drawing import palette
from bot.charts.drawing.canvas import narrow
from bot.charts.drawing.fonts import printable, width_of, wrapped
from bot.charts.model import Bars, Lines
from bot.charts.render import _drawn, _fits, _png, _svg
from bot.question import Question
from bot.writing.blocks import Document
from tests.charts.conftest import QUESTIONS
from tests.counting import calls

DocumentOf = Callable[[Question], Document]
SVG = "{http://www.w3.org/2000/svg}"


def chart(document_of: DocumentOf, kind: str) -> Chart:
    """Return the chart of a kind of question."""
    found = chart_of(document_of(QUESTIONS[kind]))
    assert found is not None
    return found


@pytest.mark.parametrize("kind", QUESTIONS)
def test_each_kind_is_drawn_within_its_limits(document_of: DocumentOf, kind: str) -> None:
    asked = chart(document_of, kind)
    svg, png = render_svg(asked), render_png(asked)
    assert len(svg) < 100_000
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">I", png[16:20]) == (1200,)
    root = ElementTree.fromstring(svg)
    assert root.findtext(f"{SVG}title") == asked.title
    assert root.findtext(f"{SVG}desc") == asked.alt
    assert b"style" not in svg
    assert b"<script" not in svg
    assert not re.search(rb"href=\"(?!#)", svg)


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_word_is_inside_the_sheet_and_over_no_other(document_of: DocumentOf, kind: str, phone: bool) -> None:
    asked = chart(document_of, kind)
    with narrow() if phone and _fits(asked) else nullcontext():
        canvas = _drawn(asked)
    renderer = FigureCanvasAgg(canvas.figure).get_renderer()
    width, height = canvas.figure.bbox.width, canvas.figure.bbox.height
    for text in canvas.figure.axes[0].texts:
        box = text.get_window_extent(renderer)
        assert box.x0 >= 0, text.get_text()
        assert box.x1 <= width, text.get_text()
        assert box.y0 >= 0, text.get_text()
        assert box.y1 <= height, text.get_text()
    boxes = {text.get_text(): text.get_window_extent(renderer) for text in canvas.figure.axes[0].texts}
    assert not [pair for pair in combinations(boxes, 2) if boxes[pair[0]].overlaps(boxes[pair[1]])]


def test_a_picture_for_a_phone_is_narrower_and_taller(document_of: DocumentOf) -> None:
    asked = chart(document_of, "recruiting")
    sizes = [struct.unpack(">II", render_png(asked, phone=phone)[16:24]) for phone in (False, True)]
    assert sizes[0][0] == sizes[1][0] == 1200
    assert sizes[1][1] > 1.2 * sizes[0][1]


def words(asked: Chart) -> list[str]:
    """Return all that is written on a chart."""
    return [text.get_text() for text in _drawn(asked).figure.axes[0].texts]


def test_the_figures_are_written(document_of: DocumentOf) -> None:
    document = document_of(QUESTIONS["recruiting"])
    written = words(chart(document_of, "recruiting"))
    for row in document.table.rows:
        assert printable(row.cells[1].text) in written
        assert printable(row.cells[3].text) in written
    assert "Métiers qui recrutent le plus" in written
    assert any(text.startswith("Source") for text in written)


def test_a_bar_is_as_long_as_its_figure(document_of: DocumentOf) -> None:
    asked = chart(document_of, "recruiting")
    patches = [patch for patch in _drawn(asked).figure.axes[0].patches if patch.get_height() == 13]
    whole = [p.get_width() for p in patches if p.get_facecolor()[:3] == pytest.approx(rgb(palette.WHOLE))]
    assert isinstance(asked.body, Bars)
    values = [bar.total.value or 0 for bar in asked.body.bars]
    assert [width / whole[0] for width in whole] == pytest.approx([value / values[0] for value in values])


@pytest.mark.parametrize("kind", ["evolution", "two_evolutions", "two_trades", "evolution_share"])
def test_no_figure_of_a_series_is_written_over_another(document_of: DocumentOf, kind: str) -> None:
    asked = chart(document_of, kind)
    canvas = _drawn(asked)
    renderer = FigureCanvasAgg(canvas.figure).get_renderer()
    assert isinstance(asked.body, Lines)
    figures = {printable(point.mark.text) for series in asked.body.series for point in series.points}
    boxes = [text.get_window_extent(renderer) for text in canvas.figure.axes[0].texts if text.get_text() in figures]
    assert len(boxes) >= len(asked.body.series[0].points)
    assert not [one for one, other in combinations(boxes, 2) if one.overlaps(other)]


@pytest.mark.parametrize(("kind", "dashed"), [("evolution", 2), ("two_evolutions", 2), ("evolution_share", 1)])
def test_a_year_without_survey_is_crossed_by_a_dashed_line(document_of: DocumentOf, kind: str, dashed: int) -> None:
    """To the total of 2021 and from it, or over the hole where there is none."""
    lines = _drawn(chart(document_of, kind)).figure.axes[0].lines
    assert sum(line.get_linestyle() == "--" for line in lines) == dashed


def test_a_secret_is_hatched_and_said(document_of: DocumentOf) -> None:
    asked = chart(document_of, "secret_side")
    axes = _drawn(asked).figure.axes[0]
    (frame,) = [patch for patch in axes.patches if patch.get_hatch()]
    bars = [patch for patch in axes.patches if patch.get_height() == frame.get_height() and patch is not frame]
    assert frame.get_x() > min(bar.get_x() for bar in bars)
    assert frame.get_facecolor()[:3] == (1, 1, 1)
    assert "secret" in words(asked)


def test_the_same_chart_is_drawn_once(document_of: DocumentOf) -> None:
    asked = chart(document_of, "comparison")
    render_svg(asked)
    before = _svg.cache_info().hits
    assert render_svg(chart(document_of, "comparison")) is render_svg(asked)
    assert _svg.cache_info().hits == before + 2
    assert _svg.cache_info().maxsize is not None


def test_threads_draw_the_same_pictures(document_of: DocumentOf) -> None:
    charts = [chart(document_of, kind) for kind in QUESTIONS]
    alone = [render_svg(each) for each in charts]
    _svg.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(render_svg, charts * 2)) == alone * 2


def test_a_warm_picture_takes_few_calls(document_of: DocumentOf) -> None:
    asked = chart(document_of, "recruiting")
    render_svg(asked), render_png(asked)
    assert calls(_svg.__wrapped__, asked) < 500_000  # 175,000 where it was written
    assert calls(_png.__wrapped__, asked, 1200, False) < 500_000


def test_what_lato_lacks_is_replaced() -> None:
    assert printable("17\u202f146 l'« œuvre » – −5 \u2603") == "17\u00a0146 l’« œuvre » – −5 ?"
    assert printable("5 $") == r"5 \$"


def test_long_names_are_cut_into_lines_that_fit() -> None:
    lines = wrapped("Vendeurs en habillement et accessoires, articles de luxe, de sport, de loisirs", 9, 120)
    assert 1 < len(lines) <= 3
    assert all(width_of(line, 9) <= 130 for line in lines)


def rgb(colour: str) -> tuple[float, ...]:
    """Return the three parts of a colour, from 0 to 1."""
    return tuple(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG."""

    def luminance(colour: str) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(colour)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [palette.INK, palette.MUTED, *palette.SIDES])
def test_words_are_readable_on_white(colour: str) -> None:
    assert contrast(colour, palette.WHITE) >= 4.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (palette.WHOLE, palette.WHITE),
        (palette.WHOLE, palette.PART),
        (palette.ASKED_WHOLE, palette.WHITE),
        (palette.ASKED_WHOLE, palette.ASKED_PART),
        (palette.UP, palette.WHITE),
        (palette.DOWN, palette.WHITE),
    ],
)
def test_shapes_are_told_apart_without_colour(one: str, other: str) -> None:
    assert contrast(one, other) >= 3
