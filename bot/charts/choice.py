"""Which chart an answer deserves, if any."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.charts.changes import changes
from bot.charts.comparison import compared
from bot.charts.evolution import evolution
from bot.charts.job_seekers import by_place
from bot.charts.model import Bars, Body, Chart, Groups, Lines
from bot.charts.ranking import ranked
from bot.charts.rows import Line, lines_of
from bot.charts.wording import described
from bot.writing.blocks import Document, Table
from bot.writing.french import capitalised
from bot.writing.reply_topics import Drawing

_MINIMUM = "Sommes des valeurs publiées : des minimums, une partie étant couverte par le secret statistique."

_TOTALS = "Totaux publiés sans détail par métier : à ne pas comparer au projet près aux sommes."


def chart_of(document: Document) -> Chart | None:
    """Return the chart of a table, None when there is nothing to compare."""
    table = document.table
    lines = lines_of(table)
    body = _BODIES[table.drawing](table, lines) if table.drawing and len(lines) > 1 else None
    if body is None:
        return None
    title, _, rest = table.title.partition(", ")  # the subject, then what it is about, where and when
    return Chart(
        title=title,
        subtitle=capitalised(rest),
        body=body,
        note="" if _is_in_shares(body) else _note(table, lines),
        source=document.source,
        alt=described(table.title, body),
    )


_BODIES: Mapping[Drawing, Callable[[Table, list[Line]], Body | None]] = {
    Drawing.RANKING: ranked,
    Drawing.YEARS: evolution,
    Drawing.PLACES: by_place,
    Drawing.SIDES: compared,
    Drawing.MOVES: changes,
}


def _is_in_shares(body: Body) -> bool:
    return (isinstance(body, Bars | Groups) and bool(body.whole)) or (isinstance(body, Lines) and body.percent)


def _note(table: Table, lines: list[Line]) -> str:
    shown = [table.measure, *(["difficult", "seasonal"] if table.drawing is Drawing.SIDES else ())]
    sums = table.drawing is not Drawing.MOVES
    partly = any(line.masked([key]) and not line.mark(key).secret for line in lines for key in shown)
    totals = table.drawing is Drawing.YEARS and any(line.is_published_total for line in lines)
    return " ".join(([_MINIMUM] if sums and partly else []) + ([_TOTALS] if totals else []))
