"""The hand-over to a correspondent on Telegram: begun by /contact, filled by a shared contact, in private only."""

from __future__ import annotations

from collections.abc import AsyncIterator

from telegram import Contact

from bot.button import CONTACT
from bot.channels.telegram import sentences
from bot.channels.telegram.chat import Chat, Replies
from bot.channels.telegram.outgoing import Outgoing
from bot.handover import conversing

_WANTS_SOMEONE = "Je veux parler à quelqu'un"


def start(chat: Chat, words: str = "") -> AsyncIterator[Outgoing]:
    """Begin a request, with what the conversation tells of it; ``words`` say what about."""
    if chat.is_group:
        return chat.say(sentences.CONTACT_IN_PRIVATE.format(name=chat.talk.bot_name))

    async def produce() -> Replies:
        return await chat.read(words or _WANTS_SOMEONE, CONTACT)

    return chat.answer(produce, share="contact")


def contact(chat: Chat, shared: Contact, person: int) -> AsyncIterator[Outgoing]:
    """Take the contact that a person shares of themselves; that of another is not kept."""
    if shared.user_id != person:
        return chat.say(sentences.CONTACT_OF_ANOTHER)

    async def produce() -> Replies:
        name = " ".join(filter(None, (shared.first_name, shared.last_name)))
        return await conversing.offer_contact(chat.sender, shared.phone_number, name)

    return chat.answer(produce)


async def forget(chat: Chat) -> None:
    """Drop the request that was being written, if any."""
    await conversing.abandon(chat.sender)
