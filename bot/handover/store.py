"""Where requests are kept: left, followed and erased by who asks, handled by the correspondent, sent by the worker.

A request is committed with the letters that tell of it, or not at all: what is confirmed is on the disk and will be
sent. Every method is synchronous and may wait for the disk: call it with ``asyncio.to_thread``.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from bot.handover import outbox
from bot.handover.base import Base, told
from bot.handover.case import Letter, Step
from bot.handover.handling import Handling
from bot.handover.limits import caller, count_one
from bot.handover.references import new_reference
from bot.handover.request import Filed, HandoverError, Held, Progress, Request, Status
from bot.handover.retention import days_seen, too_old
from bot.handover.rights import delete_all, held
from bot.handover.sealing import Seal
from bot.handover.setup import can_send, domain
from bot.handover.submission import email_key, fingerprint, harmless, packed, person
from bot.handover.tables import request
from bot.handover.wording import label_of, of
from bot.settings import settings
from knowledge.contacts import Route, contact, route
from knowledge.contacts.working_days import after
from knowledge.errors import SettingsError

logger = logging.getLogger(__name__)

SAME_WITHIN = 7 * 86_400.0
"""Seconds during which the same request of the same person is one."""
_NOT_KEPT = "Votre demande n'a pas pu être enregistrée : rien n'est parti. Réessayez dans un moment"
_NOT_READ = "Vos demandes ne peuvent pas être lues pour l'instant"
_NOT_ERASED = "Vos demandes n'ont pas pu être effacées"
_NO_DIRECTORY = "Votre demande n'a pas pu être enregistrée : l'annuaire des correspondants est à corriger."


class Requests(Handling):
    """The requests of one base; may be used from several threads and processes at once."""

    def __init__(self, base: Base, *, clock: Callable[[], float] = time.time) -> None:
        """Remember where they are; nothing is opened before it is needed."""
        super().__init__(base, clock)
        self.added = threading.Event()
        """Set when a letter was put in the outbox by this process."""

    # Who asks

    def submit(self, left: Request, *, address: str = "") -> Filed:
        """Keep a request with its letters, and return what to tell of it once it is on the disk.

        ``address``: of the network, for the limits; that of ``caller`` without it. Raises TooManyRequests, or
        HandoverError when nothing was kept.
        """
        left, now = harmless(left), self.clock()
        try:
            way = route(left.asker.value, left.territory, date.fromtimestamp(now))
        except SettingsError as error:
            logger.error("A request could not be kept, the directory of contacts is wrong: %s", error)
            raise HandoverError(_NO_DIRECTORY) from error
        who = {"conversation": left.conversation, "person": person(left), "address": address or caller.get()}
        with told(_NOT_KEPT):
            hashes = {kind: self.base.digest(kind, value) for kind, value in who.items()}
            same = self.base.digest("same", fingerprint(left))
            with self.base.writing() as connection:
                self.base.alone(connection)
                count_one(connection, hashes, now)
                row = self._same(connection, same, now)
                if row is not None:
                    return self._merged(connection, row, now)
                reference = self._insert(connection, left, way, {**hashes, "same": same}, now)
        self.wake()
        return Filed(
            reference=reference,
            sending=can_send(Letter.REQUEST, way.contact, settings()),
            delay=way.delay,
            recipient=way.contact.label,
            merged=False,
        )

    def status(self, reference: str, *, conversation: str = "", email: str = "") -> Progress | None:
        """Return how far a request is, None unless it was left in this conversation or with this address.

        Raises HandoverError.
        """
        with told(_NOT_READ):
            known = {self.base.digest("conversation", conversation), self.base.digest("person", email_key(email))}
            with self.base.reading() as connection:
                row = connection.execute(select(request).where(request.c.reference == reference)).first()
                if row is None or not (known - {""}) & {row.conversation, row.person}:
                    return None
        return Progress(
            reference=reference,
            status=Status(row.status),
            received=datetime.fromtimestamp(row.received),
            changed=datetime.fromtimestamp(row.changed),
            due=datetime.fromtimestamp(row.due),
            delay=self.base.unseal(row.content)["delay"],
            recipient=label_of(row.recipient),
            sending=_is_sending(row),
        )

    def held_about(self, conversation: str) -> tuple[Held, ...]:
        """Return what is kept of the requests left in this conversation, oldest first. Raises HandoverError."""
        with told(_NOT_READ):
            own = self.base.digest("conversation", conversation)
            query = select(request).where(request.c.conversation == own).order_by(request.c.received)
            with self.base.reading() as connection:
                rows = connection.execute(query).all() if own else []
        return tuple(
            held(row.reference, Status(row.status), row.received, row.changed, self._request(row), settings())
            for row in rows
        )

    def erase(self, conversation: str) -> int:
        """Erase the requests left in this conversation, those not yet sent with them; return how many.

        Raises HandoverError.
        """
        with told(_NOT_ERASED):
            own = self.base.digest("conversation", conversation)
            if not own:
                return 0
            with self.base.writing() as connection:
                found = connection.execute(select(request.c.reference).where(request.c.conversation == own)).scalars()
                gone = found.all()
                count = delete_all(connection, gone)
            self._gone(gone)
        return count

    def wake(self) -> None:
        """Have the worker of this process look at the outbox at once."""
        self.added.set()

    # The job

    def purge(self, today: date) -> int:
        """Erase what is too old, as ``bot.handover.retention`` allows it, and return how many. Raises HandoverError."""
        if self.base.is_absent:
            return 0
        with told("Les demandes trop anciennes n'ont pas pu être effacées"):
            with self.base.writing() as connection:
                self.base.alone(connection)
                if not days_seen(connection, today):
                    return 0
                gone = too_old(connection, today, settings())
                count = delete_all(connection, gone)
            self._gone(gone)
        return count

    # What is kept

    def _insert(self, connection: Connection, left: Request, way: Route, hashes: dict[str, str], now: float) -> str:
        received = datetime.fromtimestamp(now)
        due = datetime.combine(after(received.date(), way.contact.delay), datetime.max.time()).timestamp()
        reference = new_reference(received.year)
        content = {**packed(left), "delay": way.delay}
        connection.execute(
            insert(request).values(
                reference=reference, received=now, changed=now, due=due, status=Status.RECORDED.value,
                asker=left.asker.value, territory=left.territory, channel=left.channel, recipient=way.contact.id,
                taken_by="", times=1, conversation=hashes["conversation"], person=hashes["person"],
                fingerprint=hashes["same"], content=self.base.seal(content),
            )
        )  # fmt: skip
        instead = f"en l'absence {of(way.instead_of.label)}" if way.instead_of else ""
        outbox.note(self.base, connection, reference, Step.RECEIVED, now, instead)
        kinds = (Letter.REQUEST, Letter.ACKNOWLEDGEMENT) if left.email else (Letter.REQUEST,)
        for kind in kinds:
            outbox.put(self.base, connection, reference, kind, domain(settings()), now)
        return reference

    def _same(self, connection: Connection, same: str, now: float) -> Any:
        recent = request.c.received.between(now - SAME_WITHIN, now + SAME_WITHIN)
        is_open = request.c.status.not_in([Status.CLOSED.value, Status.ANSWERED.value])
        query = select(request).where(request.c.fingerprint == same, recent, is_open)
        return connection.execute(query.order_by(request.c.received).limit(1)).first()

    def _merged(self, connection: Connection, row: Any, now: float) -> Filed:
        again = update(request).where(request.c.reference == row.reference)
        connection.execute(again.values(times=request.c.times + 1))
        outbox.note(self.base, connection, row.reference, Step.MERGED, now)
        return Filed(
            reference=row.reference,
            sending=_is_sending(row),
            delay=self.base.unseal(row.content)["delay"],
            recipient=label_of(row.recipient),
            merged=True,
        )


def requests() -> Requests:
    """Return the requests of ``HANDOVER_URL``; the same object as long as the settings are the same."""
    known = settings()
    where = (known.handover_url.get_secret_value(), known.handover_key_file, known.handover_keys.get_secret_value())
    with _lock:
        if where not in _stores:
            _stores[where] = Requests(Base(where[0], Seal(where[1], where[2])))
        return _stores[where]


def _is_sending(row: Any) -> bool:
    """Say whether a request is sent, or will be as things are set up now."""
    try:
        to = contact(row.recipient)
    except SettingsError:
        to = None
    return row.status != Status.RECORDED.value or can_send(Letter.REQUEST, to, settings())


_stores: dict[tuple[str, Path, str], Requests] = {}
_lock = threading.Lock()
