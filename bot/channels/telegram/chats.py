"""Of which chat an update is, read from its JSON as it came: what is stored before it is understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
)
"""The updates that Telegram is asked for."""
NO_CHAT = 0


def chat_of(update: Mapping[str, Any]) -> int:
    """Return the chat whose order an update keeps: its own, else the person's; 0 where it has neither."""
    for kind, content in update.items():
        if kind == "update_id" or not isinstance(content, Mapping):
            continue
        message = content.get("message") if kind == "callback_query" else content
        for holder, name in ((message, "chat"), (content, "from")):
            found = holder.get(name) if isinstance(holder, Mapping) else None
            number = found.get("id") if isinstance(found, Mapping) else None
            if isinstance(number, int) and abs(number) < 2**53:
                return number
    return NO_CHAT
