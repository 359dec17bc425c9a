"""The requests that wait, filtered and counted; the same as a CSV file; who did what."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from sanic import response
from sanic.response import HTTPResponse
from sqlalchemy import select

from bot.handover import tables
from bot.handover.case import Filters, Line
from bot.handover.desk import forms, pages
from bot.handover.desk.trail import Deed
from bot.handover.desk.visit import Visit
from bot.handover.desk.wanted import SIZE, Wanted
from bot.handover.desk.wording import place
from bot.handover.request import UnknownRequest
from knowledge.contacts import directory

_LINES = 100
"""Of the trail, a page."""
_MOST_PAGES = 10_000
_MOST_EXPORTED = 100_000


async def show(visit: Visit) -> HTTPResponse:
    """Return the inbox; a reference that is looked for leads to its request."""
    wanted = Wanted.of(forms.asked(visit.request))
    found: bool = await asyncio.to_thread(_exists, visit, wanted.reference)
    if found:
        return pages.seen(f"/demandes/{wanted.reference}")
    lines, places = await asyncio.to_thread(_found, visit, wanted.filters(visit.inside.account.shown))
    return await visit.page(
        "inbox",
        wanted=wanted,
        lines=lines[:SIZE],
        has_more=len(lines) > SIZE,
        places=sorted(((ref, place(ref)) for ref in {*places, wanted.territory} if ref), key=lambda each: each[1]),
        recipients=[(each.id, each.label) for each in directory()],
    )


async def export(visit: Visit) -> HTTPResponse:
    """Return what the inbox shows, all its pages, as a CSV file that a French Excel opens."""
    filters = Wanted.of(forms.asked(visit.request)).filters(visit.inside.account.shown)
    content = await asyncio.to_thread(_csv, visit, filters)
    await visit.write(Deed.EXPORTED)
    answer = response.raw(content.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="demandes-{visit.now:%Y-%m-%d}.csv"'
    pages.protect(answer)
    return answer


async def trail(visit: Visit) -> HTTPResponse:
    """Return who did what, the newest first."""
    written = forms.asked(visit.request).line("page")
    number = min(max(1, int(written)), _MOST_PAGES) if written.isascii() and written.isdecimal() else 1
    entries, count = await asyncio.to_thread(visit.house.trail.page, (number - 1) * _LINES, _LINES)
    return await visit.page("trail", entries=entries, number=number, has_more=number * _LINES < count)


def _found(visit: Visit, filters: Filters) -> tuple[list[Line], list[str]]:
    kept = visit.house.requests
    territory = tables.request.c.territory
    with kept.base.reading() as connection:
        places = connection.execute(select(territory).where(territory != "").distinct()).scalars().all()
    return kept.inbox(filters), list(places)


def _exists(visit: Visit, reference: str) -> bool:
    if not reference:
        return False
    try:
        visit.house.requests.read(reference)
    except UnknownRequest:
        return False
    return True


def _csv(visit: Visit, filters: Filters) -> str:
    return visit.house.requests.as_csv(replace(filters, first=0, size=_MOST_EXPORTED))
