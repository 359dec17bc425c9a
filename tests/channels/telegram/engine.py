"""Rasa in this process, with its real model, actions and trackers: a handler for turns, and a person on Telegram."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Sequence
from typing import Any

from telegram import Update

from bot.channels.conversations import Conversations
from bot.channels.telegram.outgoing import Key, Outgoing, Text
from bot.channels.telegram.talk import Talk
from bot.channels.telegram.updates import handle
from bot.channels.turn import Handler
from bot.rendering.renderer import Renderer

BOT_ID, BOT_NAME = 7000000001, "BemoBot"
PERSON = {"id": 42, "is_bot": False, "first_name": "Camille"}
SECRET = "123456789:test"


def rasa_handler(conversations: Conversations) -> Handler:
    """Return what plays turns with the trained model, as the server does."""
    from rasa.core.agent import Agent  # noqa: PLC0415 — a second
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    from bot.local_actions import LocalActions  # noqa: PLC0415
    from bot.tracker_store import ConversationTrackers  # noqa: PLC0415
    from bot.training import MODEL  # noqa: PLC0415

    configure_structlog(logging.WARNING)
    trackers = ConversationTrackers(None, kept=conversations)
    agent = Agent.load(str(MODEL), tracker_store=trackers, action_endpoint=LocalActions())
    handler: Handler = agent.handle_message
    return handler


class Person:
    """Somebody who writes to the bot, in a private chat or a group: each update is a real one, of the next number."""

    def __init__(
        self,
        handler: Handler,
        conversations: Conversations,
        *,
        chat: int = 42,
        kind: str = "private",
        renderer: Renderer | None = None,
    ) -> None:
        """Write in ``chat``; ``renderer`` makes pictures and files."""
        self.talk = Talk(
            handler, lambda: True, conversations, BOT_ID, BOT_NAME, SECRET, renderer if renderer else Renderer()
        )
        self.chat = {"id": chat, "type": kind, "first_name": "Camille"}
        self.numbers = itertools.count(1)
        self.messages = itertools.count(100)
        self.keys: tuple[Key, ...] = ()

    @property
    def sender(self) -> str:
        """The name of the conversation."""
        return self.talk.sender(int(str(self.chat["id"])))

    def message(self, text: str | None = None, **fields: Any) -> dict[str, Any]:
        """Return a message as Telegram writes it."""
        said = {} if text is None else {"text": text}
        commands = [{"type": "bot_command", "offset": 0, "length": len((text or "").split(" ")[0])}]
        entities = {"entities": commands} if (text or "").startswith("/") else {}
        usual = {"message_id": next(self.messages), "date": 1764200000, "chat": self.chat, "from": PERSON}
        return {**usual, **said, **entities, **fields}

    async def send(self, kind: str = "message", **fields: Any) -> list[Outgoing]:
        """Send an update, and return what answers it."""
        return await self.replay({"update_id": next(self.numbers), kind: fields})

    async def replay(self, update: dict[str, Any]) -> list[Outgoing]:
        """Have an update answered, one already answered included."""
        read = Update.de_json(update, None)
        assert read is not None
        found = [outgoing async for outgoing in handle(read, self.talk)]
        if keys := keys_of(found):
            self.keys = keys
        return found

    async def says(self, text: str, **fields: Any) -> list[Outgoing]:
        """Write a message."""
        return await self.send(**self.message(text, **fields))

    async def presses(self, title: str, message: int = 500) -> list[Outgoing]:
        """Press the first button of the last answers whose title holds ``title``."""
        found = [key for key in self.keys if title.casefold() in key.title.casefold()]
        assert found, f"no button {title} among {[key.title for key in self.keys]}"
        return await self.press(found[0].data, message)

    async def press(self, data: str, message: int = 500) -> list[Outgoing]:
        """Press a button by what it carries."""
        shown = {"message_id": message, "date": 1764200000, "chat": self.chat}
        query = {"id": "q1", "from": PERSON, "chat_instance": "c", "data": data, "message": shown}
        return await self.send("callback_query", **query)


def keys_of(found: Sequence[Outgoing]) -> tuple[Key, ...]:
    """Return the buttons of what is sent."""
    return tuple(key for each in found if isinstance(each, Text) for row in each.keys for key in row)
