"""A reply as a Telegram chat shows it: the sentence, a table that reads on a phone, notes, source, buttons, files.

Where there is a chart, it comes first, with the sentence as its caption and its words folded beneath; then the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.channels.rendering.phone_table import parts_of
from bot.channels.telegram.html import Line, Look, Part, Words, line, messages, paragraph, size, written
from bot.channels.telegram.outgoing import MAX_CAPTION, File, Key, Outgoing, Photo, Text
from bot.writing.blocks import Card, Cards, Chart, Form, Link, Message, Notes, Source, Table

_ON_A_ROW = 26  # characters of the titles of buttons side by side: more would be cut on a phone
_LONG_NOTES = 350  # characters beyond which notes beside a table are folded
_LONG_ADDRESS = 40


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes with a reply: its buttons, its picture (b"" where it could not be made) and its files."""

    keys: tuple[Key, ...] = ()
    kept: tuple[Key, ...] = ()
    """Buttons that stay once another one was used, on the last row."""
    picture: bytes = b""
    files: tuple[File, ...] = ()


def outgoings(message: Message, beside: Beside = Beside()) -> tuple[Outgoing, ...]:
    """Return what is sent of a reply, in order: as many whether its picture could be made or not."""
    chart, said = message.first(Chart), _said(message)
    apart = chart is not None and bool(said) and size(said) <= MAX_CAPTION
    sent: list[Outgoing] = [_picture(message, chart, beside.picture, said if apart else [])] if chart else []
    below = _below(message, drawn=bool(beside.picture))
    sent += map(Text, messages(below if apart else [*said, *below]))
    rows = (*rows_of(beside.keys), *([beside.kept] if beside.kept else []))
    if rows and isinstance(last := sent[-1] if sent else None, Text):
        sent[-1] = Text(last.html, rows)
    return (*sent, *beside.files)


def rows_of(keys: Sequence[Key]) -> tuple[tuple[Key, ...], ...]:
    """Return buttons by rows: two side by side where both are short."""
    rows: list[tuple[Key, ...]] = []
    for key in keys:
        beside = rows[-1] if rows else ()
        if len(beside) == 1 and len(beside[0].title) + len(key.title) <= _ON_A_ROW:
            rows[-1] = (*beside, key)
        else:
            rows.append((key,))
    return tuple(rows)


def _picture(message: Message, chart: Chart, picture: bytes, said: Sequence[Part]) -> Outgoing:
    """Return the picture with what it goes with, or that alone without picture; its words as well where they fit."""
    caption = [*(said or [paragraph(_title(message), "b")])]
    if not picture:
        return Text(written(caption))
    words = Part((((Words(chart.alt),),),), "folded")
    with_words = [*caption, words]
    return Photo(picture, written(with_words if size(with_words) <= MAX_CAPTION else caption), chart.alt)


def _title(message: Message) -> str:
    table = message.first(Table)
    return table.title if table else "Graphique"


def _said(message: Message) -> list[Part]:
    return [_linked(message.sentence, message.links)] if message.sentence else []


def _below(message: Message, *, drawn: bool) -> list[Part]:
    """Return all that follows the sentence; the sentence too where a picture could not hold it."""
    table = message.first(Table)
    parts: list[Part] = []
    for block in message.blocks:
        if isinstance(block, Table):
            parts += [*_titled(block, message.first(Chart) is not None), *parts_of(block, drawn=drawn)]
        elif isinstance(block, Cards):
            parts += map(_card, block.cards)
        elif isinstance(block, Form):
            parts.append(_form(block))
        elif isinstance(block, Notes):
            parts += _notes(block, message.links, beside_table=table is not None)
        elif isinstance(block, Source):
            parts.append(_linked(block.text, message.links, "i"))
    return parts


def _titled(table: Table, has_chart: bool) -> list[Part]:
    """The title of a table that is apart from its sentence, or of several rows."""
    return [paragraph(table.title, "b")] if table.title and (has_chart or len(table.rows) > 1) else []


def _notes(notes: Notes, links: Sequence[Link], *, beside_table: bool) -> list[Part]:
    parts = [_linked(text, links) for text in notes.texts]
    if beside_table and size(parts) > _LONG_NOTES:
        return [Part(tuple(row for part in parts for row in part.rows), "folded")]
    return parts


def _card(card: Card) -> Part:
    badges = " · ".join(badge.text for badge in card.badges)
    lines = (*([badges] if badges else []), *card.lines)
    return Part((((Words(card.title, "b", card.url),), *map(line, lines)),))


def _form(form: Form) -> Part:
    return Part(((line(form.title, "b"), *(line(f"• {each.label}") for each in form.inputs)),))


def _linked(text: str, links: Sequence[Link], look: Look = "") -> Part:
    """Return a text with its pages as links; a phone number is left as it is: phones find them by themselves."""
    pages = {link.text: link.url for link in links if link.url.startswith(("http://", "https://"))}
    return Part(tuple((_line(each, pages, look),) for each in text.split("\n")))


def _line(text: str, pages: Mapping[str, str], look: Look) -> Line:
    names = "|".join(map(re.escape, sorted(pages, key=len, reverse=True)))
    pieces = re.split(f"({names})", text) if names else [text]
    shown = (Words(_short(each) if each in pages else each, look, pages.get(each, "")) for each in pieces if each)
    return tuple(shown) or line("")


def _short(address: str) -> str:
    """Return the name of the site for a long address."""
    if len(address) <= _LONG_ADDRESS or "://" not in address:
        return address
    return urlsplit(address).hostname or address
