"""The pictures and the files people take away: how long one takes to draw, the first apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.aims import Measured, milliseconds, report
from bot.answers.message import message_of
from bot.answers.registry import answer
from bot.charts import chart_of, render
from bot.diagnostic import diagnostic_of, pdf
from bot.question import Question, Topic
from knowledge.library import open_knowledge

TOURS, REGION = "commune:37261", "region:24"
PICTURE_AIM, FILE_AIM = 300.0, 3000.0  # ms
CALLS = 5


def measure() -> int:
    """Measure everything, print the table and write ``var/bench-documents.json``; return 0."""
    print("==> drawing", flush=True)
    known = open_knowledge()
    document = message_of(answer(Question(Topic.RECRUITING, (TOURS,)), known)).document
    chart = chart_of(document) if document is not None else None
    assert chart is not None
    region = diagnostic_of(REGION, known)
    # What is kept of the calls before is passed by: each call draws.
    svg, png, file = render._svg.__wrapped__, render._png.__wrapped__, pdf.pdf_bytes.__wrapped__
    report(
        "documents",
        [
            *_first_and_warm("chart, SVG", lambda: svg(chart), PICTURE_AIM),
            *_first_and_warm("chart, PNG", lambda: png(chart, render.PNG_WIDTH, False), PICTURE_AIM),
            *_first_and_warm("diagnostic of the région, figures", lambda: diagnostic_of(REGION, known), FILE_AIM),
            *_first_and_warm("diagnostic of the région, PDF", lambda: file(region), FILE_AIM),
        ],
    )
    return 0


def _first_and_warm(what: str, draw: Callable[[], object], aim: float) -> Iterator[Measured]:
    yield Measured(f"{what}, first", milliseconds(draw), "ms")
    yield Measured(f"{what}, warm", min(milliseconds(draw) for _ in range(CALLS)), "ms", aim)
