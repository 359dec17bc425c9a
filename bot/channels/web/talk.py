"""Playing the turns of the page's conversations: each message once, one at a time in a conversation."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping
from typing import Any

from bot.channels import turn
from bot.channels.conversations import Choice, Conversation, Conversations, new_id, playing
from bot.channels.web.limits import Limiter
from bot.channels.web.messages import exchange_of
from bot.channels.web.problems import NO_CONVERSATION, Problem, too_many
from bot.handover import conversing

FORM_FILLED = "J'ai rempli le formulaire."
"""What is shown of a message that is a form."""
MAX_PENDING = 3  # messages of one conversation waiting for their reply


class Talk:
    """Plays the turns."""

    def __init__(self, handler: turn.Handler, conversations: Conversations, limit: Limiter) -> None:
        self._handler = handler
        self._conversations = conversations
        self._limit = limit

    async def say(self, conversation: Conversation, message_id: str, said: Choice, *, ready: bool) -> bytes:
        """Return what the message brings, as a JSON array. Raises Problem when there are too many.

        ``said``: what was chosen, or written. A message sent again while its reply is awaited waits for the same reply.
        The turn goes on when the caller hangs up: the reply is there when the message comes again.
        """
        task = conversation.pending.get(message_id)
        if task is None:
            if len(conversation.pending) >= MAX_PENDING:
                raise too_many(1)
            if seconds := self._limit.wait(conversation.key):
                raise too_many(seconds)
            task = asyncio.create_task(self._play(conversation, message_id, said, ready))
            conversation.pending[message_id] = task
            task.add_done_callback(lambda done: _ended(conversation, message_id, done))
        return await asyncio.shield(task)

    async def fill(self, conversation: Conversation, values: Mapping[str, Any]) -> bytes | dict[str, str]:
        """Submit a request for a person filled in the form, and return what it brings, as a JSON array.

        Where something is wrong with it, returns what, by field. Raises Problem when there are too many.
        """
        if seconds := self._limit.wait(conversation.key):
            raise too_many(seconds)
        async with conversation.lock:
            if conversation.forgotten:
                raise Problem(401, NO_CONVERSATION)
            brought = await conversing.fill(conversation.sender, "web", values)
            if isinstance(brought, dict):
                return brought
            name = str(uuid.uuid4())
            exchange = exchange_of(name, FORM_FILLED, brought, lambda: new_id(conversation))
            return await self._conversations.keep(conversation, name, exchange, None)

    async def _play(self, conversation: Conversation, message_id: str, said: Choice, ready: bool) -> bytes:
        async with conversation.lock:
            if conversation.forgotten:
                raise Problem(401, NO_CONVERSATION)
            with playing(conversation.sender) as played:
                replies = await turn.reply(
                    self._handler,
                    said.sentence,
                    conversation=conversation.sender,
                    channel="web",
                    ready=ready,
                    act=said.act,
                )
            exchange = exchange_of(message_id, said.title, replies, lambda: new_id(conversation), played.said)
            return await self._conversations.keep(conversation, message_id, exchange, played.dialogue)


def _ended(conversation: Conversation, message_id: str, done: asyncio.Task[bytes]) -> None:
    conversation.pending.pop(message_id, None)
    if not done.cancelled():
        done.exception()  # raised to whoever waits; seen here if no one does
