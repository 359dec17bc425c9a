"""The conversations of every channel: what was said, what each button and file stands for, and where they are.

One store for all of it, in a base of its own (``CONVERSATIONS_URL``), so that a conversation goes on after the server
was stopped or killed. Each has one row, with its dialogue, and one more for each message played, written once: a turn
writes the same whatever came before. Bounded in turns, in time, in number and in bytes.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
import uuid
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.channels import conversation_rows as rows_of
from bot.channels.conversation_base import conversation as kept
from bot.channels.conversation_base import exchange as played
from bot.channels.conversation_parts import (
    Choice,
    Conversation,
    Dialogue,
    Exchange,
    Turn,
    being_played,
    keep_instead,
    new_id,
    playing,
)
from bot.channels.conversation_places import Places
from bot.channels.conversation_rows import MAX_READ, array, packed, squeezed, unpacked, written
from bot.channels.keys import digest, new_token
from bot.settings import settings

__all__ = [
    "Choice",
    "Conversation",
    "Conversations",
    "Dialogue",
    "Exchange",
    "Turn",
    "conversations",
    "keep_instead",
    "new_id",
    "playing",
]

logger = logging.getLogger(__name__)

MAX_AT_HAND = 100
"""Dialogues that are kept as Rasa has them: the others are read from the base."""
SECONDS_BETWEEN_TIDIES = 60.0

_T = TypeVar("_T")


class Conversations:
    """Every conversation that is open. Its base is only ever used from one thread, so that no turn waits for another's.

    Where a SQLite base cannot be written (full or read-only disk), conversations go on in memory until it can.
    """

    def __init__(
        self,
        url: str,
        *,
        idle_seconds: float = 7200,
        max_conversations: int = 10_000,
        max_bytes: int = 256 * 1024 * 1024,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Remember where they are; the base is opened when it is needed."""
        self._places = Places(url)
        self._idle = idle_seconds
        self._max_conversations = max_conversations
        self._max_bytes = max_bytes
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, "conversations")
        self._open: WeakValueDictionary[str, Conversation] = WeakValueDictionary()
        self._at_hand: OrderedDict[str, tuple[int, Any]] = OrderedDict()  # the one used longest ago first
        self._closed = threading.Event()

    # Conversations that a secret opens

    async def open(self, channel: str) -> tuple[str, Conversation]:
        """Return a fresh token and its conversation. Raises SQLAlchemyError."""
        token = new_token()
        sender = f"{channel}-{uuid.uuid4().hex}"
        begin = partial(rows_of.begin, sender=sender, key=digest(token), at=self._clock())
        await self._in_thread(partial(self._places.write, sender, begin, new=True))
        return token, self._held(sender, digest(token), 0)

    async def find(self, token: str) -> Conversation | None:
        """Return the conversation this token opens, None when there is none. Raises SQLAlchemyError."""
        if not token:
            return None
        key = digest(token)
        query = select(kept.c.sender, kept.c.turns).where(kept.c.key == key, kept.c.at >= self._clock() - self._idle)
        row = await self._in_thread(self._places.find, query)
        return self._held(row.sender, key, row.turns) if row else None

    async def named(self, sender: str) -> Conversation:
        """Return the conversation that a channel recognises by itself, begun if it is not there. No token opens it.

        Raises SQLAlchemyError.
        """
        oldest = self._clock() - self._idle

        def found(connection: Connection) -> int:
            row = connection.execute(select(kept.c.turns, kept.c.at).where(kept.c.sender == sender)).first()
            if row is not None and row.at >= oldest:
                return int(row.turns)
            rows_of.erase(connection, [sender])
            rows_of.begin(connection, sender, None, self._clock())
            return 0

        turns = await self._write(sender, found)
        if (held := self._open.get(sender)) is not None and (held.forgotten or held.turns > turns):
            del self._open[sender]
        return self._held(sender, "", turns)

    def _held(self, sender: str, key: str, turns: int) -> Conversation:
        """Return the one object that stands for a conversation, for all those who speak to it at once."""
        found = self._open.get(sender)
        if found is None:
            found = self._open[sender] = Conversation(sender, key)
        found.turns = max(found.turns, turns)
        return found

    # What is kept of a conversation

    async def history(self, sender: str) -> bytes:
        """Return every message shown, in order, as a JSON array. Raises SQLAlchemyError."""
        query = select(played.c.messages).where(played.c.sender == sender).order_by(played.c.number)
        rows = await self._read(sender, lambda connection: connection.execute(query).scalars().all())
        return array(*(zlib.decompress(each) for each in rows if each))

    async def last(self, sender: str) -> bytes:
        """Return what the last message brought, as a JSON array: empty before the first. Raises SQLAlchemyError."""
        query = select(played.c.messages).where(played.c.sender == sender, played.c.messages.is_not(None))
        newest = query.order_by(played.c.number.desc()).limit(1)
        row = await self._read(sender, lambda connection: connection.execute(newest).scalar())
        return array(zlib.decompress(row)) if row else array()

    async def played(self, sender: str, message_id: str) -> bytes | None:
        """Return what a message brought, as a JSON array, if it was played already. Raises SQLAlchemyError."""
        row = await self._one(played.c.messages, sender, played.c.message_id == message_id)
        return array(zlib.decompress(row.messages)) if row and row.messages else None

    async def answer(self, sender: str, answer_id: str) -> dict[str, Any] | None:
        """Return what the files of the answer of that id are made from, if this conversation holds it."""
        found = await self._holder(played.c.answers, sender, answer_id)
        answer: dict[str, Any] | None = found.get(answer_id)
        return answer

    async def choice(self, sender: str, choice_id: str) -> Choice | None:
        """Return the button of that id, if this conversation holds it. Raises SQLAlchemyError."""
        found = (await self._holder(played.c.choices, sender, choice_id)).get(choice_id)
        return Choice(**found) if found else None

    async def _holder(self, column: Any, sender: str, opaque_id: str) -> dict[str, Any]:
        number, dot, _ = opaque_id.partition(".")
        if not dot or not 0 < len(number) <= 8 or not number.isascii() or not number.isalnum():
            return {}
        try:
            row = await self._one(column, sender, played.c.number == int(number, 16))
        except ValueError:
            return {}
        return unpacked(row[0]) if row and row[0] else {}

    async def _one(self, column: Any, sender: str, which: Any) -> Row | None:
        query = select(column).where(played.c.sender == sender, which)
        row: Row | None = await self._read(sender, lambda connection: connection.execute(query).first())
        return row

    async def at_hand(self, sender: str) -> Any:
        """Take what ``keep_dialogue`` left at hand; None when the base now says something else.

        Raises SQLAlchemyError.
        """
        turns, found = self._at_hand.pop(sender, (0, None))
        if found is None:
            return None
        query = select(kept.c.turns).where(kept.c.sender == sender, kept.c.at >= self._clock() - self._idle)
        known = await self._read(sender, lambda connection: connection.execute(query).scalar())
        return found if known == turns else None

    async def dialogue(self, sender: str) -> Dialogue | None:
        """Return Rasa's side of a conversation, None when it is not known. Raises SQLAlchemyError."""
        row = select(kept.c.slots, kept.c.turns).where(kept.c.sender == sender, kept.c.at >= self._clock() - self._idle)
        events = select(played.c.events).where(played.c.sender == sender).order_by(played.c.number)

        def read(connection: Connection) -> Dialogue | None:
            found = connection.execute(row).first()
            if found is None:
                return None
            said = connection.execute(events.where(played.c.number > found.turns - MAX_READ)).scalars().all()
            return Dialogue(unpacked(found.slots), [unpacked(each) for each in said if each], found.turns)

        return await self._read(sender, read)

    async def senders(self) -> list[str]:
        """Return the names of the conversations that are kept. Raises SQLAlchemyError."""
        rows = await self._in_thread(self._places.rows, select(kept.c.sender).order_by(kept.c.at))
        return [row.sender for row in rows]

    # What changes one

    async def keep(
        self, conversation: Conversation, message_id: str, exchange: Exchange, dialogue: Dialogue | None
    ) -> bytes:
        """Add what a message brought, with Rasa's side of it, and return its messages as a JSON array.

        A message that another process played meanwhile brings what it brought there; nothing is kept of a
        conversation that was forgotten meanwhile. Raises SQLAlchemyError.
        """
        shown = b",".join(map(written, exchange.messages))
        choices = {each: asdict(choice) for each, choice in exchange.choices.items()}
        row = {
            "message_id": message_id,
            "messages": squeezed(shown),
            "answers": packed(exchange.answers) if exchange.answers else None,
            "choices": packed(choices) if choices else None,
        }
        try:
            turns = await self._add(conversation.sender, row, dialogue, known=True)
            conversation.turns = turns or conversation.turns
            if conversation.forgotten:
                self._at_hand.pop(conversation.sender, None)
        except IntegrityError:
            brought = await self.played(conversation.sender, message_id)
            if brought is None:
                raise
            return brought
        return array(*map(written, exchange.shown)) if exchange.shown else array(shown)

    async def keep_dialogue(self, sender: str, dialogue: Dialogue, at_hand: Any) -> None:
        """Keep Rasa's side of a turn, or have it wait for the other side. Raises SQLAlchemyError.

        ``at_hand`` comes back from ``at_hand`` as long as nothing else was said in the conversation.
        """
        if (turn := being_played(sender)) is not None:
            turn.dialogue, turns = dialogue, dialogue.turns + 1
        else:
            turns = await self._add(sender, {}, dialogue, known=False)
        self._at_hand[sender] = turns, at_hand
        self._at_hand.move_to_end(sender)
        while len(self._at_hand) > MAX_AT_HAND:
            self._at_hand.popitem(last=False)

    async def _add(self, sender: str, row: Mapping[str, Any], dialogue: Dialogue | None, *, known: bool) -> int:
        state: dict[str, Any] = {"at": self._clock()}
        if dialogue is not None:
            state["slots"] = packed(dialogue.slots)
        brought = {**row, "events": packed(dialogue.events[-1]) if dialogue and dialogue.events else None}
        return await self._write(
            sender, lambda connection: rows_of.add(connection, sender, state, brought, known=known)
        )

    async def forget(self, sender: str) -> None:
        """Erase a conversation at once: its token opens nothing any more. Raises SQLAlchemyError.

        Where the disk cannot be written, the job erases what it holds as soon as it can.
        """
        if found := self._open.get(sender):
            found.forgotten = True
        self._at_hand.pop(sender, None)
        await self._in_thread(self._places.erase, [sender])

    # The job

    def tidy(self) -> None:
        """Erase the conversations idle for too long, and the longest idle ones when there is too much to keep.

        What the disk could not take is written there first. Waits until it is done.

        Raises SQLAlchemyError, OSError; logged too.
        """
        try:
            while self._thread.submit(self._places.put_back).result():
                pass
            unwanted = partial(
                rows_of.unwanted,
                oldest=self._clock() - self._idle,
                most=self._max_conversations,
                most_bytes=self._max_bytes,
            )
            for sender in self._thread.submit(self._places.tidy, unwanted).result():
                self._at_hand.pop(sender, None)
        except (SQLAlchemyError, OSError) as error:
            logger.error("Old conversations could not be forgotten: %s", type(error).__name__)
            raise

    def start_job(self) -> None:
        """Tidy from time to time, until ``close``, in a thread that ends with the process."""
        threading.Thread(target=self._job, name="forgetting", daemon=True).start()

    def _job(self) -> None:
        while not self._closed.wait(SECONDS_BETWEEN_TIDIES):
            with contextlib.suppress(SQLAlchemyError, OSError):  # logged; there is a next time
                self.tidy()

    def close(self) -> None:
        """Let the base go."""
        if not self._closed.is_set():
            self._closed.set()
            self._thread.submit(self._places.close)
            self._thread.shutdown()

    # The base

    async def _read(self, sender: str, work: Callable[[Connection], _T]) -> _T:
        return await self._in_thread(self._places.read, sender, work)

    async def _write(self, sender: str, work: Callable[[Connection], _T]) -> _T:
        return await self._in_thread(self._places.write, sender, work)

    async def _in_thread(self, do: Callable[..., _T], *arguments: Any) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, do, *arguments)


def conversations() -> Conversations:
    """Return the conversations of this process, where the settings say; those too old are forgotten by a job."""
    known = settings()
    url = known.conversations_url.get_secret_value()
    with _lock:
        if url not in _stores:
            _stores[url] = Conversations(
                url,
                idle_seconds=60 * known.conversation_minutes,
                max_conversations=known.max_conversations,
                max_bytes=known.max_megabytes * 1024 * 1024,
            )
            _stores[url].start_job()
        return _stores[url]


_stores: dict[str, Conversations] = {}
_lock = threading.Lock()
