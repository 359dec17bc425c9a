"""The table behind an answer: what the web page shows and sorts, and exactly what its files hold.

One cell is ``{"value": 123, "text": "123", "masked": 0}``; a number under statistical secrecy has no value, and
``masked`` says how many survey cells are hidden behind a sum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answers.french import number, percent, signed, signed_percent
from bot.answers.reply import Row
from knowledge.bmo.change import Change
from knowledge.bmo.model import Figures, Measure, Sum

Cell = dict[str, Any]

_HIDDEN = "secret"
_HEADERS = {
    "fap2021": "Métier",
    "fap2009": "Métier",
    "domaine": "Secteur",
    "famille": "Secteur",
    "bassin": "Bassin d'emploi",
    "departement": "Département",
    "region": "Région",
    "france": "Territoire",
    "commune": "Commune",
    "rome": "Métier (ROME)",
    "portrait": "Métier",
    "month": "Mois",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``kind`` is ``text``, ``number`` (projects), ``percent`` (a ratio, 0.49), ``change`` or ``ratio``."""

    key: str
    label: str
    kind: str


def table_of(rows: Sequence[Row]) -> dict[str, Any] | None:
    """Return the table of an answer's rows as JSON-ready values, None when there is nothing to put in one."""
    if not rows:
        return None
    columns, cells = _columns_of(rows)
    label = Column("label", _header(rows), "text")
    return {
        "columns": [{"key": c.key, "label": c.label, "kind": c.kind} for c in (label, *columns)],
        "rows": [
            {"label": row.label, "ref": row.ref, "year": row.year, "cells": [_label(row), *cells(row)]} for row in rows
        ],
    }


def _columns_of(rows: Sequence[Row]) -> tuple[list[Column], Callable[[Row], list[Cell]]]:
    if rows[0].values:
        return _values(rows)
    return _changes(rows) if rows[0].before is not None else _figures(rows)


def _header(rows: Sequence[Row]) -> str:
    kinds = {row.ref.partition(":")[0] for row in rows}
    if all(kind.isdigit() for kind in kinds):
        return "Année"
    headers = {_HEADERS.get(kind, "Territoire") for kind in kinds}
    return headers.pop() if len(headers) == 1 else "Territoire"


def _values(rows: Sequence[Row]) -> tuple[list[Column], Callable[[Row], list[Cell]]]:
    """Figures of another source: the columns that the rows bring with them."""
    columns = [Column(each.key, each.label, each.kind) for each in rows[0].values]
    return columns, lambda row: [{"value": each.value, "text": each.text, "masked": 0} for each in row.values]


def _label(row: Row) -> Cell:
    return {"value": row.label, "text": row.label, "masked": 0}


_MEASURES = (
    ("projects", "Projets", Measure.PROJECTS),
    ("difficult", "Difficiles", Measure.DIFFICULT),
    ("seasonal", "Saisonniers", Measure.SEASONAL),
)


def _figures(rows: Sequence[Row]) -> tuple[list[Column], Callable[[Row], list[Cell]]]:
    """Projects, then difficult and seasonal ones with their shares; projects alone for published totals."""
    shown = _MEASURES if any(row.figures for row in rows) else _MEASURES[:1]
    columns = []
    for key, label, measure in shown:
        columns.append(Column(key, label, "number"))
        if measure is not Measure.PROJECTS:
            columns.append(Column(f"{key}_share", f"Part {label.lower()}", "percent"))

    def cells(row: Row) -> list[Cell]:
        found: list[Cell] = []
        for _, _, measure in shown:
            found.append(_count(row, measure))
            if measure is not Measure.PROJECTS:
                found.append(_share(row.figures, measure))
        return found

    return columns, cells


def _count(row: Row, measure: Measure) -> Cell:
    if row.figures is not None:
        return sum_cell(row.figures.of(measure))
    if measure is Measure.PROJECTS and row.published_total is not None:
        return {"value": row.published_total, "text": number(row.published_total), "masked": 0}
    nobody = measure is Measure.PROJECTS and row.published_total is None
    return {"value": 0 if nobody else None, "text": "0" if nobody else "", "masked": 0}


def sum_cell(total: Sum) -> Cell:
    """Return the cell of a sum: its published part, or nothing when everything is under secrecy."""
    if total.is_masked:
        return {"value": None, "text": _HIDDEN, "masked": total.masked}
    return {"value": total.published, "text": number(total.published), "masked": total.masked}


def _share(figures: Figures | None, measure: Measure) -> Cell:
    share = figures.share(measure) if figures else None
    if figures is None:
        return {**_EMPTY, "masked": 0}
    if share is None:
        return {"value": None, "text": _HIDDEN, "masked": figures.of(measure).masked}
    return {"value": round(share.value, 6), "text": percent(share.value), "masked": 0}


def _changes(rows: Sequence[Row]) -> tuple[list[Column], Callable[[Row], list[Cell]]]:
    """The number of each of the two surveys, the change, and the change in percent."""
    columns = [
        Column("before", str(rows[0].before_year), "number"),
        Column("after", str(rows[0].year), "number"),
        Column("change", "Écart", "change"),
        Column("ratio", "Évolution", "ratio"),
    ]

    def cells(row: Row) -> list[Cell]:
        if row.before is None or row.figures is None:
            return []
        change = Change(row.ref, row.label, row.before, row.figures)
        moved, ratio = change.of(row.measure), change.ratio(row.measure)
        rate = {"value": round(ratio, 6), "text": signed_percent(ratio)} if ratio is not None else _EMPTY
        return [
            sum_cell(row.before.of(row.measure)),
            sum_cell(row.figures.of(row.measure)),
            {"value": moved, "text": signed(moved), "masked": 0},
            {**rate, "masked": 0},
        ]

    return columns, cells


_EMPTY: Cell = {"value": None, "text": ""}
