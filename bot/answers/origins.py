"""The surveys behind the rows of an answer, with their licence and address: what its files must say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.writing.blocks import Origin
from bot.writing.reply import Reply, Row
from knowledge.library import Knowledge
from knowledge.tabular import read_sources


def with_origins(reply: Reply, knowledge: Knowledge) -> Reply:
    """Return the reply with the source of each year shown."""
    if not reply.rows or reply.origins:  # what is beside the survey says its own
        return reply
    held = knowledge.bmo.years()
    years = {year for row in reply.rows for year in (row.year, row.before_year) if year in held}
    totals = [_of_total(row, knowledge) for row in reply.rows if row.published_total is not None]
    found = [*totals, *(of_survey(year, knowledge) for year in years)]
    return replace(reply, origins=tuple(sorted(found, key=lambda origin: origin.year)))


def origin_of(folder: Path, file: str, year: int) -> Origin:
    """Return the source of an embedded file whose rows bear ``year``."""
    told = read_sources(folder)[file]
    return Origin(year=year, producer=told["producer"], title=told["source"], url=told["url"], licence=told["licence"])


def of_survey(year: int, knowledge: Knowledge) -> Origin:
    """Return the source of the survey of ``year``."""
    source = knowledge.bmo.source(year)
    return Origin(year=year, producer=source.producer, title=source.title, url=source.url, licence=source.licence)


def _of_total(row: Row, knowledge: Knowledge) -> Origin:
    """A total published for a year whose rows are not held: by whom."""
    publishers = {total.year: total.source for total in knowledge.bmo.published_totals(row.territory)}
    title = f"{publishers[row.year]}, total publié"
    return Origin(year=row.year, producer="France Travail", title=title, url="", licence="")
