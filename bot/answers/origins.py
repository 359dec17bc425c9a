"""The surveys behind the rows of an answer, with their licence and address: what its files must say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.writing.reply import Reply, Row
from knowledge.library import Knowledge
from knowledge.tabular import read_sources


def with_origins(reply: Reply, knowledge: Knowledge) -> Reply:
    """Return the reply whose facts name the source of each year shown, ``sources``."""
    if not reply.rows or "sources" in reply.facts:  # what is beside the survey says its own
        return reply
    held = knowledge.bmo.years()
    years = {year for row in reply.rows for year in (row.year, row.before_year) if year in held}
    totals = [_of_total(row, knowledge) for row in reply.rows if row.published_total is not None]
    found = [*totals, *(of_survey(year, knowledge) for year in years)]
    return replace(reply, facts={**reply.facts, "sources": sorted(found, key=lambda source: int(source["year"]))})


def origin_of(folder: Path, file: str, year: int) -> dict[str, Any]:
    """Return the source of an embedded file whose rows bear ``year``."""
    told = read_sources(folder)[file]
    names = {"producer": "producer", "title": "source", "url": "url", "licence": "licence"}
    return {"year": year, **{name: told[field] for name, field in names.items()}}


def of_survey(year: int, knowledge: Knowledge) -> dict[str, Any]:
    """Return the source of the survey of ``year``."""
    source = knowledge.bmo.source(year)
    return {
        "year": year,
        "producer": source.producer,
        "title": source.title,
        "url": source.url,
        "licence": source.licence,
    }


def _of_total(row: Row, knowledge: Knowledge) -> dict[str, Any]:
    """A total published for a year whose rows are not held: by whom."""
    publishers = {total.year: total.source for total in knowledge.bmo.published_totals(row.territory)}
    title = f"{publishers[row.year]}, total publié"
    return {"year": row.year, "producer": "France Travail", "title": title, "url": "", "licence": ""}
