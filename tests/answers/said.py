"""What a reply shows: its whole text, its buttons, its table."""

from __future__ import annotations

from bot.answers.message import message_of
from bot.channels.rendering import plain
from bot.writing.blocks import Choice, Document, Table
from bot.writing.reply import Reply


def text_of(reply: Reply) -> str:
    """Return the whole of a reply as plain text."""
    return plain.text_of(message_of(reply))


def choices_of(reply: Reply) -> tuple[Choice, ...]:
    """Return the buttons of a reply."""
    return message_of(reply).choices


def document_of(reply: Reply) -> Document:
    """Return what the files of a reply are made from; it must have a table."""
    document = message_of(reply).document
    assert document is not None
    return document


def table_of(reply: Reply) -> Table:
    """Return the table of a reply; it must have one."""
    return document_of(reply).table
