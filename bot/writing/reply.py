"""What an answer is, whatever the channel: a sentence, rows, a source, next questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from bot.writing.french import typeset
from knowledge.bmo.model import Measure
from knowledge.figures.interval import Interval
from knowledge.figures.query import CHANGES, Query, Statistic
from knowledge.figures.result import Cell, Value
from knowledge.figures.sums import NOBODY, Figures, Sum

MAX_SUGGESTIONS = 4


@dataclass(frozen=True, slots=True)
class OtherFigure:
    """A figure of another source than the survey: its column (``key``, ``label``, ``kind`` of a table), as written.

    ``kind``: ``number``, ``percent`` (a ratio), ``ratio`` (a relative change). ``value`` is None where none is held.
    """

    key: str
    label: str
    kind: str
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

    def as_dict(self) -> dict[str, Any]:
        """Return the row as JSON-ready values; sums keep what is masked."""
        data: dict[str, Any] = {"label": self.label, "ref": self.ref, "year": self.year, "text": self.text}
        if self.territory:
            data["territory"] = self.territory
        if self.group:
            data["group"] = self.group
        if self.value is not None:
            data["value"] = _value_as_dict(self.value, self.statistic)
        if self.published_total is not None:
            exactly = Interval.exactly(self.published_total)
            data["projects"] = _sum_as_dict(Sum(self.published_total, 0, 1), exactly)
        if self.figures is not None:
            data.update(_figures_as_dict(self.figures))
        if self.before is not None:
            data["before"] = {"year": self.before_year, **_figures_as_dict(self.before)}
        if self.values:
            data["values"] = {each.key: each.value for each in self.values}
        return data


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A next question offered as a button: what is shown, and the sentence the user would have typed."""

    title: str
    question: str
    audience: str = ""
    """The role it suits best (``job_seeker``, ``employer``, ``elected_official``), "" for all."""
    spans_years: bool = False
    """True when it is not about one year (an evolution, the next rows): no year is ever added to it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: one sentence, the rows asked, notes, the source line, two to four next questions.

    ``facts`` is the machine-readable side (topic, year, measure, territories, occupations).
    """

    sentence: str
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    all_rows: tuple[Row, ...] = ()
    """The whole list, when it is asked for as a file: only ``bot/exports`` reads it."""

    @property
    def text(self) -> str:
        """Return the whole answer as plain text, the way a terminal or a messaging app shows it."""
        parts = [self.sentence]
        if self.rows:
            parts.append(_written(self.rows))
        parts.extend(self.notes)
        if self.source:
            parts.append(self.source)
        return typeset("\n\n".join(part for part in parts if part))

    @property
    def answer(self) -> dict[str, Any]:
        """Return the structured answer sent beside the text; ``bot/answers/payload.py`` gives the whole of it."""
        return {**self.facts, "rows": [row.as_dict() for row in self.rows], "source": self.source}

    def for_role(self, role: str) -> Reply:
        """Return the reply with the next questions that suit ``role`` first, the others after, in their order."""
        if not role:
            return self
        ordered = sorted(self.suggestions, key=lambda each: (each.audience != role, bool(each.audience)))
        return replace(self, suggestions=tuple(ordered))

    @property
    def buttons(self) -> list[dict[str, str]]:
        """Return the suggestions as buttons whose payload is plain text, never a command."""
        return [{"title": s.title, "payload": s.question} for s in unique(self.suggestions)[:MAX_SUGGESTIONS]]


def unique(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the suggestions without repetition, in order."""
    return list({suggestion.question: suggestion for suggestion in suggestions}.values())


def _written(rows: Sequence[Row]) -> str:
    """Return the lines of the rows, those of each list under its title."""
    lines = [
        "\n".join([*([f"{group} :"] if group else []), *(row.text for row in of_group if row.text)])
        for group, of_group in groupby(rows, key=lambda row: row.group)
    ]
    return "\n\n".join(lines)


def _value_as_dict(value: Value, statistic: Statistic) -> dict[str, Any]:
    return {
        "statistic": statistic.value,
        "published": value.published,
        "low": value.interval.low,
        "high": value.interval.high,
        "masked": value.masked,
    }


def _figures_as_dict(figures: Figures) -> dict[str, dict[str, float]]:
    return {each.value: _sum_as_dict(figures.of(each), figures.interval(each)) for each in Measure}


def _sum_as_dict(total: Sum, bounds: Interval) -> dict[str, float]:
    return {
        "published": total.published,
        "masked": total.masked,
        "cells": total.cells,
        "low": bounds.low,
        "high": bounds.high,
    }
