"""What is sent to a chat, as the rendering writes it and the sender sends it. No library of Telegram is needed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MAX_TEXT = 4096  # characters of a message, once its HTML is read
MAX_CAPTION = 1024  # of the caption of a photo or of a file
MAX_DATA = 64  # bytes of what a button carries


@dataclass(frozen=True, slots=True)
class Key:
    """A button under a message. ``data``: an opaque identifier, 64 bytes at most. Raises ValueError beyond."""

    title: str
    data: str

    def __post_init__(self) -> None:
        if not 1 <= len(self.data.encode()) <= MAX_DATA:
            raise ValueError(f"a button carries 1 to {MAX_DATA} bytes")


@dataclass(frozen=True, slots=True)
class Share:
    """A button of the keyboard that shares the person's own phone number or position, once they agree to."""

    title: str
    what: Literal["contact", "position"]


@dataclass(frozen=True, slots=True)
class Text:
    """A message in Telegram's HTML, everything escaped, with the rows of its buttons.

    ``share``: a keyboard offered instead of buttons, in private chats only. ``reply_to``: the message it answers, in a
    group.
    """

    html: str
    keys: tuple[tuple[Key, ...], ...] = ()
    share: tuple[Share, ...] = ()
    reply_to: int = 0


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture (PNG), its caption in HTML, and what it shows in words (``alt``), sent where a picture cannot be."""

    content: bytes
    caption_html: str
    alt: str


@dataclass(frozen=True, slots=True)
class File:
    """A document to keep, with the name it is saved under."""

    content: bytes
    name: str
    caption_html: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """The answer to a button that was pressed: what stops its waiting, with a sentence shown for a moment."""

    query: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class WithoutKeys:
    """A message sent before, whose buttons are taken away, but for the rows that stay."""

    message: int
    keys: tuple[tuple[Key, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class NoResult:
    """The answer to what is written after the bot's name in any chat: no result, and a button to talk with it."""

    query: str
    title: str


Outgoing = Text | Photo | File | Pressed | WithoutKeys | NoResult
