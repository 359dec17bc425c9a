"""A request as the correspondent sees it: a line of the inbox, then all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from bot.handover.request import Asker, Request, Status


class Step(str, Enum):
    """What may happen to a request."""

    RECEIVED = "received"
    MERGED = "merged"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    RETRIED = "retried"
    TAKEN = "taken"
    ANSWERED = "answered"
    NOTED = "noted"
    CLOSED = "closed"
    REOPENED = "reopened"
    REASSIGNED = "reassigned"


class Letter(str, Enum):
    """What is sent: the request to the correspondent, its acknowledgement, the answer to who asked."""

    REQUEST = "request"
    ACKNOWLEDGEMENT = "acknowledgement"
    ANSWER = "answer"


class Sending(str, Enum):
    """Where one letter is: it waits, it was accepted, it was written in a file as nothing is set up, it is refused."""

    WAITING = "waiting"
    SENT = "sent"
    FILED = "filed"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which requests are wanted; what is empty filters nothing. ``words`` are looked for in all the texts."""

    statuses: tuple[Status, ...] = ()
    asker: Asker | None = None
    territory: str = ""
    recipient: str = ""
    taken_by: str = ""
    words: str = field(default="", repr=False)
    late: bool = False
    undelivered: bool = False
    first: int = 0
    size: int = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A request in the inbox. ``recipient`` is a key of the directory; ``taken_by`` an account of the desk, or ""."""

    reference: str
    status: Status
    received: datetime
    changed: datetime
    due: datetime
    asker: Asker
    territory: str
    channel: str
    recipient: str
    taken_by: str
    undelivered: bool
    times: int
    subject: str = field(repr=False)
    name: str = field(repr=False)
    organisation: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a request: when, what, who did it ("" for the assistant itself), the note or the answer."""

    at: datetime
    step: Step
    actor: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One letter and how it goes. ``error``: what the other side last said, without personal data."""

    number: int
    letter: Letter
    sending: Sending
    tries: int
    created: datetime
    next_try: datetime | None
    sent: datetime | None
    error: str
    message_id: str
    to: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of a request; events and deliveries are in the order they came."""

    line: Line
    request: Request
    recipient_label: str
    delay: str
    events: tuple[Event, ...]
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many requests of each status, how many are late, not taken, not delivered; seconds since letters were last
    looked after, None when they never were."""

    by_status: dict[Status, int]
    late: int
    undelivered: int
    waiting_letters: int
    worker_seen: float | None
