"""The hand-over to a correspondent on Telegram: begun by /contact, filled by a shared contact, in private only."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator
from importlib.util import find_spec
from typing import Any

from telegram import Contact

from bot.channels.telegram import sentences
from bot.channels.telegram.chat import CHANNEL, Chat, Replies, says
from bot.channels.telegram.outgoing import Outgoing

_CONVERSING = "bot.handover.conversing"


def start(chat: Chat, words: str = "") -> AsyncIterator[Outgoing]:
    """Begin a request; ``words`` say what about."""
    if chat.is_group:
        return chat.say(sentences.CONTACT_IN_PRIVATE.format(name=chat.talk.bot_name))

    async def produce() -> Replies:
        steps = _steps()
        if steps is None:
            return await chat.read(words or "contact", {"intent": "contact"})
        replies: Replies = await steps.start(chat.sender, CHANNEL)
        return replies

    return chat.answer(produce, share="contact")


def contact(chat: Chat, shared: Contact, person: int) -> AsyncIterator[Outgoing]:
    """Take the contact that a person shares of themselves; that of another is not kept."""
    if shared.user_id != person:
        return chat.say(sentences.CONTACT_OF_ANOTHER)

    async def produce() -> Replies:
        steps = _steps()
        if steps is None:
            return [says(sentences.CONTACT_NOWHERE)]
        name = " ".join(filter(None, (shared.first_name, shared.last_name)))
        replies: Replies = await steps.offer_contact(chat.sender, shared.phone_number, name)
        return replies or [says(sentences.CONTACT_NOWHERE)]

    return chat.answer(produce)


async def forget(chat: Chat) -> None:
    """Drop the request that was being written, if any."""
    steps = _steps()
    if steps is not None:
        await steps.abandon(chat.sender)


def _steps() -> Any:
    return importlib.import_module(_CONVERSING) if find_spec(_CONVERSING) else None
