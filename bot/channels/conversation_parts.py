"""What conversations are made of, and the message that is being played in one."""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


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
    """What one message brought: the messages as the API gives them, what files are made from and the buttons, by id.

    ``shown``: the messages as they are given once, where they hold what is not kept.
    """

    messages: list[dict[str, Any]]
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)
    shown: list[dict[str, Any]] = field(default_factory=list)


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
    said: str | None = None
    """What is kept of the message, where it holds what must not be; None when it is kept as it was written."""


_playing: ContextVar[Turn | None] = ContextVar("playing", default=None)


def being_played(sender: str) -> Turn | None:
    """Return the message of this conversation that is being played, None without."""
    turn = _playing.get()
    return turn if turn is not None and turn.sender == sender else None


@contextlib.contextmanager
def playing(sender: str) -> Iterator[Turn]:
    """Have Rasa's side of a turn wait, until ``keep`` writes both sides at once."""
    turn = Turn(sender)
    before = _playing.set(turn)
    try:
        yield turn
    finally:
        _playing.reset(before)


def keep_instead(sender: str, said: str) -> None:
    """Have ``said`` kept in the place of the message being played, where the channel keeps what is shown."""
    if (turn := being_played(sender)) is not None:
        turn.said = said


def new_id(conversation: Conversation) -> str:
    """Return an opaque identifier for an answer or a button of the next message: useless in another conversation."""
    return f"{conversation.turns + 1:x}.{uuid.uuid4().hex}"
