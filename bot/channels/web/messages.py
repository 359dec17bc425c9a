"""From the replies of a turn to the messages of the API, and what their buttons and files stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from typing import Any

from bot.channels.conversations import Choice, Exchange
from bot.channels.rendering.web import shown
from bot.rendering.subject import subject_of
from bot.writing.blocks import Message, Sentence


def exchange_of(
    message_id: str, said: str, replies: Sequence[Message], new_id: Callable[[], str], kept: str | None = None
) -> Exchange:
    """Return what to show and keep of a turn: the user's message as ``said``, then each reply.

    ``new_id`` gives an identifier to each reply, button and answer. ``kept``: what is kept of ``said``, where that
    holds personal data; so it is of each reply (``Message.kept``).
    """
    head = _message(message_id, "user")
    exchange = Exchange([{**head, **_typed(said if kept is None else kept)}])
    seen = [{**head, **_typed(said)}]
    for reply in replies:
        _add(exchange, seen, reply, new_id)
    if seen != exchange.messages:
        exchange.shown.extend(seen)
    return exchange


def _typed(said: str) -> dict[str, Any]:
    """What a person wrote: none of it is a link."""
    return {**shown(Message(blocks=(Sentence(text=said),)), ""), "buttons": []}


def _add(exchange: Exchange, seen: list[dict[str, Any]], reply: Message, new_id: Callable[[], str]) -> None:
    answer_id = new_id()
    choices = {new_id(): Choice(choice.title, choice.says, choice.act) for choice in reply.choices}
    exchange.choices.update(choices)
    if (document := reply.document) is not None:
        exchange.answers[answer_id] = subject_of(document)
    buttons = [{"id": choice_id, "title": choice.title} for choice_id, choice in choices.items()]
    head = _message(new_id(), "bot")
    seen.append({**head, **shown(reply, answer_id), "buttons": buttons})
    exchange.messages.append(
        {**head, **shown(reply.as_kept, answer_id), "buttons": buttons} if reply.kept else seen[-1]
    )


def _message(message_id: str, author: str) -> dict[str, Any]:
    return {"id": message_id, "from": author, "at": datetime.now(timezone.utc).isoformat(timespec="seconds")}
