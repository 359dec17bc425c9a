"""Which chart an answer deserves, if any."""

from __future__ import annotations

from bot.charts.changes import changes
from bot.charts.comparison import compared
from bot.charts.evolution import evolution
from bot.charts.job_seekers import by_place
from bot.charts.model import Bars, Body, Chart, Groups, Lines
from bot.charts.ranking import ranked
from bot.charts.rows import Answer, Line, lines_of, measure_of
from bot.charts.wording import described
from bot.writing.french import capitalised

_RANKINGS = frozenset({"recruiting", "where", "ranking", "rank", "near"})
_OVER_THE_YEARS = frozenset({"evolution", "job_seekers_change"})
_MINIMUM = "Sommes des valeurs publiées : des minimums, une partie étant couverte par le secret statistique."

_TOTALS = "Totaux publiés sans détail par métier : à ne pas comparer au projet près aux sommes."


def chart_of(answer: Answer) -> Chart | None:
    """Return the chart of an answer's payload, None when there is nothing to compare."""
    lines = lines_of(answer)
    body = _body(answer, lines) if len(lines) > 1 else None
    if body is None:
        return None
    title, subtitle = _titles(answer)
    return Chart(
        title=title,
        subtitle=subtitle,
        body=body,
        note="" if _is_in_shares(body) else _note(answer, lines),
        source=str(answer.get("source", "")),
        alt=described(str(answer.get("title", "")), body),
    )


def _body(answer: Answer, lines: list[Line]) -> Body | None:
    topic = answer.get("topic")
    if topic in _RANKINGS:
        return ranked(answer, lines)
    if topic in _OVER_THE_YEARS:
        return evolution(answer, lines)
    if topic == "job_seekers_ranking":
        return by_place(lines)
    if topic == "comparison":
        return compared(answer, lines)
    return changes(answer, lines) if topic == "progress" else None


def _titles(answer: Answer) -> tuple[str, str]:
    """The subject, then what it is about, where and when."""
    title, _, rest = str(answer.get("title", "")).partition(", ")
    return title, capitalised(rest)


def _is_in_shares(body: Body) -> bool:
    return (isinstance(body, Bars | Groups) and bool(body.whole)) or (isinstance(body, Lines) and body.percent)


def _note(answer: Answer, lines: list[Line]) -> str:
    shown = [measure_of(answer), *(["difficult", "seasonal"] if answer.get("topic") == "comparison" else ())]
    sums = answer.get("topic") != "progress"
    partly = any(line.masked([key]) and not line.mark(key).secret for line in lines for key in shown)
    totals = answer.get("topic") == "evolution" and any(line.is_published_total for line in lines)
    return " ".join(([_MINIMUM] if sums and partly else []) + ([_TOTALS] if totals else []))
