"""The rows of conversations: written, erased, chosen when there are too many, and copied from one base to another."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from bot.channels.conversation_base import conversation as kept
from bot.channels.conversation_base import exchange as played

MAX_EXCHANGES = 100
"""Messages of one conversation that are shown again, with what they brought; the oldest are forgotten."""
MAX_READ = 30
"""Messages of one conversation that a reader may look back at."""
_GONE_FOR_ROOM = 0.9
"""The part of the room allowed that is left taken, once there was too much."""
_AT_ONCE = 500  # values in one statement
_TABLES = (kept, played)

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""The rows of some conversations, by table."""


def begin(connection: Connection, sender: str, key: str | None, at: float) -> None:
    """Write a conversation in which nothing was said. ``key``: the hash of the secret that opens it, if any."""
    connection.execute(insert(kept).values(sender=sender, key=key, at=at, turns=0, slots=packed({})))


def add(
    connection: Connection, sender: str, state: Mapping[str, Any], brought: Mapping[str, Any], *, known: bool
) -> int:
    """Write a message, and return how many there were in all: 0 when nothing was written.

    ``state``: what it changes of its conversation. ``brought``: its own row, its contents packed. ``known``: nothing is
    written of a conversation that is not there.
    """
    found = connection.execute(select(kept.c.turns).where(kept.c.sender == sender)).scalar()
    if found is None and known:
        return 0
    if found is None:
        begin(connection, sender, None, state["at"])
    number = (found or 0) + 1
    connection.execute(update(kept).where(kept.c.sender == sender).values(turns=number, **state))
    size = sum(len(each) for each in brought.values() if isinstance(each, bytes))
    connection.execute(insert(played).values(sender=sender, number=number, size=size, **brought))
    of_sender = played.c.sender == sender
    if number > MAX_EXCHANGES:
        connection.execute(delete(played).where(of_sender, played.c.number <= number - MAX_EXCHANGES))
    if number > MAX_READ:
        connection.execute(update(played).where(of_sender, played.c.number == number - MAX_READ).values(events=None))
    return int(number)


def erase(connection: Connection, senders: Sequence[str]) -> None:
    """Erase these conversations."""
    for table in reversed(_TABLES):
        for some in _parts(senders):
            connection.execute(delete(table).where(table.c.sender.in_(some)))


def unwanted(connection: Connection, oldest: float, most: int, most_bytes: int) -> list[str]:
    """Return the conversations not spoken to since ``oldest``, and the longest idle ones where there is too much."""
    size = func.coalesce(func.sum(played.c.size), 0).label("size")
    sizes = (
        select(kept.c.sender, kept.c.at, size)
        .outerjoin(played, played.c.sender == kept.c.sender)
        .group_by(kept.c.sender, kept.c.at)
        .order_by(kept.c.at)
    )
    rows = connection.execute(sizes).all()
    gone = [row.sender for row in rows if row.at < oldest]
    rows = rows[len(gone) :]
    number, total = len(rows), sum(row.size for row in rows)
    if number <= most and total <= most_bytes:
        return gone
    for row in rows:
        if number <= _GONE_FOR_ROOM * most and total <= _GONE_FOR_ROOM * most_bytes:
            break
        gone.append(row.sender)
        number, total = number - 1, total - row.size
    return gone


def copied(connection: Connection, senders: Sequence[str]) -> Rows:
    """Return all that is held of these conversations."""
    return {
        table.name: [
            dict(row._mapping)
            for some in _parts(senders)
            for row in connection.execute(select(table).where(table.c.sender.in_(some)))
        ]
        for table in _TABLES
    }


def put(connection: Connection, rows: Rows) -> None:
    """Write what ``copied`` returned."""
    for table in _TABLES:
        if rows[table.name]:
            connection.execute(insert(table), rows[table.name])


def _parts(senders: Sequence[str]) -> list[Sequence[str]]:
    return [senders[first : first + _AT_ONCE] for first in range(0, len(senders), _AT_ONCE)]


def written(value: Any) -> bytes:
    """Return a value as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def array(*values: bytes) -> bytes:
    """Return JSON values as one array."""
    return b"[" + b",".join(values) + b"]"


def squeezed(content: bytes) -> bytes:
    """Return bytes compressed, as each column holds them."""
    return zlib.compress(content, 1)


def packed(value: Any) -> bytes:
    """Return a value as a column holds it."""
    return squeezed(written(value))


def unpacked(content: bytes) -> Any:
    """Return what ``packed`` was given."""
    return json.loads(zlib.decompress(content))
