"""The conversations of the page: what was said, and what each button and file of theirs stands for.

In memory like the trackers, for as long, and bounded in number and in bytes. What is kept of a turn is compressed:
its messages as the API writes them, so that reading them again parses nothing, and apart from them each answer that
a file may be made from.
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
_OVERHEAD_OF_EXCHANGE = 600  # bytes; about what an empty one takes
_OVERHEAD_OF_ID = 200  # bytes; about what it takes to know where an answer or a button is


@dataclass(frozen=True, slots=True)
class Button:
    """What a button shows, and the sentence it says; the page only knows its identifier."""

    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one message brought: the messages as the API gives them, what files are made from and the buttons, by id."""

    messages: list[dict[str, Any]]
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    buttons: dict[str, Button] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Kept:
    """An exchange in few bytes: its messages, joined by commas, and each of its answers by itself."""

    messages: bytes
    answers: dict[str, bytes]
    buttons: dict[str, Button]

    @classmethod
    def of(cls, written: bytes, exchange: Exchange) -> _Kept:
        answers = {key: _squeezed(_json(answer)) for key, answer in exchange.answers.items()}
        return cls(_squeezed(written), answers, exchange.buttons)

    @property
    def size(self) -> int:
        """About what it takes."""
        buttons = sum(len(button.title) + len(button.sentence) for button in self.buttons.values())
        known = _OVERHEAD_OF_EXCHANGE + _OVERHEAD_OF_ID * (len(self.answers) + len(self.buttons))
        return len(self.messages) + sum(map(len, self.answers.values())) + buttons + known


@dataclass(eq=False, slots=True)
class Conversation:
    """One conversation. ``sender_id`` names it for Rasa and in the logs, and says nothing of its token."""

    key: str
    at: float
    sender_id: str = field(default_factory=lambda: f"web-{uuid.uuid4().hex}")
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    pending: dict[str, asyncio.Task[bytes]] = field(default_factory=dict)
    forgotten: bool = False
    size: int = _OVERHEAD
    _kept: OrderedDict[str, _Kept] = field(default_factory=OrderedDict)
    _where: dict[str, str] = field(default_factory=dict)
    """The message whose exchange holds an answer or a button."""

    def history(self) -> bytes:
        """Return every message, in order, as a JSON array."""
        return _array(*(zlib.decompress(kept.messages) for kept in self._kept.values()))

    def played(self, message_id: str) -> bytes | None:
        """Return what a message brought, as a JSON array, if it was played already."""
        kept = self._kept.get(message_id)
        return _array(zlib.decompress(kept.messages)) if kept else None

    def answer(self, answer_id: str) -> dict[str, Any] | None:
        """Return what the files of the answer of that id are made from, if this conversation holds it."""
        kept = self._holder(answer_id)
        squeezed = kept.answers.get(answer_id) if kept else None
        return dict(json.loads(zlib.decompress(squeezed))) if squeezed else None

    def button(self, button_id: str) -> Button | None:
        """Return the button of that id, if this conversation holds it."""
        kept = self._holder(button_id)
        return kept.buttons.get(button_id) if kept else None

    def keep(self, message_id: str, exchange: Exchange) -> bytes:
        """Add what a message brought, and return its messages as a JSON array."""
        written = b",".join(map(_json, exchange.messages))
        self._kept[message_id] = kept = _Kept.of(written, exchange)
        self._where.update(dict.fromkeys([*kept.answers, *kept.buttons], message_id))
        if len(self._kept) > MAX_EXCHANGES:
            oldest, _ = self._kept.popitem(last=False)
            self._where = {each: where for each, where in self._where.items() if where != oldest}
        self.size = _OVERHEAD + sum(kept.size for kept in self._kept.values())
        return _array(written)

    def _holder(self, opaque_id: str) -> _Kept | None:
        return self._kept.get(self._where.get(opaque_id, ""))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _array(*written: bytes) -> bytes:
    return b"[" + b",".join(written) + b"]"


def _squeezed(content: bytes) -> bytes:
    return zlib.compress(content, 1)


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

    def keep(self, conversation: Conversation, message_id: str, exchange: Exchange) -> bytes:
        """Add what a message brought to a conversation, and return its messages as a JSON array."""
        before = conversation.size
        messages = conversation.keep(message_id, exchange)
        conversation.at = self._clock()
        if conversation.key in self._kept:
            self._kept.move_to_end(conversation.key)
            self._size += conversation.size - before
            self.tidy()
        return messages

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
