"""From what an answer says to the message that channels render: its blocks, in the order they are read."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from bot.answers.table import table_of
from bot.button import act_of
from bot.charts.choice import chart_of
from bot.writing.blocks import (
    Block,
    Chart,
    Choice,
    Choices,
    Document,
    Facts,
    File,
    Files,
    Links,
    Message,
    Notes,
    Sentence,
    Source,
    Table,
)
from bot.writing.french import typeset
from bot.writing.links import links_in
from bot.writing.reply import MAX_SUGGESTIONS, Reply, Suggestion, unique

logger = logging.getLogger(__name__)

_DIAGNOSED = re.compile(r"(?:bassin|epci|departement|region):\w{1,12}", re.ASCII)
_TABLE = (
    File(format="csv", title="Tableau (CSV)", task="table.csv"),
    File(format="xlsx", title="Tableau (Excel)", task="table.xlsx"),
)
_CHART = File(format="png", title="Graphique (PNG)", task="chart.png")


def message_of(reply: Reply) -> Message:
    """Return the whole message of a reply."""
    return Message(facts=reply.facts, blocks=tuple(_blocks(reply)))


def _blocks(reply: Reply) -> Iterator[Block]:
    sentence, source = typeset(reply.sentence), typeset(reply.source)
    notes = tuple(typeset(note) for note in reply.notes if note)
    yield Sentence(text=sentence)
    table = table_of(reply)
    chart = _chart(table) if table else None
    yield from (block for block in (table, chart) if block)
    yield from reply.blocks
    if notes:
        yield Notes(texts=notes)
    if source:
        yield Source(text=source)
    if links := links_in(sentence, *notes, source):
        yield Links(links=links)
    if table:
        yield Files(files=_files(reply, table, has_chart=chart is not None), asked=reply.formats, page=reply.page)
    if reply.suggestions:
        yield Choices(options=_options(reply))


def has_chart(reply: Reply) -> bool:
    """Tell whether the figures of a reply are drawn."""
    table = table_of(reply)
    return table is not None and _chart(table) is not None


def _chart(table: Table) -> Chart | None:
    """Return the chart of a table, None when it has none. A chart that fails costs no one the answer."""
    try:
        chart = chart_of(Document(table=table))
    except Exception:
        logger.exception("« %s » could not be charted.", table.title)
        return None
    return Chart(alt=chart.alt) if chart is not None else None


def _options(reply: Reply) -> tuple[Choice, ...]:
    """Return the suggestions as buttons that say plain text, never a command; those that ask nothing come last."""
    every = unique(reply.suggestions)
    asking = [each for each in every if each.act is None][:MAX_SUGGESTIONS]
    return tuple(
        Choice(title=each.title, says=each.question, act=_act(each))
        for each in (*asking, *(each for each in every if each.act is not None))
    )


def _act(suggestion: Suggestion) -> dict[str, Any] | None:
    if suggestion.act is not None:
        return dict(suggestion.act)
    return act_of(suggestion.asks) if suggestion.asks else None


def _files(reply: Reply, table: Table, *, has_chart: bool) -> tuple[File, ...]:
    """Return the files of an answer, those asked for first: its table, its chart, the diagnostic of its place."""
    files = [
        *_TABLE,
        *([_CHART] if has_chart else []),
        *(reply.files or diagnostic_file(_diagnosed(reply.facts, table))),
    ]
    return tuple(sorted(files, key=lambda file: file not in reply.files and file.format not in reply.formats))


def diagnostic_file(place: str) -> tuple[File, ...]:
    """Return the diagnostic of a place as a file, none for ""."""
    file = File(format="pdf", title="Diagnostic du territoire (PDF)", task="diagnostic.pdf", subject=place)
    return (file,) if place else ()


def _diagnosed(facts: Facts, table: Table) -> str:
    """Return the one place whose diagnostic goes with an answer; "" where the survey is only held as totals."""
    if not any("difficult" in row.totals for row in table.rows):
        return ""
    places = [ref for ref in (*facts.asked, *facts.territories) if _DIAGNOSED.fullmatch(ref)]
    one = len(facts.asked or facts.territories) == 1
    return places[0] if places and one else ""
