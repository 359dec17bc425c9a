"""From the replies of a turn to the messages of the API, and what their buttons and files stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from typing import Any

from bot.channels.conversations import Choice, Exchange
from bot.channels.rendering.web import shown
from bot.rendering.subject import subject_of
from bot.writing.blocks import Message, Sentence


def exchange_of(message_id: str, said: str, replies: Sequence[Message], new_id: Callable[[], str]) -> Exchange:
    """Return what to show and keep of a turn: the user's message as ``said``, then each reply.

    ``new_id`` gives an identifier to each reply, button and answer.
    """
    typed = Message(blocks=(Sentence(text=said),))  # none of it is a link
    exchange = Exchange([{**_message(message_id, "user"), **shown(typed, ""), "buttons": []}])
    for reply in replies:
        _add(exchange, reply, new_id)
    return exchange


def _add(exchange: Exchange, reply: Message, new_id: Callable[[], str]) -> None:
    answer_id = new_id()
    choices = {new_id(): Choice(choice.title, choice.says, choice.act) for choice in reply.choices}
    exchange.choices.update(choices)
    if (document := reply.document) is not None:
        exchange.answers[answer_id] = subject_of(document)
    buttons = [{"id": choice_id, "title": choice.title} for choice_id, choice in choices.items()]
    exchange.messages.append({**_message(new_id(), "bot"), **shown(reply, answer_id), "buttons": buttons})


def _message(message_id: str, author: str) -> dict[str, Any]:
    return {"id": message_id, "from": author, "at": datetime.now(timezone.utc).isoformat(timespec="seconds")}
