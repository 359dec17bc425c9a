"""The conversations of the page: what was said, and what each button and file of theirs stands for.

In memory like the trackers, for as long, and bounded in number and in bytes. What is kept of a turn is compressed.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.channels.web.tokens import digest, new_token

MAX_EXCHANGES = 100  # of one conversation; the oldest are forgotten
_OVERHEAD = 1024  # bytes; about what an empty conversation takes
_OVERHEAD_OF_ID = 200  # bytes; about what it takes to know where an answer or a button is


@dataclass(frozen=True, slots=True)
class Button:
    """What a button shows, and the sentence it says; the page only knows its identifier."""

    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one message brought: the messages as the API gives them, the whole answers and the buttons, by id."""

    messages: list[dict[str, Any]]
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    buttons: dict[str, Button] = field(default_factory=dict)

    def pack(self) -> bytes:
        """Return the exchange in few bytes."""
        buttons = {key: [button.title, button.sentence] for key, button in self.buttons.items()}
        return zlib.compress(json.dumps([self.messages, self.answers, buttons]).encode(), 1)

    @classmethod
    def unpack(cls, packed: bytes) -> Exchange:
        """Return what ``pack`` was given."""
        messages, answers, buttons = json.loads(zlib.decompress(packed))
        return cls(messages, answers, {key: Button(*button) for key, button in buttons.items()})


@dataclass(eq=False, slots=True)
class Conversation:
    """One conversation. ``sender_id`` names it for Rasa and in the logs, and says nothing of its token."""

    key: str
    at: float
    sender_id: str = field(default_factory=lambda: f"web-{uuid.uuid4().hex}")
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    pending: dict[str, asyncio.Task[list[dict[str, Any]]]] = field(default_factory=dict)
    forgotten: bool = False
    size: int = _OVERHEAD
    _packed: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _where: dict[str, str] = field(default_factory=dict)
    """The message whose exchange holds an answer or a button."""

    def history(self) -> list[dict[str, Any]]:
        """Return every message, in order."""
        return [message for packed in self._packed.values() for message in Exchange.unpack(packed).messages]

    def played(self, message_id: str) -> list[dict[str, Any]] | None:
        """Return what a message brought if it was played already."""
        packed = self._packed.get(message_id)
        return Exchange.unpack(packed).messages if packed else None

    def answer(self, answer_id: str) -> dict[str, Any] | None:
        """Return the whole answer of that id, if this conversation holds it."""
        exchange = self._exchange(answer_id)
        return exchange.answers.get(answer_id) if exchange else None

    def button(self, button_id: str) -> Button | None:
        """Return the button of that id, if this conversation holds it."""
        exchange = self._exchange(button_id)
        return exchange.buttons.get(button_id) if exchange else None

    def keep(self, message_id: str, exchange: Exchange) -> None:
        """Add what a message brought."""
        self._packed[message_id] = exchange.pack()
        self._where.update(dict.fromkeys([*exchange.answers, *exchange.buttons], message_id))
        if len(self._packed) > MAX_EXCHANGES:
            oldest, _ = self._packed.popitem(last=False)
            self._where = {each: where for each, where in self._where.items() if where != oldest}
        self.size = _OVERHEAD + sum(map(len, self._packed.values())) + _OVERHEAD_OF_ID * len(self._where)

    def _exchange(self, opaque_id: str) -> Exchange | None:
        packed = self._packed.get(self._where.get(opaque_id, ""))
        return Exchange.unpack(packed) if packed else None


class Conversations:
    """Every conversation that is open, found by its token only."""

    def __init__(
        self,
        *,
        max_conversations: int = 10_000,
        max_bytes: int = 128 * 1024 * 1024,
        idle_seconds: float = 7200,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.idle_seconds = idle_seconds
        self._max_conversations = max_conversations
        self._max_bytes = max_bytes
        self._clock = clock
        self._kept: OrderedDict[str, Conversation] = OrderedDict()  # the longest idle first
        self._size = 0

    def open(self) -> tuple[str, Conversation]:
        """Return a fresh token and its conversation."""
        token = new_token()
        conversation = Conversation(digest(token), self._clock())
        self._kept[conversation.key] = conversation
        self._size += conversation.size
        self.tidy()
        return token, conversation

    def find(self, token: str) -> Conversation | None:
        """Return the conversation this token opens, and count it as the most recent one."""
        self.tidy()
        conversation = self._kept.get(digest(token)) if token else None
        if conversation is not None:
            conversation.at = self._clock()
            self._kept.move_to_end(conversation.key)
        return conversation

    def keep(self, conversation: Conversation, message_id: str, exchange: Exchange) -> None:
        """Add what a message brought to a conversation."""
        before = conversation.size
        conversation.keep(message_id, exchange)
        conversation.at = self._clock()
        if conversation.key in self._kept:
            self._kept.move_to_end(conversation.key)
            self._size += conversation.size - before
            self.tidy()

    def forget(self, conversation: Conversation) -> None:
        """Drop a conversation: its token opens nothing any more."""
        conversation.forgotten = True
        if self._kept.pop(conversation.key, None):
            self._size -= conversation.size

    def tidy(self) -> None:
        """Drop the conversations idle for too long, and the longest idle ones when there is too much to keep."""
        oldest_wanted = self._clock() - self.idle_seconds
        while self._kept:
            oldest = next(iter(self._kept.values()))
            crowded = len(self._kept) > self._max_conversations or self._size > self._max_bytes
            if not crowded and oldest.at >= oldest_wanted:
                return
            self.forget(oldest)

    def __len__(self) -> int:
        """Return how many are open."""
        return len(self._kept)
