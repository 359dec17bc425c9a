"""What a rendering process knows how to make. Each import is made by the task that needs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.writing.blocks import Document


class NothingToRenderError(LookupError):
    """There is no such document: no chart for this answer, no such territory."""


def _svg(subject: Any) -> bytes:
    from bot.charts import chart_of, render_svg  # noqa: PLC0415

    if (chart := chart_of(Document.parse_obj(subject))) is None:
        raise NothingToRenderError
    return render_svg(chart)


def _png(subject: Any, *, phone: bool = False) -> bytes:
    from bot.charts import chart_of, render_png  # noqa: PLC0415

    if (chart := chart_of(Document.parse_obj(subject))) is None:
        raise NothingToRenderError
    return render_png(chart, phone=phone)


def _csv(subject: Any) -> bytes:
    from bot.exports import csv_bytes  # noqa: PLC0415

    return csv_bytes(Document.parse_obj(subject))


def _xlsx(subject: Any) -> bytes:
    from bot.exports import xlsx_bytes  # noqa: PLC0415

    return xlsx_bytes(Document.parse_obj(subject))


def _diagnostic(ref: str) -> Any:
    from bot.diagnostic import diagnostic_of  # noqa: PLC0415
    from knowledge.errors import BaseUnavailableError, KnowledgeError  # noqa: PLC0415
    from knowledge.library import open_knowledge  # noqa: PLC0415

    try:
        return diagnostic_of(ref, open_knowledge())
    except BaseUnavailableError:
        raise
    except (KnowledgeError, LookupError) as error:
        raise NothingToRenderError from error


def _diagnostic_pdf(ref: str) -> bytes:
    from bot.diagnostic import pdf_bytes  # noqa: PLC0415

    return pdf_bytes(_diagnostic(ref))


def _diagnostic_page(ref: str) -> bytes:
    from bot.diagnostic import html_page  # noqa: PLC0415

    return html_page(_diagnostic(ref)).encode()


TASKS: Mapping[str, Callable[[Any], bytes]] = {
    "chart.svg": _svg,
    "chart.png": _png,
    "chart.phone.png": partial(_png, phone=True),
    "table.csv": _csv,
    "table.xlsx": _xlsx,
    "diagnostic.pdf": _diagnostic_pdf,
    "diagnostic.html": _diagnostic_page,
}
