"""What the correspondent does with a request: each change is one transaction, with what happened noted beside it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection

from bot.handover import outbox
from bot.handover.base import told
from bot.handover.case import Letter, Sending, Step
from bot.handover.delivery import files
from bot.handover.inbox import Inbox
from bot.handover.request import HandoverError, Status
from bot.handover.rights import OVER, delete_all
from bot.handover.setup import domain
from bot.handover.submission import paragraphs
from bot.handover.tables import letter, request
from bot.handover.wording import STATUSES
from bot.settings import settings
from knowledge.contacts import contact

_NOT_CHANGED = "Rien n'a été changé : la base des demandes ne répond pas"
_TAKEN = "Cette demande est déjà prise en charge par {}."
_IS_OVER = "Cette demande est {} : rouvrez-la d'abord."
_NO_ADDRESS = "Cette personne n'a pas laissé d'adresse : appelez-la, puis notez ce qui est dit."
_NO_TEXT = "Écrivez d'abord un texte."
_NO_CONTACT = "Aucune fiche de l'annuaire n'a l'id « {} »."
_LONGEST = 8000


class Handling(Inbox):
    """Changes the requests of a base. Every method raises HandoverError, in French, when it cannot."""

    def take(self, reference: str, actor: str, *, instead_of: str = "") -> None:
        """Have ``actor`` in charge of a request, instead of someone if told. Refused when another is, or it is over."""
        with self._changing(reference) as (connection, row, now):
            _must_be_open(row)
            if row.taken_by not in ("", actor, instead_of):
                raise HandoverError(_TAKEN.format(row.taken_by))
            self._set(connection, reference, Status.TAKEN, now, taken_by=actor)
            outbox.note(self.base, connection, reference, Step.TAKEN, now, actor=actor)

    def answer(self, reference: str, actor: str, text: str) -> None:
        """Put an answer to who asked in the outbox. Refused without an address, without a text, when it is closed."""
        said = _text(text)
        with self._changing(reference) as (connection, row, now):
            if row.status == Status.CLOSED.value:
                raise HandoverError(_IS_OVER.format(STATUSES[Status.CLOSED]))
            if not self._request(row).email:
                raise HandoverError(_NO_ADDRESS)
            outbox.put(self.base, connection, reference, Letter.ANSWER, domain(settings()), now, said)
            self._set(connection, reference, Status.ANSWERED, now, taken_by=row.taken_by or actor)
            outbox.note(self.base, connection, reference, Step.ANSWERED, now, said, actor)
        self.wake()

    def note(self, reference: str, actor: str, text: str) -> None:
        """Add a note that only the correspondents see."""
        said = _text(text)
        with self._changing(reference) as (connection, _row, now):
            outbox.note(self.base, connection, reference, Step.NOTED, now, said, actor)

    def close(self, reference: str, actor: str, text: str = "") -> None:
        """Close a request, with a reason or none; one that is closed stays so."""
        with self._changing(reference) as (connection, row, now):
            if row.status != Status.CLOSED.value:
                self._set(connection, reference, Status.CLOSED, now)
                outbox.note(self.base, connection, reference, Step.CLOSED, now, paragraphs(text)[:_LONGEST], actor)

    def reopen(self, reference: str, actor: str, text: str = "") -> None:
        """Open again a request that was answered or closed."""
        with self._changing(reference) as (connection, row, now):
            if Status(row.status) in OVER:
                status = Status.TAKEN if row.taken_by else self._status_of_letter(connection, reference)
                self._set(connection, reference, status, now)
                outbox.note(self.base, connection, reference, Step.REOPENED, now, paragraphs(text)[:_LONGEST], actor)

    def reassign(self, reference: str, actor: str, to: str) -> None:
        """Give a request to another entry of the directory, who is written to; nobody is in charge of it any more."""
        if contact(to) is None:
            raise HandoverError(_NO_CONTACT.format(to))
        with self._changing(reference) as (connection, row, now):
            _must_be_open(row)
            self._set(connection, reference, Status.RECORDED, now, recipient=to, taken_by="")
            outbox.note(self.base, connection, reference, Step.REASSIGNED, now, f"{row.recipient} → {to}", actor)
            outbox.put(self.base, connection, reference, Letter.REQUEST, domain(settings()), now)
        self.wake()

    def retry(self, reference: str, actor: str) -> int:
        """Have what was refused or waits sent again now; return how many letters."""
        with self._changing(reference) as (connection, _row, now):
            count = outbox.try_again(connection, reference, now)
            if count:
                outbox.note(self.base, connection, reference, Step.RETRIED, now, actor=actor)
        self.wake()
        return count

    def wake(self) -> None:
        """Be told that a letter was put in the outbox."""

    def erase_one(self, reference: str) -> None:
        """Erase a request, its letters and all that happened to it, at once."""
        with self._changing(reference) as (connection, _row, _now):
            delete_all(connection, [reference])
        self._gone([reference])

    def _gone(self, references: Sequence[str]) -> None:
        """Leave nothing of erased requests in the journal of the base, nor in files."""
        if references:
            self.base.settle()
            files.erase(references, settings().handover_mails)

    @contextlib.contextmanager
    def _changing(self, reference: str) -> Iterator[tuple[Connection, Any, float]]:
        """Give a transaction, the row of the request, held, and the time."""
        with told(_NOT_CHANGED), self.base.writing() as connection:
            yield connection, self._row(connection, reference, locked=True), self.clock()

    @staticmethod
    def _set(connection: Connection, reference: str, status: Status, now: float, **changed: str) -> None:
        values = {"status": status.value, "changed": now, **changed}
        connection.execute(update(request).where(request.c.reference == reference).values(**values))

    @staticmethod
    def _status_of_letter(connection: Connection, reference: str) -> Status:
        was_sent = (letter.c.kind == Letter.REQUEST.value, letter.c.sending == Sending.SENT.value)
        query = select(func.count()).select_from(letter).where(letter.c.reference == reference, *was_sent)
        return Status.SENT if connection.execute(query).scalar() else Status.RECORDED


def _must_be_open(row: Any) -> None:
    if Status(row.status) in OVER:
        raise HandoverError(_IS_OVER.format(STATUSES[Status(row.status)]))


def _text(text: str) -> str:
    said = paragraphs(text)[:_LONGEST]
    if not said:
        raise HandoverError(_NO_TEXT)
    return said
