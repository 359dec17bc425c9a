"""The tables of the hand-over.

Another part of the hand-over keeps tables of its own in the same base: made of ``metadata``, opened by ``Base.ensure``,
with ``info=SEALED`` on the columns that hold what ``Base.seal`` returned, so that a rotation of keys reaches them.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, Index, Integer, LargeBinary, MetaData, String, Table

SEALED = {"sealed": True}
metadata = MetaData()

request = Table(
    "handover_request",
    metadata,
    Column("reference", String(20), primary_key=True),
    Column("received", Float(53), nullable=False),  # seconds, as all times here
    Column("changed", Float(53), nullable=False),
    Column("due", Float(53), nullable=False),
    Column("status", String(12), nullable=False),
    Column("asker", String(20), nullable=False),
    Column("territory", String(40), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("recipient", String(60), nullable=False),
    Column("taken_by", String(60), nullable=False),
    Column("times", Integer, nullable=False),
    Column("conversation", String(64), nullable=False, index=True),  # hashes, made with the secret of the base
    Column("person", String(64), nullable=False, index=True),
    Column("fingerprint", String(64), nullable=False, index=True),
    Column("content", LargeBinary, nullable=False, info=SEALED),
)
happened = Table(
    "handover_event",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reference", String(20), nullable=False, index=True),
    Column("at", Float(53), nullable=False),
    Column("step", String(12), nullable=False),
    Column("actor", String(60), nullable=False),
    Column("content", LargeBinary, info=SEALED),
)
letter = Table(
    "handover_letter",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reference", String(20), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("sending", String(8), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("created", Float(53), nullable=False),
    Column("next_try", Float(53), nullable=False),
    Column("leased_by", String(36), nullable=False),
    Column("leased_until", Float(53), nullable=False),
    Column("sent", Float(53)),
    Column("message_id", String(120), nullable=False),
    Column("error", String(200), nullable=False),
    Column("content", LargeBinary, info=SEALED),
)
"""The outbox: what is to be sent, sending it being leased by one worker for a while."""
knock = Table(
    "handover_knock",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Float(53), nullable=False, index=True),
    Column("who", String(64), nullable=False, index=True),
)
"""Who left something lately, as hashes, for a day."""
seen_days = Table(
    "handover_seen_days",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
)
noted = Table(
    "handover_noted",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("at", Float(53), nullable=False),
    Column("content", LargeBinary, info=SEALED),
)
"""A few facts of the base itself: its secret, when the outbox was last looked after."""
TABLES = (request, happened, letter, knock, seen_days, noted)
Index("handover_letter_due", letter.c.sending, letter.c.next_try)
