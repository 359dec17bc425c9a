"""What the correspondent sees: the inbox with its counts, a request with all that is known of it, a table of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, exists, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from bot.exports.safety import harmless
from bot.handover.base import Base, told
from bot.handover.case import Case, Counts, Delivery, Event, Filters, Letter, Line, Sending, Step
from bot.handover.request import Asker, Request, Status, UnknownRequest
from bot.handover.rights import OVER
from bot.handover.submission import unpacked
from bot.handover.tables import happened, letter, noted, request
from bot.handover.wording import ASKERS, STATUSES, address_of, label_of, place_name
from knowledge.text import fold

WORKER = "worker"
"""The fact of the base that says when the outbox was last looked after."""
NO_FILTER = Filters()
_NOT_READ = "Les demandes ne peuvent pas être lues"
_UNKNOWN = "Aucune demande ne porte la référence « {} »."
_COLUMNS = (
    *("référence", "reçue le", "état", "à répondre avant le", "public", "territoire", "objet", "nom", "organisme"),
    *("messagerie", "téléphone", "message", "destinataire", "prise en charge par"),
)
_IS_OVER = request.c.status.in_([each.value for each in OVER])
_IS_UNDELIVERED = ~_IS_OVER & exists().where(
    letter.c.reference == request.c.reference, letter.c.sending.in_([Sending.DEAD.value, Sending.FILED.value])
)


class Inbox:
    """Reads the requests of a base. Every method raises HandoverError, in French, when it cannot."""

    def __init__(self, base: Base, clock: Callable[[], float]) -> None:
        """Remember the base, and what tells the time in seconds."""
        self.base = base
        self.clock = clock

    def inbox(self, filters: Filters = NO_FILTER) -> list[Line]:
        """Return the requests wanted: the open ones first, by the end of their delay; the others latest first."""
        found = [line for line, _ in self._wanted(filters)]
        return found[filters.first : filters.first + filters.size] if filters.words else found

    def read(self, reference: str) -> Case:
        """Return all that is known of a request. Raises UnknownRequest."""
        with told(_NOT_READ), self.base.reading() as connection:
            row = self._row(connection, reference)
            of_it = letter.c.reference == reference
            letters = connection.execute(select(letter).where(of_it).order_by(letter.c.number)).all()
            events = select(happened).where(happened.c.reference == reference).order_by(happened.c.number)
            steps = connection.execute(events).all()
        left = self._request(row)
        return Case(
            line=self._line(row, left),
            request=left,
            recipient_label=label_of(row.recipient),
            delay=self.base.unseal(row.content)["delay"],
            events=tuple(self._event(each) for each in steps),
            deliveries=tuple(self._delivery(each, row, left) for each in letters),
        )

    def counts(self) -> Counts:
        """Return how many requests there are of each status, how many are late or undelivered."""
        now = self.clock()
        with told(_NOT_READ), self.base.reading() as connection:
            statuses = select(request.c.status, func.count()).group_by(request.c.status)
            by_status = dict(connection.execute(statuses).all())
            late = connection.execute(select(func.count()).select_from(request).where(self._is_late(now))).scalar()
            undelivered = connection.execute(select(func.count()).select_from(request).where(_IS_UNDELIVERED)).scalar()
            waits = select(func.count()).select_from(letter).where(letter.c.sending == Sending.WAITING.value)
            waiting = connection.execute(waits).scalar()
            seen = connection.execute(select(noted.c.at).where(noted.c.name == WORKER)).scalar()
        return Counts(
            by_status={status: by_status.get(status.value, 0) for status in Status},
            late=int(late or 0),
            undelivered=int(undelivered or 0),
            waiting_letters=int(waiting or 0),
            worker_seen=None if seen is None else max(0.0, now - seen),
        )

    def as_csv(self, filters: Filters = NO_FILTER) -> str:
        """Return every request wanted as CSV for a French spreadsheet, no cell of which is a formula."""
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        writer.writerow(_COLUMNS)
        for line, left in self._wanted(filters, bounded=False):
            cells = (
                line.reference, f"{line.received:%d/%m/%Y %H:%M}", STATUSES[line.status], f"{line.due:%d/%m/%Y}",
                ASKERS[line.asker], place_name(line.territory), left.subject, left.name, left.organisation,
                left.email, left.phone, left.message, label_of(line.recipient), line.taken_by,
            )  # fmt: skip
            writer.writerow([harmless(cell) for cell in cells])
        return stream.getvalue()

    def references(self, *conditions: ColumnElement[bool]) -> list[str]:
        """Return the references of the requests that fit, the first received first."""
        with told(_NOT_READ), self.base.reading() as connection:
            query = select(request.c.reference).where(*conditions).order_by(request.c.received)
            return list(connection.execute(query).scalars())

    def _wanted(self, filters: Filters, *, bounded: bool = True) -> list[tuple[Line, Request]]:
        urgency = case((_IS_OVER, 1), else_=0)
        latest = case((_IS_OVER, -request.c.changed), else_=request.c.due)
        query = select(request, _IS_UNDELIVERED.label("undelivered")).where(*self._conditions(filters))
        query = query.order_by(urgency, latest, request.c.reference)
        if bounded and not filters.words:
            query = query.offset(filters.first).limit(filters.size)
        with told(_NOT_READ), self.base.reading() as connection:
            rows = connection.execute(query).all()
        found = [(self._line(row, left), left) for row in rows for left in (self._request(row),)]
        words = fold(filters.words).split()
        return [(line, left) for line, left in found if _holds(line, left, words)] if words else found

    def _conditions(self, filters: Filters) -> list[Any]:
        wanted = {
            request.c.asker: filters.asker.value if filters.asker else "",
            request.c.territory: filters.territory,
            request.c.recipient: filters.recipient,
            request.c.taken_by: filters.taken_by,
        }
        found: list[Any] = [column == value for column, value in wanted.items() if value]
        if filters.statuses:
            found.append(request.c.status.in_([each.value for each in filters.statuses]))
        if filters.late:
            found.append(self._is_late(self.clock()))
        if filters.undelivered:
            found.append(_IS_UNDELIVERED)
        return found

    @staticmethod
    def _is_late(now: float) -> Any:
        return and_(~_IS_OVER, request.c.due < now)

    @staticmethod
    def _row(connection: Connection, reference: str, *, locked: bool = False) -> Any:
        query = select(request, _IS_UNDELIVERED.label("undelivered")).where(request.c.reference == reference)
        row = connection.execute(query.with_for_update(of=request) if locked else query).first()
        if row is None:
            raise UnknownRequest(_UNKNOWN.format(reference))
        return row

    def _request(self, row: Any) -> Request:
        content = self.base.unseal(row.content)
        return unpacked(content, asker=row.asker, territory=row.territory, channel=row.channel)

    @staticmethod
    def _line(row: Any, left: Request) -> Line:
        return Line(
            reference=row.reference,
            status=Status(row.status),
            received=datetime.fromtimestamp(row.received),
            changed=datetime.fromtimestamp(row.changed),
            due=datetime.fromtimestamp(row.due),
            asker=Asker(row.asker),
            territory=row.territory,
            channel=row.channel,
            recipient=row.recipient,
            taken_by=row.taken_by,
            undelivered=bool(row.undelivered),
            times=row.times,
            subject=left.subject,
            name=left.name,
            organisation=left.organisation,
        )

    def _event(self, row: Any) -> Event:
        text = self.base.unseal(row.content) if row.content is not None else ""
        return Event(datetime.fromtimestamp(row.at), Step(row.step), row.actor, text)

    @staticmethod
    def _delivery(row: Any, of: Any, left: Request) -> Delivery:
        kind, sending = Letter(row.kind), Sending(row.sending)
        return Delivery(
            number=row.number,
            letter=kind,
            sending=sending,
            tries=row.tries,
            created=datetime.fromtimestamp(row.created),
            next_try=datetime.fromtimestamp(row.next_try) if sending is Sending.WAITING else None,
            sent=datetime.fromtimestamp(row.sent) if row.sent is not None else None,
            error=row.error,
            message_id=row.message_id,
            to=address_of(of.recipient) if kind is Letter.REQUEST else left.email,
        )


def _holds(line: Line, left: Request, words: list[str]) -> bool:
    texts = (line.reference, left.subject, left.name, left.organisation, left.message, left.email, left.phone)
    held = fold(" ".join((*texts, place_name(line.territory))))
    return all(word in held for word in words)
