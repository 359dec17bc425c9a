"""A request for a person: what is handed over, and what is told of it to who asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum


class HandoverError(RuntimeError):
    """Nothing was kept or changed; the message, in French, says why and may be shown."""


class TooManyRequests(HandoverError):  # noqa: N818 — said by its name where it is caught
    """This conversation, this person or this address left too many requests for now."""


class UnknownRequest(HandoverError):  # noqa: N818 — said by its name where it is caught
    """No request has that reference."""


class Asker(str, Enum):
    """Who asks; the values are those of ``bot.reading.speaker`` where they exist there."""

    JOB_SEEKER = "job_seeker"
    EMPLOYER = "employer"
    ELECTED_OFFICIAL = "elected_official"
    PARTNER = "partner"


class Status(str, Enum):
    """How far a request is: kept, delivered to the correspondent, taken, answered, closed; or undeliverable."""

    RECORDED = "recorded"
    SENT = "sent"
    TAKEN = "taken"
    ANSWERED = "answered"
    CLOSED = "closed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Request:
    """What a person leaves. Every text is personal data: sealed in the base, never logged, hence no ``repr``.

    ``email`` is normalised by email-validator and ``phone`` is E.164; one of them at least is given. ``territory`` is
    a reference of ``knowledge.territories`` ("commune:41269"), "" when not told. ``context``: the questions asked and
    the sentences that answered, alternating, oldest first. ``conversation``: its sender, of which a hash is kept.
    ``channel``: web, rest or telegram.
    """

    subject: str = field(repr=False)
    asker: Asker
    name: str = field(repr=False)
    message: str = field(repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    organisation: str = field(default="", repr=False)
    territory: str = ""
    context: tuple[str, ...] = field(default=(), repr=False)
    conversation: str = field(default="", repr=False)
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """What is told once a request is kept.

    ``sending`` is False where nothing is set up to send it: it is recorded, not yet sent. ``delay``: what is promised,
    in words ("sous deux jours ouvrés"). ``recipient``: a function ("le correspondant régional"). ``merged``: the same
    request was already there, and this is its reference.
    """

    reference: str
    sending: bool
    delay: str
    recipient: str
    merged: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a request is, for who left it. ``due`` is the end of the delay promised; times are local."""

    reference: str
    status: Status
    received: datetime
    changed: datetime
    due: datetime
    delay: str
    recipient: str
    sending: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of one request: ``fields`` pairs a French name with its value; erased by itself on ``until``."""

    reference: str
    status: Status
    received: datetime
    until: date
    fields: tuple[tuple[str, str], ...] = field(repr=False)
