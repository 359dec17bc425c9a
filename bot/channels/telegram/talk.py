"""What answering an update is given, and the contract of whoever answers it (``updates.handle``)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from telegram import Update

from bot.channels.conversations import Conversations
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.turn import Handler
from bot.rendering.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Talk:
    """The server, as whoever answers an update sees it.

    ``handler`` plays a turn in Rasa, ``ready`` says whether a model is loaded, ``conversations`` keeps them; ``bot_id``
    and ``bot_name`` (without « @ ») tell when the bot is named or replied to in a group. ``secret``, the bot's token,
    hides which chat a conversation is of. ``renderer`` makes pictures and files.
    """

    handler: Handler
    ready: Callable[[], bool]
    conversations: Conversations
    bot_id: int
    bot_name: str
    secret: str
    renderer: Renderer = field(default_factory=Renderer)

    def sender(self, chat: int) -> str:
        """Return the name of the conversation of a chat: always the same, and it does not tell the chat."""
        hidden = hmac.new(self.secret.encode(), f"chat {chat}".encode(), hashlib.sha256)
        return f"telegram-{hidden.hexdigest()[:32]}"


Handle = Callable[[Update, Talk], AsyncIterator[Outgoing]]
"""Answers one update: an async generator that yields what is to be sent, in order, each as soon as it is made.

Called again for the same update when the process died before its end: what was sent already is counted and left out,
so the same update has to bring the same outgoings. A turn is therefore played under the name of its update
(``message_id_of``), and taken from ``Conversations.played`` when it was played before. Raising says one excuse to the
person, and the update is done.
"""


def message_id_of(update_id: int) -> str:
    """Return the name under which the turn of an update is kept, the same each time it is played."""
    return f"tg-{update_id}"
