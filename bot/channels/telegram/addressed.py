"""What of a message is said to the bot: all of it in private; in a group, what names it or replies to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Message, MessageEntity
from telegram.constants import ChatType

from bot.channels.telegram.talk import Talk

GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
_COMMAND = re.compile(
    r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w{1,64}))?(?:\s+(?P<words>.*))?", re.DOTALL | re.ASCII
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says to the bot: its words, or a command and the words after it."""

    text: str
    command: str = ""


def said(message: Message, talk: Talk, is_ours: Callable[[str], bool]) -> Said | None:
    """Return what a message says to the bot, None where it speaks to others. ``is_ours``: whether a command is."""
    text = message.text or message.caption or ""
    in_group = message.chat.type in GROUPS
    if command := _COMMAND.fullmatch(text.strip()):
        return _command(command, talk, in_group=in_group, is_ours=is_ours)
    if in_group and not (_replies(message, talk) or _names(message, talk)):
        return None
    return Said(_without_name(text, talk) if in_group else text)


def _command(found: re.Match[str], talk: Talk, *, in_group: bool, is_ours: Callable[[str], bool]) -> Said | None:
    other = found["bot"] and found["bot"].lower() != talk.bot_name.lower()
    if other or (in_group and not found["bot"] and not is_ours(found["name"])):
        return None
    return Said((found["words"] or "").strip(), found["name"])


def _replies(message: Message, talk: Talk) -> bool:
    before = message.reply_to_message
    return before is not None and before.from_user is not None and before.from_user.id == talk.bot_id


def _names(message: Message, talk: Talk) -> bool:
    wanted: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    entities = message.parse_entities(wanted) if message.text else message.parse_caption_entities(wanted)
    named = f"@{talk.bot_name}".lower()
    return any(
        text.lower() == named or (entity.user is not None and entity.user.id == talk.bot_id)
        for entity, text in entities.items()
    )


def _without_name(text: str, talk: Talk) -> str:
    return re.sub(rf"@{re.escape(talk.bot_name)}\b[ ,:]*", "", text, flags=re.IGNORECASE).strip()
