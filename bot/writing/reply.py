"""What an answer is, whatever the channel: a sentence, rows, a source, next questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.question import Question
from bot.writing.blocks import NO_FACTS, Block, ColumnKind, Facts, File, Origin
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.figures.query import CHANGES, Query, Statistic
from knowledge.figures.result import Cell, Value
from knowledge.figures.sums import NOBODY, Figures

MAX_SUGGESTIONS = 4


class Once(str):
    """A note that is told once in a conversation: what is still true of the next figures, and was read.

    ``key``: what it tells, where other words tell the same; its text by default.
    """

    __slots__ = ("key",)
    key: str

    def __new__(cls, text: str, key: str = "") -> Once:
        """Return the note, told apart by ``key``."""
        note = super().__new__(cls, text)
        note.key = key or text
        return note


@dataclass(frozen=True, slots=True)
class OtherFigure:
    """A figure of another source than the survey: its column (``key``, ``label``, ``kind`` of a table), as written.

    ``kind``: ``number``, ``percent`` (a ratio), ``ratio`` (a relative change). ``value`` is None where none is held.
    """

    key: str
    label: str
    kind: ColumnKind
    value: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an answer's table: ``text`` as read, and the numbers behind it.

    ``figures`` come from the survey's rows, ``published_total`` (projects) from press or administrations.
    """

    label: str
    ref: str
    year: int
    text: str
    figures: Figures | None = None
    territory: str = ""
    published_total: int | None = None
    before: Figures | None = None
    """The figures of the earlier survey, ``before_year``, when the row is a change."""
    before_year: int = 0
    measure: Measure = Measure.PROJECTS
    """What a change is about."""
    value: Value | None = None
    """The figure asked, with what is masked behind it and its certain bounds."""
    statistic: Statistic = Statistic.NUMBER
    """What ``value`` tells of the measure."""
    group: str = ""
    """The place or the year that the row is listed within, when there are several lists."""
    values: tuple[OtherFigure, ...] = ()
    """The figures of a row that is not of the survey, one for each column."""
    rank: int = 0
    """Its place in a list, as written in ``text``; 0 in none."""
    pointed: bool = False
    """True when the question is about this very row of a list."""

    @classmethod
    def of(cls, cell: Cell, query: Query, text: str, *, label: str = "", group: str = "") -> Row:
        """Return the row of one figure of a result."""
        changes = query.statistic in CHANGES
        return cls(
            label=label or cell.label,
            ref=cell.ref,
            year=cell.year,
            text=text,
            figures=(cell.figures or NOBODY) if changes else cell.figures,
            before=cell.before if changes else None,
            before_year=cell.first_year if changes else 0,
            measure=query.measure,
            value=cell.value,
            statistic=query.statistic,
            group=group,
        )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A next question offered as a button: what is shown, and the sentence the user would have typed."""

    title: str
    question: str
    audience: str = ""
    """The role it suits best (``job_seeker``, ``employer``, ``elected_official``), "" for all."""
    spans_years: bool = False
    """True when it is not about one year (an evolution, the next rows): no year is ever added to it."""
    asks: Question | None = None
    """The question it asks, so that a click plays it as it is; the sentence is read where there is none."""
    act: Mapping[str, Any] | None = None
    """What it does where it asks no question (``bot/button.py``); it is offered beside the next questions."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an answer says: one sentence, the rows asked, notes, the source line, two to four next questions.

    ``facts``: what it is about. ``bot/answers/message.py`` makes its blocks; ``blocks`` are those it brings itself.
    """

    sentence: str
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    facts: Facts = NO_FACTS
    origins: tuple[Origin, ...] = ()
    """Where the figures of each year of the rows come from."""
    blocks: tuple[Block, ...] = ()
    """Cards or a form, after the table."""
    files: tuple[File, ...] = ()
    """The documents of a place, which it names itself."""
    formats: tuple[str, ...] = ()
    """The formats of its own table that were asked for."""
    page: str = ""
    """The address of the web page, where these are, when it is known."""
    all_rows: tuple[Row, ...] = ()
    """The whole list, when it is asked for as a file: only ``bot/exports`` reads it."""

    @property
    def topic(self) -> ReplyTopic:
        """What it is about."""
        return self.facts.topic

    def for_role(self, role: str) -> Reply:
        """Return the reply with the next questions that suit ``role`` first, the others after, in their order."""
        if not role:
            return self
        ordered = sorted(self.suggestions, key=lambda each: (each.audience != role, bool(each.audience)))
        return replace(self, suggestions=tuple(ordered))


def unique(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the suggestions without repetition, in order."""
    return list({suggestion.question: suggestion for suggestion in suggestions}.values())
