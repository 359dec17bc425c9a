"""What a request for a person changes in a chat: nothing personal is asked for in a group, nor kept as it was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.handover import conversing
from bot.writing.blocks import Message
from bot.writing.reply_topics import ReplyTopic

CHANNEL = "telegram"
_NUMBER = ("téléphone", "numéro")


def is_of_a_request(replies: Sequence[Message]) -> bool:
    """Return whether one of the replies is of a request for a person."""
    return any(reply.facts.topic is ReplyTopic.HANDOVER for reply in replies)


async def wants_number(sender: str, replies: Sequence[Message]) -> Literal["", "contact"]:
    """Return whether a request waits for a phone number or an e-mail, which sharing one's contact gives."""
    asked = replies[-1] if replies and is_of_a_request(replies[-1:]) else None
    if asked is None or not any(word in asked.sentence for word in _NUMBER):
        return ""
    known = await conversing.known(sender)
    return "contact" if known is not None and not (known.get("phone") or known.get("email")) else ""


async def told_again(sender: str, reply: Message) -> Message:
    """Return what is said of a reply that was kept without what was personal: what the request waits for, as it is."""
    awaited = await conversing.pending(sender, CHANNEL)
    return reply if awaited is None else reply.but(blocks=awaited.blocks)
