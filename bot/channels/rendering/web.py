"""A reply as the page's API gives it: JSON for the page's script, which draws it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.channels.rendering.plain import text_of
from bot.writing.blocks import Cards, Chart, Files, Form, Message, Notes, Source, Table

Json = dict[str, Any]


def shown(message: Message, answer_id: str) -> Json:
    """Return a reply but its buttons; ``answer_id`` names it in the addresses of its files."""
    cards, form = message.first(Cards), message.first(Form)
    return {
        "text": text_of(message),
        "links": [link.dict() for link in message.links],
        "cards": [card.dict() for card in cards.cards] if cards else [],
        "form": form.dict(exclude={"type"}) if form else None,
        "told": _told(message) if cards or form else None,
        "answer": _answer(message, answer_id),
    }


def _told(message: Message) -> Json:
    """What is said around cards or a form, which the page draws: the text says it all, them included."""
    notes, source = message.first(Notes), message.first(Source)
    return {
        "sentence": message.sentence,
        "notes": list(notes.texts) if notes else [],
        "source": source.text if source else "",
    }


def _answer(message: Message, answer_id: str) -> Json | None:
    """The figures of a reply, None when it has none."""
    table, chart, files = message.first(Table), message.first(Chart), message.first(Files)
    if table is None:
        return None
    return {
        "id": answer_id,
        "topic": message.facts.topic.value,
        "title": table.title,
        **_told(message),
        "table": _table(table),
        "chart": _chart(chart, answer_id) if chart else None,
        "files": list(_files(files, answer_id)) if files else [],
    }


def _table(table: Table) -> Json:
    return {
        "columns": [column.dict() for column in table.columns],
        "rows": [
            {"label": row.label, "ref": row.ref, "year": row.year, "cells": [cell.dict() for cell in row.cells]}
            for row in table.rows
        ],
    }


def _chart(chart: Chart, answer_id: str) -> Json:
    folder = f"/api/answers/{answer_id}"
    return {"svg": f"{folder}/chart.svg", "png": f"{folder}/chart.png", "alt": chart.alt}


def _files(files: Files, answer_id: str) -> Iterable[Json]:
    for file in files.files:
        url = _ADDRESSES.get(file.task, "/api/answers/{answer}/{task}")
        place = file.subject.replace(":", "/")
        yield {
            "format": file.format,
            "title": file.title,
            "url": url.format(answer=answer_id, task=file.task, place=place),
            "asked": file.format in files.asked,
        }


_ADDRESSES = {"diagnostic.pdf": "/api/diagnostics/{place}.pdf", "diagnostic.html": "/diagnostic/{place}"}
"""Of the documents of a place; the others are of the reply."""
