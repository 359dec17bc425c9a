"""The conversations of every channel: what was said, what each button and file stands for, and where they are.

One store for all of it, in a base of its own (``CONVERSATIONS_URL``), so that a conversation goes on after the server
was stopped or killed. Each has one row, with its dialogue, and one more for each message played, written once: a turn
writes the same whatever came before. Bounded in turns, in time, in number and in bytes.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import threading
import time
import uuid
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

from bot.channels import conversation_base as base
from bot.channels.conversation_base import conversation as kept
from bot.channels.conversation_base import exchange as played
from bot.channels.keys import digest, new_token
from bot.settings import settings

logger = logging.getLogger(__name__)

MAX_EXCHANGES = 100
"""Messages of one conversation that are shown again, with what they brought; the oldest are forgotten."""
MAX_READ = 30
"""Messages of one conversation that a reader may look back at."""
MAX_AT_HAND = 100
"""Dialogues that are kept as Rasa has them: the others are read from the base."""
SECONDS_BETWEEN_TIDIES = 60.0
_GONE_FOR_ROOM = 0.9
"""The part of the room allowed that is left taken, once there was too much."""
_FULL = ("disk is full", "readonly", "read-only", "disk I/O error", "unable to open")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a button shows, the sentence that says the same, and the act it stands for, where it is known.

    The person who chooses only ever holds its identifier.
    """

    title: str
    sentence: str
    act: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one message brought: the messages as the API gives them, what files are made from and the buttons, by id."""

    messages: list[dict[str, Any]]
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What Rasa keeps of a conversation: its slots, and the events of each of the last messages, the last one last."""

    slots: Mapping[str, Any]
    events: list[list[dict[str, Any]]]
    turns: int = 0
    """How many messages were played in all."""


@dataclass(eq=False)
class Conversation:
    """One conversation, while someone speaks to it. ``sender`` names it for Rasa, and says nothing of its token."""

    sender: str
    key: str
    turns: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    pending: dict[str, asyncio.Task[bytes]] = field(default_factory=dict)
    forgotten: bool = False


@dataclass(slots=True)
class Turn:
    """A message being played: Rasa's side of it waits here for what the channel shows, to be kept together."""

    sender: str
    dialogue: Dialogue | None = None


_playing: ContextVar[Turn | None] = ContextVar("playing", default=None)


@contextlib.contextmanager
def playing(sender: str) -> Iterator[Turn]:
    """Have Rasa's side of a turn wait, until ``keep`` writes both sides at once."""
    turn = Turn(sender)
    before = _playing.set(turn)
    try:
        yield turn
    finally:
        _playing.reset(before)


def new_id(conversation: Conversation) -> str:
    """Return an opaque identifier for an answer or a button of the next message: useless in another conversation."""
    return f"{conversation.turns + 1:x}.{uuid.uuid4().hex}"


class Conversations:
    """Every conversation that is open. Its base is only ever used from one thread, so that no turn waits for another's.

    Where a SQLite base cannot be written (full or read-only disk), conversations go on in memory until the next start.
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
        self._url = url
        self._idle = idle_seconds
        self._max_conversations = max_conversations
        self._max_bytes = max_bytes
        self._clock = clock
        self._engine: Engine | None = None
        self._thread = ThreadPoolExecutor(1, "conversations")
        self._open: WeakValueDictionary[str, Conversation] = WeakValueDictionary()
        self._at_hand: OrderedDict[str, tuple[int, Any]] = OrderedDict()  # the one used longest ago first
        self._closed = threading.Event()

    # Conversations that a secret opens

    async def open(self, channel: str) -> tuple[str, Conversation]:
        """Return a fresh token and its conversation. Raises SQLAlchemyError."""
        token = new_token()
        sender = f"{channel}-{uuid.uuid4().hex}"
        row = {"sender": sender, "key": digest(token), "at": self._clock(), "turns": 0, "slots": _packed({})}
        await self._do(lambda connection: connection.execute(insert(kept).values(**row)))
        return token, self._held(sender, digest(token), 0)

    async def find(self, token: str) -> Conversation | None:
        """Return the conversation this token opens, None when there is none. Raises SQLAlchemyError."""
        if not token:
            return None
        key = digest(token)
        query = select(kept.c.sender, kept.c.turns).where(kept.c.key == key, kept.c.at >= self._clock() - self._idle)
        row = await self._do(lambda connection: connection.execute(query).first(), reads=True)
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
            self._erase(connection, [sender])
            connection.execute(insert(kept).values(sender=sender, at=self._clock(), turns=0, slots=_packed({})))
            return 0

        turns = await self._do(found)
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
        rows = await self._do(lambda connection: connection.execute(query).scalars().all(), reads=True)
        return _array(*(zlib.decompress(each) for each in rows if each))

    async def last(self, sender: str) -> bytes:
        """Return what the last message brought, as a JSON array: empty before the first. Raises SQLAlchemyError."""
        query = select(played.c.messages).where(played.c.sender == sender, played.c.messages.is_not(None))
        newest = query.order_by(played.c.number.desc()).limit(1)
        row = await self._do(lambda connection: connection.execute(newest).scalar(), reads=True)
        return _array(zlib.decompress(row)) if row else _array()

    async def played(self, sender: str, message_id: str) -> bytes | None:
        """Return what a message brought, as a JSON array, if it was played already. Raises SQLAlchemyError."""
        row = await self._one(played.c.messages, sender, played.c.message_id == message_id)
        return _array(zlib.decompress(row.messages)) if row and row.messages else None

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
        return _unpacked(row[0]) if row and row[0] else {}

    async def _one(self, column: Any, sender: str, which: Any) -> Row | None:
        query = select(column).where(played.c.sender == sender, which)
        row: Row | None = await self._do(lambda connection: connection.execute(query).first(), reads=True)
        return row

    async def at_hand(self, sender: str) -> Any:
        """Take what ``keep_dialogue`` left at hand; None when the base now says something else.

        Raises SQLAlchemyError.
        """
        turns, found = self._at_hand.pop(sender, (0, None))
        if found is None:
            return None
        query = select(kept.c.turns).where(kept.c.sender == sender, kept.c.at >= self._clock() - self._idle)
        known = await self._do(lambda connection: connection.execute(query).scalar(), reads=True)
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
            return Dialogue(_unpacked(found.slots), [_unpacked(each) for each in said if each], found.turns)

        return await self._do(read, reads=True)

    async def senders(self) -> list[str]:
        """Return the names of the conversations that are kept. Raises SQLAlchemyError."""
        query = select(kept.c.sender).order_by(kept.c.at)
        return list(await self._do(lambda connection: connection.execute(query).scalars().all(), reads=True))

    # What changes one

    async def keep(
        self, conversation: Conversation, message_id: str, exchange: Exchange, dialogue: Dialogue | None
    ) -> bytes:
        """Add what a message brought, with Rasa's side of it, and return its messages as a JSON array.

        A message that another process played meanwhile brings what it brought there; nothing is kept of a
        conversation that was forgotten meanwhile. Raises SQLAlchemyError.
        """
        written = b",".join(map(_json, exchange.messages))
        choices = {each: asdict(choice) for each, choice in exchange.choices.items()}
        row = {
            "message_id": message_id,
            "messages": _squeezed(written),
            "answers": _packed(exchange.answers) if exchange.answers else None,
            "choices": _packed(choices) if choices else None,
        }
        try:
            add = partial(self._add, conversation.sender, row, dialogue, known=True)
            conversation.turns = await self._do(add) or conversation.turns
            if conversation.forgotten:
                self._at_hand.pop(conversation.sender, None)
        except IntegrityError:
            brought = await self.played(conversation.sender, message_id)
            if brought is None:
                raise
            return brought
        return _array(written)

    async def keep_dialogue(self, sender: str, dialogue: Dialogue, at_hand: Any) -> None:
        """Keep Rasa's side of a turn, or have it wait for the other side. Raises SQLAlchemyError.

        ``at_hand`` comes back from ``at_hand`` as long as nothing else was said in the conversation.
        """
        turn = _playing.get()
        if turn is not None and turn.sender == sender:
            turn.dialogue, turns = dialogue, dialogue.turns + 1
        else:
            turns = await self._do(partial(self._add, sender, {}, dialogue, known=False))
        self._at_hand[sender] = turns, at_hand
        self._at_hand.move_to_end(sender)
        while len(self._at_hand) > MAX_AT_HAND:
            self._at_hand.popitem(last=False)

    def _add(
        self, sender: str, row: Mapping[str, Any], dialogue: Dialogue | None, connection: Connection, *, known: bool
    ) -> int:
        found = connection.execute(select(kept.c.turns).where(kept.c.sender == sender)).scalar()
        if found is None and known:
            return 0
        state: dict[str, Any] = {"at": self._clock(), "turns": (found or 0) + 1}
        if dialogue is not None:
            state["slots"] = _packed(dialogue.slots)
        if found is None:
            connection.execute(insert(kept).values(sender=sender, **{"slots": _packed({}), **state}))
        else:
            connection.execute(update(kept).where(kept.c.sender == sender).values(**state))
        number = state["turns"]
        full = {**row, "events": _packed(dialogue.events[-1]) if dialogue and dialogue.events else None}
        size = sum(len(each) for each in full.values() if isinstance(each, bytes))
        connection.execute(insert(played).values(sender=sender, number=number, size=size, **full))
        of_sender = played.c.sender == sender
        connection.execute(delete(played).where(of_sender, played.c.number <= number - MAX_EXCHANGES))
        connection.execute(update(played).where(of_sender, played.c.number == number - MAX_READ).values(events=None))
        return int(number)

    async def forget(self, sender: str) -> None:
        """Erase a conversation at once: its token opens nothing any more. Raises SQLAlchemyError."""
        if found := self._open.get(sender):
            found.forgotten = True
        await self._do(lambda connection: self._erase(connection, [sender]))
        await self._do(base.empty_log, begin=False)

    # The job

    def tidy(self) -> None:
        """Erase the conversations idle for too long, and the longest idle ones when there is too much to keep.

        Waits until it is done. Raises SQLAlchemyError, OSError; logged too.
        """
        try:
            self._thread.submit(self._now, self._tidy, reads=False, begin=True).result()
            self._thread.submit(self._now, base.empty_log, reads=False, begin=False).result()
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

    def _tidy(self, connection: Connection) -> None:
        idle = select(kept.c.sender).where(kept.c.at < self._clock() - self._idle)
        self._erase(connection, connection.execute(idle).scalars().all())
        size = func.coalesce(func.sum(played.c.size), 0).label("size")
        sizes = (
            select(kept.c.sender, size)
            .outerjoin(played, played.c.sender == kept.c.sender)
            .group_by(kept.c.sender, kept.c.at)
            .order_by(kept.c.at)
        )
        rows = connection.execute(sizes).all()
        number, total = len(rows), sum(row.size for row in rows)
        if number <= self._max_conversations and total <= self._max_bytes:
            return
        gone = []
        for row in rows:
            if number <= _GONE_FOR_ROOM * self._max_conversations and total <= _GONE_FOR_ROOM * self._max_bytes:
                break
            gone.append(row.sender)
            number, total = number - 1, total - row.size
        self._erase(connection, gone)

    def _erase(self, connection: Connection, senders: Sequence[str]) -> None:
        for first in range(0, len(senders), 500):
            some = senders[first : first + 500]
            for table in (played, kept):
                connection.execute(delete(table).where(table.c.sender.in_(some)))
        for sender in senders:
            self._at_hand.pop(sender, None)

    def close(self) -> None:
        """Let the base go."""
        self._closed.set()
        self._thread.shutdown()
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    # The base

    async def _do(self, work: Callable[[Connection], _T], *, reads: bool = False, begin: bool = True) -> _T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(self._now, work, reads=reads, begin=begin))

    def _now(self, work: Callable[[Connection], _T], *, reads: bool, begin: bool) -> _T:
        try:
            return self._on(self._base(), work, reads=reads, begin=begin)
        except (OperationalError, OSError) as error:
            if not _is_full(error) or self._url == base.IN_MEMORY:
                raise
            cause = getattr(error, "orig", error)  # without what was said
            logger.error("Conversations cannot be written (%s): they are kept in memory until the next start.", cause)
            self._url, self._engine = base.IN_MEMORY, None
            return self._on(self._base(), work, reads=reads, begin=begin)

    def _base(self) -> Engine:
        if self._engine is None:
            self._engine = base.opened(self._url)
        return self._engine

    @staticmethod
    def _on(engine: Engine, work: Callable[[Connection], _T], *, reads: bool, begin: bool) -> _T:
        if not begin:
            with engine.connect().execution_options(bare=True) as connection:
                return work(connection)
        with engine.connect().execution_options(reads=reads) as connection, connection.begin():
            return work(connection)


def _is_full(error: Exception) -> bool:
    said = str(getattr(error, "orig", error)).lower()
    return isinstance(error, OSError) or any(each.lower() in said for each in _FULL)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _array(*written: bytes) -> bytes:
    return b"[" + b",".join(written) + b"]"


def _squeezed(content: bytes) -> bytes:
    return zlib.compress(content, 1)


def _packed(value: Any) -> bytes:
    return _squeezed(_json(value))


def _unpacked(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed))


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
