"""A reply as plain text: for a terminal, for the programs of the REST channel, and wherever only text is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from bot.writing.blocks import FORMATS, Card, Cards, Files, Form, Message, Model, Notes, Sentence, Source, Table
from bot.writing.french import NO_BREAK, listed


def text_of(message: Message) -> str:
    """Return the whole of a reply but its buttons and its chart; of its files, where those asked for are."""
    written = (_WRITTEN[type(block)](block) for block in message.blocks if type(block) in _WRITTEN)
    return "\n\n".join(filter(None, written))


def buttons_of(message: Message) -> list[dict[str, str]]:
    """Return its buttons as Rasa's channels know them: plain text is said, never a command."""
    return [{"title": choice.title, "payload": choice.says} for choice in message.choices]


def _table(table: Table) -> str:
    """The sentence of each row, those of each list under its title."""
    lists = groupby(table.rows, key=lambda row: row.group)
    return "\n\n".join(
        "\n".join([*([f"{group}{NO_BREAK}:"] if group else []), *(row.text for row in rows if row.text)])
        for group, rows in lists
    )


def _cards(cards: Cards) -> str:
    return "\n\n".join(map(_card, cards.cards))


def _card(card: Card) -> str:
    badges = " · ".join(badge.text for badge in card.badges)
    return "\n".join(filter(None, (f"• {card.title}", *card.lines, badges, card.url)))


def _files(files: Files) -> str:
    if not files.asked:
        return ""
    where = f" ({files.page})" if files.page else ""
    names = listed([FORMATS[each] for each in files.asked])
    return f"À télécharger avec cette réponse, sur la page web de Bémo{where}{NO_BREAK}: {names}."


def _form(form: Form) -> str:
    return "\n".join((form.title, *(f"• {each.label}" for each in form.inputs)))


_WRITTEN: Mapping[type[Model], Callable[[Any], str]] = {
    Sentence: lambda sentence: str(sentence.text),
    Table: _table,
    Cards: _cards,
    Form: _form,
    Files: _files,
    Notes: lambda notes: "\n\n".join(notes.texts),
    Source: lambda source: str(source.text),
}
"""How each block is written; the others are shown by other means, or say again what these do."""
