"""What is kept of a conversation's requests, told or erased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.engine import Connection

from bot.handover.request import Held, Request, Status
from bot.handover.tables import happened, letter, request
from bot.handover.wording import ASKERS, place_name
from bot.settings import Settings

OVER = (Status.ANSWERED, Status.CLOSED)
_AT_ONCE = 500


def held(reference: str, status: Status, received: float, changed: float, left: Request, settings: Settings) -> Held:
    """Return what is kept of a request, for who left it."""
    values = (
        ("objet", left.subject),
        ("vous êtes", ASKERS[left.asker]),
        ("nom", left.name),
        ("organisme", left.organisation),
        ("territoire", place_name(left.territory)),
        ("adresse de messagerie", left.email),
        ("téléphone", left.phone),
        ("message", left.message),
        ("échanges joints", " / ".join(left.context)),
    )
    fields = tuple((name, value) for name, value in values if value)
    return Held(reference, status, datetime.fromtimestamp(received), until(status, changed, settings), fields)


def until(status: Status, changed: float, settings: Settings) -> date:
    """Return the day after which a request is erased if nothing more happens to it."""
    days = settings.handover_closed_days if status in OVER else settings.handover_open_days
    return date.fromtimestamp(changed) + timedelta(days)


def delete_all(connection: Connection, references: Iterable[str]) -> int:
    """Erase these requests, with what happened to them and their letters; return how many there were."""
    wanted, count = list(references), 0
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for table in (happened, letter):
            connection.execute(delete(table).where(table.c.reference.in_(some)))
        count += int(connection.execute(delete(request).where(request.c.reference.in_(some))).rowcount)
    return count
