"""The letters that wait to be sent: put there with what they tell of, leased one at a time, and what became of them.

A letter is sent by one worker at a time: it is leased for a while. A worker that dies leaves its lease to end; a clock
that leapt never holds a letter for longer than the longest wait.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from sqlalchemy import and_, insert, not_, or_, select, update
from sqlalchemy.engine import Connection

from bot.handover.base import Base
from bot.handover.case import Letter, Sending, Step
from bot.handover.request import Status
from bot.handover.tables import happened, letter, request

LONGEST_WAIT = 3600.0
"""Seconds between two tries, at most."""
LONGEST_LEASE = 600.0
"""Seconds that any worker may hold a letter: beyond, the clock that set its lease was ahead."""
_LONGEST_ERROR = 200
_UNDELIVERED = (Status.RECORDED.value, Status.FAILED.value)


@dataclass(frozen=True, slots=True)
class Leased:
    """A letter in the hands of a worker. ``text``: what an answer says, "" for the others."""

    number: int
    reference: str
    kind: Letter
    tries: int
    created: float
    message_id: str
    text: str = field(repr=False)


def put(
    base: Base, connection: Connection, reference: str, kind: Letter, domain: str, now: float, text: str = ""
) -> None:
    """Add a letter, to be sent at once, in the transaction of what it tells of."""
    connection.execute(
        insert(letter).values(
            reference=reference,
            kind=kind.value,
            sending=Sending.WAITING.value,
            tries=0,
            created=now,
            next_try=now,
            leased_by="",
            leased_until=0.0,
            message_id=f"<{reference.lower()}.{secrets.token_hex(5)}@{domain}>",  # short: a longer one is folded
            error="",
            content=base.seal(text) if text else None,
        )
    )


def lease(base: Base, worker: str, now: float, seconds: float, *, filed: bool) -> Leased | None:
    """Take the letter that waits for the longest, for so many seconds; None when there is none.

    ``filed``: those that were only written in files are to be sent now.
    """
    states = (Sending.WAITING.value, Sending.FILED.value) if filed else (Sending.WAITING.value,)
    is_due = or_(letter.c.next_try <= now, letter.c.next_try > now + LONGEST_WAIT)
    is_free = or_(letter.c.leased_until < now, letter.c.leased_until > now + LONGEST_LEASE)
    due = select(letter).where(letter.c.sending.in_(states), is_due, is_free).order_by(letter.c.next_try).limit(1)
    with base.writing() as connection:
        found = connection.execute(due.with_for_update(skip_locked=True)).first()
        if found is None:
            return None
        taken = {"leased_by": worker, "leased_until": now + seconds, "tries": found.tries + 1}
        connection.execute(update(letter).where(letter.c.number == found.number).values(**taken))
    text = base.unseal(found.content) if found.content is not None else ""
    kind = Letter(found.kind)
    return Leased(found.number, found.reference, kind, found.tries + 1, found.created, found.message_id, text)


def has_some(base: Base, now: float, *, filed: bool) -> bool:
    """Say, without holding the base, whether a letter may be due."""
    states = (Sending.WAITING.value, Sending.FILED.value) if filed else (Sending.WAITING.value,)
    is_due = or_(letter.c.next_try <= now, letter.c.next_try > now + LONGEST_WAIT)
    with base.reading() as connection:
        return (
            connection.execute(select(letter.c.number).where(letter.c.sending.in_(states), is_due)).first() is not None
        )


def sent(base: Base, worker: str, leased: Leased, now: float) -> bool:
    """Note that a letter was accepted; False when it is no longer this worker's, or no longer there."""
    with base.writing() as connection:
        changed = {"sending": Sending.SENT.value, "sent": now, "error": "", "leased_until": 0.0}
        if not _change(connection, worker, leased, changed):
            return False
        if leased.kind is Letter.REQUEST:
            note(base, connection, leased.reference, Step.SENT, now)
            is_new = and_(request.c.reference == leased.reference, request.c.status.in_(_UNDELIVERED))
            connection.execute(update(request).where(is_new).values(status=Status.SENT.value, changed=now))
    return True


def put_off(base: Base, worker: str, leased: Leased, until: float, error: str) -> bool:
    """Note that a letter was not accepted for now, and when it is tried again."""
    with base.writing() as connection:
        changed = {"next_try": until, "error": error[:_LONGEST_ERROR], "leased_until": 0.0}
        return _change(connection, worker, leased, {**changed, "sending": Sending.WAITING.value})


def filed(base: Base, worker: str, leased: Leased, now: float) -> bool:
    """Note that a letter was written in a file, since nothing is set up to send it."""
    with base.writing() as connection:
        changed = {"next_try": now + LONGEST_WAIT, "tries": 0, "error": "", "leased_until": 0.0}
        return _change(connection, worker, leased, {**changed, "sending": Sending.FILED.value})


def died(base: Base, worker: str, leased: Leased, now: float, error: str) -> bool:
    """Note that a letter is refused for good: someone has to look at it."""
    with base.writing() as connection:
        changed = {"sending": Sending.DEAD.value, "error": error[:_LONGEST_ERROR], "leased_until": 0.0}
        if not _change(connection, worker, leased, changed):
            return False
        note(base, connection, leased.reference, Step.UNDELIVERED, now, f"{leased.kind.value} : {error}")
        if leased.kind is Letter.REQUEST:
            is_new = and_(request.c.reference == leased.reference, request.c.status == Status.RECORDED.value)
            connection.execute(update(request).where(is_new).values(status=Status.FAILED.value, changed=now))
    return True


def try_again(connection: Connection, reference: str, now: float) -> int:
    """Have the dead letters of a request sent again, and those that wait sent now; return how many."""
    changed = {"sending": Sending.WAITING.value, "tries": 0, "next_try": now, "error": ""}
    is_in_hand = letter.c.leased_until >= now
    is_not_sent = and_(letter.c.reference == reference, letter.c.sending != Sending.SENT.value, not_(is_in_hand))
    count = int(connection.execute(update(letter).where(is_not_sent).values(**changed)).rowcount)
    if count:
        failed = and_(request.c.reference == reference, request.c.status == Status.FAILED.value)
        connection.execute(update(request).where(failed).values(status=Status.RECORDED.value, changed=now))
    return count


def wake_filed(base: Base, now: float) -> None:
    """Have what was only written in files sent now, as something is set up to send it."""
    with base.writing() as connection:
        is_filed = letter.c.sending == Sending.FILED.value
        connection.execute(update(letter).where(is_filed).values(next_try=now))


def note(
    base: Base, connection: Connection, reference: str, step: Step, now: float, text: str = "", actor: str = ""
) -> None:
    """Add what happened to a request: nothing of it is ever changed."""
    content = base.seal(text) if text else None
    values = {"reference": reference, "at": now, "step": step.value, "actor": actor, "content": content}
    connection.execute(insert(happened).values(**values))


def _change(connection: Connection, worker: str, leased: Leased, changed: dict[str, object]) -> bool:
    is_mine = and_(letter.c.number == leased.number, letter.c.leased_by == worker, letter.c.tries == leased.tries)
    return bool(connection.execute(update(letter).where(is_mine).values(**changed)).rowcount)
