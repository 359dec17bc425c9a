"""What an update brought, as it is kept: told again the same when the process died before it was all sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.channels.conversations import Choice, Exchange
from bot.channels.telegram import sentences
from bot.channels.telegram.outgoing import Key
from bot.rendering.subject import subject_of
from bot.writing.blocks import Files, Message, Table
from bot.writing.reply_topics import ReplyTopic

STAYS = "-f"
"""The end of the identifier of a button that stays under its message once another one was used."""
SEND, PLACE = "send", "place"
"""The acts that are Telegram's own: files of an answer or of a place, the person's territory."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is kept of the update itself, and never its text.

    ``read``: the hash of what was read, by which an edit that changes no word is known. ``awaits``: what the next
    message may tell. ``share``: what a keyboard offers to share.
    """

    update: int
    message: int = 0
    read: str = ""
    awaits: str = ""
    share: str = ""

    def says(self, message: int, read: str) -> bool:
        """Return whether it is of a message that said the same."""
        return (self.message, self.read) == (message, read)


@dataclass(frozen=True, slots=True)
class Brought:
    """A reply with the identifiers of its answer and of its buttons."""

    message: Message
    answer_id: str
    keys: tuple[Key, ...]
    stays: tuple[Key, ...]
    masked: bool = False
    """True where what was personal in it was not kept."""


def exchange_of(head: Head, replies: Sequence[Message], new_id: Callable[[], str]) -> Exchange:
    """Return what is kept of an update; ``new_id`` gives an identifier to each answer and each button.

    What says personal data (``Message.kept``) is shown once, and not kept.
    """
    exchange = Exchange([asdict(head)])
    seen: list[dict[str, Any]] = [asdict(head)]
    for reply in replies:
        answer_id = new_id()
        if (document := reply.document) is not None:
            exchange.answers[answer_id] = subject_of(document)
        choices = {new_id(): Choice(each.title, each.says, each.act) for each in reply.choices}
        stays = {f"{new_id()}{STAYS}": each for each in _of_files(reply, answer_id)}
        exchange.choices.update({**choices, **stays})
        rest = {
            "answer": answer_id,
            "keys": [[each, choice.title] for each, choice in choices.items()],
            "stays": [[each, choice.title] for each, choice in stays.items()],
        }
        seen.append({"reply": _lean(reply).as_json(), **rest})
        masked = {"reply": _lean(reply.as_kept).as_json(), "masked": True, **rest}
        exchange.messages.append(masked if reply.kept else seen[-1])
    if seen != exchange.messages:
        exchange.shown.extend(seen)
    return exchange


def read(array: bytes) -> tuple[Head | None, list[Brought]]:
    """Return what was kept; no head where nothing was."""
    head: Head | None = None
    brought: list[Brought] = []
    for each in json.loads(array):
        if "reply" in each:
            brought.append(_brought(each))
        else:
            head = Head(**each)
    return head, brought


def _brought(kept: dict[str, Any]) -> Brought:
    keys, stays = (tuple(Key(title, data) for data, title in kept[name]) for name in ("keys", "stays"))
    return Brought(Message.parse_obj(kept["reply"]), kept["answer"], keys, stays, bool(kept.get("masked")))


def _of_files(reply: Message, answer_id: str) -> list[Choice]:
    """Return the buttons of the files of an answer, none where it sends those that were asked for."""
    files = reply.first(Files)
    if files is None or files.asked:
        return []
    found = []
    if any(file.format in {"csv", "xlsx"} for file in files.files):
        found.append(_button(sentences.TABLE_KEY, {SEND: answer_id}))
    places = [file.subject for file in files.files if file.task == "diagnostic.pdf" and file.subject]
    offered = any((choice.act or {}).get("intent") == "diagnostic" for choice in reply.choices)
    if len(places) == 1 and not offered and reply.facts.topic is not ReplyTopic.DIAGNOSTIC:
        found.append(_button(sentences.DIAGNOSTIC_KEY, {SEND: places[0]}))
    return found


def _button(title: str, act: dict[str, str]) -> Choice:
    return Choice(title, title, act)


def _lean(reply: Message) -> Message:
    """Return a reply without the whole list that only files hold: they are made from the answer."""
    blocks = (block.but(whole=None) if isinstance(block, Table) else block for block in reply.blocks)
    return reply.but(blocks=tuple(blocks))
