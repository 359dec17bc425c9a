"""What the documents of an answer are made from: what ``bot.charts`` and ``bot.exports`` read of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]

_READ = (
    *("topic", "title", "source", "sources", "notes", "places", "territories", "measure", "share"),
    *("rows", "table"),
)
"""What is said to people, what was asked and what else goes with an answer is in no document."""


def subject_of(answer: Json) -> dict[str, Any]:
    """Return the part of an answer's payload that its documents need: two thirds of it when it holds a whole list."""
    subject = {name: answer[name] for name in _READ if name in answer}
    if whole := answer.get("all"):
        subject["all"] = _whole_list(whole)
    return subject


def _whole_list(whole: Json) -> dict[str, Any]:
    """A whole list is only ever exported: not the sentence of each row, nor what its cells repeat of it."""
    rows = [{name: value for name, value in row.items() if name != "text"} for row in whole["rows"]]
    cells = [{"cells": [_cell(cell) for cell in row["cells"]]} for row in whole["table"]["rows"]]
    return {"rows": rows, "table": {"columns": whole["table"]["columns"], "rows": cells}}


def _cell(cell: Json) -> dict[str, Any]:
    """The text of a cell only counts where there is no figure: it tells a secret one from an empty one."""
    value = cell["value"]
    return {"value": value, "text": cell["text"]} if value is None else {"value": value}
