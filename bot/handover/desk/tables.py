"""What the desk keeps of its own, in the base of the requests: who may come in, who is in, who tried, who did what."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, String, Table

from bot.handover.tables import metadata

MAX_NAME = 60
"""Characters of the name of an account, which the events of a request hold too."""

account = Table(
    "desk_account",
    metadata,
    Column("name", String(MAX_NAME), primary_key=True),  # as it is typed to come in, folded
    Column("shown", String(MAX_NAME), nullable=False),  # as it is written
    Column("password", String(255), nullable=False),  # argon2, with its salt and its parameters
    Column("at", Float(53), nullable=False),  # seconds: when the password was last set
)
session = Table(
    "desk_session",
    metadata,
    Column("key", String(64), primary_key=True),  # hash of the secret the browser holds
    Column("name", String(MAX_NAME), nullable=False, index=True),
    Column("opened_at", Float(53), nullable=False),
    Column("seen_at", Float(53), nullable=False),
)
attempt = Table(
    "desk_attempt",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("at", Float(53), nullable=False, index=True),
    Column("name", String(64), nullable=False),  # hash of what was typed: people type their password there
    Column("address", String(64), nullable=False),  # hash
)
"""A password that was tried, until it is found right or too old to count."""
sent_form = Table(
    "desk_form",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("at", Float(53), nullable=False, index=True),
)
"""A form that was sent: twice the same does it once."""
trail = Table(
    "desk_trail",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Float(53), nullable=False),
    Column("name", String(MAX_NAME), nullable=False),
    Column("deed", String(32), nullable=False),
    Column("reference", String(40), nullable=False),
)
"""Who did what, and to which request; nothing of what it says."""
_by_time = Index("desk_trail_at", trail.c.at)
OURS = (account, session, attempt, sent_form, trail)
