"""Turns an update of Telegram into what is sent: a turn played in Rasa, a command, or what is said of anything else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update

from bot.channels.telegram import commands, files, handover, places, sentences
from bot.channels.telegram.addressed import GROUPS, Said, said
from bot.channels.telegram.chat import Chat, Replies, acted, says
from bot.channels.telegram.exchange import PLACE, SEND, STAYS
from bot.channels.telegram.outgoing import Key, NoResult, Outgoing, Pressed, WithoutKeys
from bot.channels.telegram.talk import Talk
from bot.writing.french import typeset

_UNREAD: Mapping[str, str] = {
    "sticker": sentences.STICKER,
    "animation": sentences.STICKER,
    "dice": sentences.STICKER,
    "voice": sentences.VOICE,
    "audio": sentences.VOICE,
    "video_note": sentences.VIDEO,
    "video": sentences.VIDEO,
    "photo": sentences.PICTURE,
    "document": sentences.DOCUMENT,
    "poll": sentences.OTHER,
    "game": sentences.OTHER,
    "story": sentences.OTHER,
    "checklist": sentences.OTHER,
    "paid_media": sentences.OTHER,
}
"""What a message may hold that is not read, and what is said of it, in the order they are looked for."""
_ABOUT: Mapping[str, str] = {
    "photo": "picture",
    "animation": "picture",
    "document": "document",
    "video": "video",
    "voice": "voice",
    "audio": "voice",
}
_TABLE = ("csv", "xlsx")


async def handle(update: Update, talk: Talk) -> AsyncIterator[Outgoing]:
    """Yield what answers an update, in order; nothing for what asks for nothing (channels, notices, others' talk).

    The same update brings the same, whatever died meanwhile. Raises SQLAlchemyError.
    """
    answered: AsyncIterator[Outgoing] | None = None
    if (query := update.callback_query) is not None:
        answered = _pressed(query, update, talk)
    elif (inline := update.inline_query) is not None:
        yield NoResult(inline.id, sentences.INLINE)
    elif (message := update.message) is not None:
        answered = await _answered(message, update, talk)
    elif (message := update.edited_message) is not None:
        answered = await _modified(message, update, talk)
    elif (change := update.my_chat_member) is not None:
        answered = _joined(change, update, talk)
    if answered is not None:
        async for outgoing in answered:
            yield outgoing


def _chat(update: Update, talk: Talk, message: Message) -> Chat:
    in_group = message.chat.type in GROUPS
    sender = talk.sender(message.chat.id)
    return Chat(talk, update.update_id, sender, message.message_id, message.message_id if in_group else 0, in_group)


# Messages


async def _answered(message: Message, update: Update, talk: Talk) -> AsyncIterator[Outgoing] | None:
    chat, heard = _chat(update, talk, message), _heard(message, talk)
    if heard is None:
        return None
    if not (message.text or message.caption):
        return _without_text(chat, message)
    if heard.command:
        return commands.answer(chat, heard.command, heard.text)
    last, _ = await chat.last()
    awaited = await places.awaited(chat, last.awaits, heard.text) if last is not None else None
    return awaited or _turn(chat, heard, _unread_beside(message))


def _heard(message: Message, talk: Talk) -> Said | None:
    if message.from_user is None or message.from_user.is_bot:
        return None
    return said(message, talk, commands.is_known)


def _turn(chat: Chat, heard: Said, first: str) -> AsyncIterator[Outgoing]:
    """Play a turn; ``first`` is said before its answer."""

    async def produce() -> Replies:
        replies = await chat.read(heard.text)
        return [says(first), *replies] if first else replies

    return chat.answer(produce, read=heard.text)


def _without_text(chat: Chat, message: Message) -> AsyncIterator[Outgoing] | None:
    place = message.location or (message.venue.location if message.venue else None)
    if place is not None:
        return places.position(chat, place.latitude, place.longitude)
    if message.contact is not None and message.from_user is not None:
        return None if chat.is_group else handover.contact(chat, message.contact, message.from_user.id)
    held = next((sentence for name, sentence in _UNREAD.items() if getattr(message, name, None)), "")
    return chat.say(held) if held else None


def _unread_beside(message: Message) -> str:
    """Return what to say of a picture or a file that has a caption, which is read."""
    held = next((about for name, about in _ABOUT.items() if getattr(message, name, None)), "")
    return sentences.SEEN_WITHOUT[held] if held else ""


async def _modified(message: Message, update: Update, talk: Talk) -> AsyncIterator[Outgoing] | None:
    """Answer the new text, saying so; an edit that changes no word, or a position that moves, asks for nothing."""
    chat, heard = _chat(update, talk, message), _heard(message, talk)
    if heard is None or not (message.text or message.caption):
        return None
    last, _ = await chat.last()
    if last is not None and last.update != update.update_id and last.says(message.message_id, chat.mark(heard.text)):
        return None
    if heard.command:
        return commands.answer(chat, heard.command, heard.text)
    return _turn(chat, heard, sentences.MODIFIED)


def _joined(change: ChatMemberUpdated, update: Update, talk: Talk) -> AsyncIterator[Outgoing] | None:
    """Say once, in a group the bot was put in, when it answers there."""
    there = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)
    came = change.new_chat_member.status in there and change.old_chat_member.status not in there
    if change.chat.type not in GROUPS or not came:
        return None
    chat = Chat(talk, update.update_id, talk.sender(change.chat.id), is_group=True)
    return chat.say(sentences.WELCOME_GROUP.format(name=talk.bot_name))


# Buttons


async def _pressed(query: CallbackQuery, update: Update, talk: Talk) -> AsyncIterator[Outgoing]:
    """Answer a button: the press at once, its message without it, then what it asks."""
    message = query.message
    if message is None or not query.data:
        yield Pressed(query.id, typeset(sentences.EXPIRED))
        return
    in_group = message.chat.type in GROUPS
    chat = Chat(talk, update.update_id, talk.sender(message.chat.id), message.message_id, is_group=in_group)
    choice = await talk.conversations.choice(chat.sender, query.data)
    if choice is None:
        yield Pressed(query.id, typeset(sentences.EXPIRED))
        yield WithoutKeys(message.message_id)
        return
    if wanted := acted(choice, SEND):
        yield Pressed(query.id)
        async for outgoing in _files(chat, wanted):
            yield outgoing
        return
    name = f"key-{query.data.rpartition('.')[2]}"  # a button is played once, however often it is pressed
    if await _is_used(chat, name):
        yield Pressed(query.id, typeset(sentences.ALREADY))
        return
    yield Pressed(query.id)
    yield WithoutKeys(message.message_id, _staying(message))

    async def produce() -> Replies:
        return await chat.read(choice.sentence, choice.act)

    if place := acted(choice, PLACE):
        answered = places.settled(chat, place, sentences.KEPT, name)
    else:
        answered = chat.answer(produce, name=name)
    async for outgoing in answered:
        yield outgoing


async def _is_used(chat: Chat, name: str) -> bool:
    """Return whether a button was played for another press than this one."""
    kept = await chat.talk.conversations.played(chat.sender, name)
    return kept is not None and f'"update":{chat.update},'.encode() not in kept


def _staying(message: object) -> tuple[tuple[Key, ...], ...]:
    """Return the rows of a message's buttons that are not used up: those of its files."""
    markup = message.reply_markup if isinstance(message, Message) else None
    rows = markup.inline_keyboard if markup is not None else ()
    kept = (
        tuple(Key(key.text, key.callback_data) for key in row if isinstance(key.callback_data, str)) for row in rows
    )
    return tuple(row for row in kept if row and all(key.data.endswith(STAYS) for key in row))


def _files(chat: Chat, wanted: str) -> AsyncIterator[Outgoing]:
    """Send the files of an answer, or the diagnostic of a place."""
    if ":" in wanted:
        return _diagnostic(chat, wanted)
    return files.of_answer(wanted, _TABLE, chat.talk, chat.sender)


async def _diagnostic(chat: Chat, place: str) -> AsyncIterator[Outgoing]:
    yield await files.diagnostic(place, chat.talk)
