"""Telegram's HTML: everything escaped, its length as Telegram counts it, and cut where it is too long for one message.

A text is parts, a part is rows, a row is lines, a line is words with one look each. A row is never cut, nor what a tag
holds, unless it is longer than a whole message by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from bot.channels.telegram.outgoing import MAX_TEXT

MAX_ENTITIES = 100  # looks of one message: Telegram drops the others without a word
Look = Literal["", "b", "i"]
_TAGS = {"": "", "pre": "pre", "quote": "blockquote", "folded": "blockquote expandable"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words with one look, leading to ``url`` where there is one."""

    text: str
    look: Look = ""
    url: str = ""

    @property
    def html(self) -> str:
        """The words in HTML."""
        written = escape(self.text, quote=False)
        if not self.text.strip():
            return written
        if self.url:
            written = f'<a href="{escape(self.url)}">{written}</a>'
        return f"<{self.look}>{written}</{self.look}>" if self.look else written


Line = tuple[Words, ...]
Row = tuple[Line, ...]
"""Lines that stay together."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows shown alike: as they are, in fixed width (``pre``), quoted, or quoted and folded; a blank line apart."""

    rows: tuple[Row, ...]
    shown: Literal["", "pre", "quote", "folded"] = ""

    @property
    def html(self) -> str:
        """The part in HTML."""
        written = "\n".join("".join(words.html for words in line) for row in self.rows for line in row)
        tag = _TAGS[self.shown]
        return f"<{tag}>{written}</{tag.split()[0]}>" if tag else written


def length(text: str) -> int:
    """Return the length of a text as Telegram counts it: in UTF-16 units, « 😀 » is two."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def line(text: str, look: Look = "") -> Line:
    """Return a line of one look."""
    return (Words(text, look),)


def paragraph(text: str, look: Look = "") -> Part:
    """Return a part whose rows are the lines of a text."""
    return Part(tuple((line(each, look),) for each in text.split("\n")))


def written(parts: Sequence[Part]) -> str:
    """Return parts in HTML, however long: a blank line between them, which Telegram itself leaves around blocks."""
    html = ""
    for number, part in enumerate(parts):
        apart = "" if not number else "\n" if part.shown or parts[number - 1].shown else "\n\n"
        html += apart + part.html
    return html


def size(parts: Sequence[Part]) -> int:
    """Return the length of parts once their HTML is read."""
    return sum(_row_size(row) for part in parts for row in part.rows) + max(0, len(parts) - 1)


def messages(parts: Iterable[Part], limit: int = MAX_TEXT) -> list[str]:
    """Return the texts of the messages that hold parts in order, ``limit`` each at most; none where all is empty."""
    found: list[str] = []
    held: list[Part] = []
    for piece in _pieces(parts, limit):
        joined = _joined(held, piece)
        if size(joined) > limit or _entities(joined) > MAX_ENTITIES:
            found.append(written(held))
            joined = [piece]
        held = joined
    return [each for each in [*found, written(held)] if each.strip()]


def _pieces(parts: Iterable[Part], limit: int) -> Iterator[Part]:
    """Yield each row as a part of its own, with the part it is of as it was: a part is found again by its identity."""
    for number, part in enumerate(parts):
        for row in part.rows:
            for short in _short(row, limit):
                yield _Piece((short,), part.shown, number)


@dataclass(frozen=True, slots=True)
class _Piece(Part):
    """Rows of the part of that number."""

    number: int = 0


def _joined(held: Sequence[Part], piece: Part) -> list[Part]:
    last = held[-1] if held else None
    if isinstance(last, _Piece) and isinstance(piece, _Piece) and last.number == piece.number:
        return [*held[:-1], replace(last, rows=(*last.rows, *piece.rows))]
    return [*held, piece]


def _row_size(row: Row) -> int:
    return sum(length(words.text) for each in row for words in each) + len(row)


def _entities(parts: Sequence[Part]) -> int:
    looks = (
        bool(words.look) + bool(words.url) for part in parts for row in part.rows for each in row for words in each
    )
    return sum(looks) + sum(bool(part.shown) for part in parts)


def _short(row: Row, limit: int) -> Iterator[Row]:
    """Yield a row, or what it takes when it is longer than a whole message: its lines, cut between words."""
    if _row_size(row) <= limit:
        yield row
        return
    for each in row:
        for words in each:
            for text in _cut(words.text, limit - 1):
                yield ((replace(words, text=text),),)


def _cut(text: str, limit: int) -> Iterator[str]:
    """Yield a text in pieces of ``limit`` UTF-16 units at most, between words where it can be."""
    while length(text) > limit:
        end = _reach(text, limit)
        space = text.rfind(" ", 1, end)
        end = space if space > end // 2 else end
        yield text[:end]
        text = text[end:].lstrip(" ")
    yield text


def _reach(text: str, limit: int) -> int:
    """Return how many characters fit in ``limit`` units."""
    units = 0
    for index, char in enumerate(text):
        units += 1 + (ord(char) > 0xFFFF)
        if units > limit:
            return index
    return len(text)
