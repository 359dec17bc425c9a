"""One turn of a conversation, whatever the channel: user text made safe, and always a French reply."""

from __future__ import annotations

import asyncio
import logging
import re
import unicodedata
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.button import message_of
from bot.channels import sentences
from bot.channels.conversations import keep_instead
from bot.handover import conversing
from bot.privacy import PRIVACY_NOTE, personal_data
from bot.reading.contact_details import Details, masked, read
from bot.settings import MAX_LENGTH
from bot.writing.blocks import RENDERS_BLOCKS, REPLY, Choice, Message
from bot.writing.links import told
from bot.writing.reply_topics import ReplyTopic

logger = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]

_DISTRESS = re.compile(
    r"\bsuicid|\bme (?:tuer|pendre|flinguer|jeter sous|foutre en l['’]air)\b|\bmettre fin à (?:mes jours|ma vie)"
    r"|\b(?:envie|veux|voudrais|vais) (?:de |d['’])?(?:mourir|crever|en finir(?! avec))\b"
    r"|\b(?:plus|pas) (?:envie de |la force de |à )?vivre\b(?! (?:de|du|d['’]|des|avec|ici|à)\b)"
    r"|\b(?:tout le monde|les autres|ils|elles|famille|enfants|gosses)\b.{0,30}"
    r"\b(?:mieux|tranquilles?|heureux) sans moi\b"
    r"|\b(?:envie de|pr[ée]f[éèe]re(?:rais)?|voudrais|aimerais) (?:dispara[îi]tre|ne plus (?:[êe]tre l[àa]|exister))\b",
    re.IGNORECASE,
)
_THUMBS = {"👍": "pouce en haut", "👎": "pouce en bas"}
"""A thumb rates the answer before it, and the model reads words only."""
TURN_TIMEOUT = 30.0  # seconds; beyond, an action is taken to be stuck


class Replies(OutputChannel):  # type: ignore[misc]
    """Keeps the replies of a turn, each one whole: the actions send blocks, the domain's responses are text."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self.messages: list[Message] = []

    @classmethod
    def name(cls) -> str:
        """Return the name Rasa may choose a response by; none is."""
        return "blocks"

    async def send_response(self, _recipient: str, message: Mapping[str, Any]) -> None:
        """Keep a reply."""
        reply = (message.get("custom") or {}).get(REPLY)
        self.messages.append(Message.parse_obj(reply) if reply else _response(message))


def _response(message: Mapping[str, Any]) -> Message:
    buttons = message.get("buttons") or ()
    options = (Choice(title=each["title"], says=each.get("payload") or each["title"]) for each in buttons)
    return told(str(message.get("text") or ""), tuple(options))


def neutralise(text: str) -> str:
    """Return what a person typed as plain text, which Rasa can never take for a command.

    Rasa 3.6 parses commands in one place, ``RegexMessageHandler``: a text that starts with ``/`` once stripped,
    such as ``/restart`` or ``/intent{"slot": "value"}``, chooses its own intent and sets slots. So leading slashes
    go, with the white space between them. (``EXTERNAL:`` is only ever written by Rasa, never read back.)
    Control characters become spaces and lone surrogates, which no encoder accepts, disappear.
    """
    kept = (" " if unicodedata.category(char) == "Cc" else char for char in text if not "\ud800" <= char <= "\udfff")
    plain = "".join(kept).strip()
    while plain.startswith("/"):
        plain = plain.lstrip("/").strip()
    return plain


def _worded(plain: str) -> str:
    """Return ``plain``; a message of symbols only that holds a thumb becomes its words."""
    if any(char.isalnum() for char in plain):
        return plain
    return next((words for thumb, words in _THUMBS.items() if thumb in plain), plain)


async def reply(
    handler: Handler,
    text: str,
    *,
    conversation: str,
    channel: str,
    ready: bool = True,
    act: Mapping[str, Any] | None = None,
) -> list[Message]:
    """Play one turn and return the messages to show: never empty, in French even when something fails.

    ``conversation`` identifies the conversation; ``channel`` names the channel, set by code and never by the
    person writing; ``ready`` says whether a model is loaded; ``act`` is what the button that says ``text`` does, as we
    kept it: it is played as it is, and the text is not read. Nothing is raised when a turn fails: it is logged with
    the reference that the person reads, without what they wrote.
    """
    plain = _worded(neutralise(text[: MAX_LENGTH + 1]))
    if len(text) > MAX_LENGTH:
        sentence = sentences.TOO_LONG
    elif not any(char.isalnum() for char in plain):
        sentence = sentences.SYMBOLS if any(unicodedata.category(char) == "So" for char in plain) else sentences.EMPTY
    elif _DISTRESS.search(plain):
        sentence = sentences.DISTRESS
    elif not ready:
        logger.error("A message came in but no model is loaded.")
        sentence = sentences.NOT_READY
    else:
        return await _converse(handler, plain, conversation, channel, act)
    return [told(sentence)]


async def _converse(
    handler: Handler, plain: str, conversation: str, channel: str, act: Mapping[str, Any] | None
) -> list[Message]:
    """Return what the request for a person being written says to a message, or else Rasa, which reads it masked."""
    if (taken := await conversing.take(conversation, channel, plain, act)) is not None:
        if act is None:
            keep_instead(conversation, conversing.kept_of(plain))
        return taken
    details = Details() if act is not None and "question" in act else read(plain)
    shown = masked(plain, details)
    if shown != plain:
        keep_instead(conversation, shown)
    messages = await _play(handler, _said(shown, conversation, channel, act))
    messages = await conversing.after(conversation, channel, plain, details, messages)
    return _cautioned(messages, plain)


def _cautioned(messages: list[Message], plain: str) -> list[Message]:
    """Return the replies, after a word on personal data where ``plain`` holds some that nobody asked for."""
    asked = any(each.facts.topic is ReplyTopic.HANDOVER for each in messages)
    if asked or not personal_data(plain) or any(PRIVACY_NOTE in each.sentence for each in messages):
        return messages
    return [told(PRIVACY_NOTE), *messages]


def _said(plain: str, conversation: str, channel: str, act: Mapping[str, Any] | None) -> UserMessage:
    known = {RENDERS_BLOCKS: True}
    parsed = message_of(act, plain) if act else None
    return UserMessage(
        plain, Replies(), sender_id=conversation, input_channel=channel, metadata=known, parse_data=parsed
    )


async def _play(handler: Handler, message: UserMessage) -> list[Message]:
    messages: list[Message] = message.output_channel.messages
    reference = message.message_id[:8]
    excuse = ""
    try:
        await asyncio.wait_for(handler(message), TURN_TIMEOUT)
    except asyncio.TimeoutError:
        logger.error("Turn %s took more than %g s: is an action stuck?", reference, TURN_TIMEOUT)
        excuse = sentences.UNAVAILABLE
    except Exception:
        logger.exception("Turn %s failed.", reference)
        excuse = sentences.FAILED.format(reference)
    if not messages and not excuse:
        # Rasa swallows the failure of an action (it logs it just before) and then says nothing at all.
        logger.error("Turn %s got no reply: its action failed, or could not be run (see above).", reference)
        excuse = sentences.UNAVAILABLE
    if excuse:
        messages = [*messages, told(excuse)]
    return messages


def new_conversation() -> str:
    """Return a fresh conversation identifier that no one can guess (32 hexadecimal digits)."""
    return uuid.uuid4().hex
