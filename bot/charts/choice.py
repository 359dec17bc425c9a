"""Which chart an answer deserves, if any."""

from __future__ import annotations

from bot.answers.french import capitalised
from bot.charts.changes import changes
from bot.charts.comparison import compared
from bot.charts.evolution import evolution
from bot.charts.model import Body, Chart
from bot.charts.ranking import ranked
from bot.charts.rows import Answer, Line, by_share, lines_of, measure_of
from bot.charts.wording import described

_RANKINGS = frozenset({"recruiting", "where", "ranking", "rank"})
_MINIMUM = "Sommes des valeurs publiées : des minimums, une partie étant couverte par le secret statistique."


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
        note=_note(answer, lines),
        source=str(answer.get("source", "")),
        alt=described(f"{title}, {subtitle}", body),
    )


def _body(answer: Answer, lines: list[Line]) -> Body | None:
    topic = answer.get("topic")
    if topic in _RANKINGS:
        return ranked(answer, lines)
    if topic == "evolution":
        return evolution(answer, lines)
    if topic == "comparison":
        return compared(answer, lines)
    return changes(lines) if topic == "progress" else None


def _titles(answer: Answer) -> tuple[str, str]:
    """The subject, then what it is about, where and when."""
    title, _, rest = str(answer.get("title", "")).partition(", ")
    return title, capitalised(rest)


def _note(answer: Answer, lines: list[Line]) -> str:
    shown = [measure_of(answer), *(["difficult", "seasonal"] if answer.get("topic") == "comparison" else ())]
    sums = answer.get("topic") != "progress" and not by_share(answer)
    partly = any(line.masked([key]) and not line.mark(key).secret for line in lines for key in shown)
    return _MINIMUM if sums and partly else ""
