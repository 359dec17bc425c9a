"""Plays the updates that wait: those of a chat one after the other, the chats side by side."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
import uuid
from collections.abc import AsyncGenerator, AsyncIterator

from sqlalchemy.exc import SQLAlchemyError
from telegram import ChatMember, Update

from bot.channels import sentences
from bot.channels.telegram.inbox import Inbox, Waiting
from bot.channels.telegram.outgoing import Outgoing, Text
from bot.channels.telegram.sending import BlockedError, Sender, UndeliveredError
from bot.channels.telegram.talk import Handle, Talk

logger = logging.getLogger(__name__)

MAX_CHATS = 32
"""Chats that are answered at once."""
SUSPECT = 2
"""Times an update was begun, and the process died, after which it is begun with no other suspect beside it."""
MAX_TRIES = 5
"""Times an update is begun; one that killed the process each time is given up, with an excuse."""
TYPING_AFTER = 1.0  # seconds of work after which the chat shows that an answer is being written
TYPING_AGAIN = 4.5  # seconds; Telegram shows it for five
REST = 20.0  # seconds before a chat is tried again, when Telegram could not be reached
_LOOK_EVERY = 1.0  # seconds: another process may have stored updates
_PURGE_EVERY = 600.0
_TOO_MANY = "Vos messages arrivent plus vite que je ne peux y répondre : les derniers n’ont pas été lus."


class Worker:
    """Plays the updates of an inbox, as the only one to do so."""

    def __init__(self, inbox: Inbox, sender: Sender, handle: Handle, talk: Talk) -> None:
        """Nothing is played before ``run``."""
        self._inbox = inbox
        self._sender = sender
        self._handle = handle
        self._talk = talk
        self._news = asyncio.Event()
        self._playing: dict[int, asyncio.Task[None]] = {}
        self._resting: dict[int, float] = {}
        self._suspects = asyncio.Lock()
        self._sent: dict[int, int] = {}  # what was sent of an update, where the base could not be told
        self._purged = float("-inf")

    def wake(self) -> None:
        """Say that an update was stored."""
        self._news.set()

    async def run(self) -> None:
        """Play until cancelled."""
        while True:
            self._news.clear()
            try:
                await self._look()
            except (SQLAlchemyError, OSError) as error:
                logger.error("The updates of Telegram cannot be read: %s", getattr(error, "orig", error))
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._news.wait(), _LOOK_EVERY)

    async def stop(self, seconds: float) -> None:
        """Leave some time to what is being sent, then stop: the rest is played at the next start."""
        tasks = list(self._playing.values())
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _look(self) -> None:
        now = time.monotonic()
        if now - self._purged >= _PURGE_EVERY:
            self._purged = now
            await self._inbox.purge()
        for chat in await self._inbox.chats():
            if len(self._playing) >= MAX_CHATS:
                return
            if chat not in self._playing and self._resting.get(chat, now) <= now:
                self._resting.pop(chat, None)
                self._playing[chat] = asyncio.create_task(self._play_chat(chat))

    async def _play_chat(self, chat: int) -> None:
        try:
            while waiting := await self._inbox.first(chat):
                if not await self._play(waiting):
                    self._resting[chat] = time.monotonic() + REST
                    return
        except (SQLAlchemyError, OSError) as error:
            logger.error("The updates of a chat cannot be read: %s", getattr(error, "orig", error))
            self._resting[chat] = time.monotonic() + REST
        finally:
            del self._playing[chat]
            self._news.set()

    async def _play(self, waiting: Waiting) -> bool:
        """Answer an update; say whether it is done."""
        began = time.time()
        try:
            update = _read(waiting)
            if update is not None and _is_gone(update):
                await self._inbox.block(waiting.chat, waiting.at)
            else:
                await self._inbox.unblock(waiting.chat)
                await self._answer(waiting, update)
        except BlockedError as error:
            logger.info("A chat is closed to the bot: %s", error)
            await self._inbox.block(waiting.chat, began)
        except UndeliveredError as error:
            logger.error("Telegram cannot be reached (%s): the answer waits.", error)
            await self._inbox.put_back(waiting.update_id)
            return False
        await self._inbox.done(waiting.update_id)
        self._sent.pop(waiting.update_id, None)
        return True

    async def _answer(self, waiting: Waiting, update: Update | None) -> None:
        """Send what an update brings, less what was sent before the process died."""
        number = 0
        async with (
            contextlib.aclosing(self._outgoings(waiting, update)) as outgoings,
            contextlib.AsyncExitStack() as alone,
        ):
            if waiting.tries >= SUSPECT:
                await alone.enter_async_context(self._suspects)
            await self._inbox.begin(waiting.update_id)
            while outgoing := await self._next(outgoings, waiting.chat):
                number += 1
                if number > max(waiting.sent, self._sent.get(waiting.update_id, 0)):
                    await alone.aclose()
                    await self._sender.send(waiting.chat, outgoing)
                    self._sent[waiting.update_id] = number
                    await self._inbox.sent(waiting.update_id, number)

    async def _outgoings(self, waiting: Waiting, update: Update | None) -> AsyncGenerator[Outgoing, None]:
        if waiting.body is None:
            yield Text(_TOO_MANY)
            return
        reference = uuid.uuid4().hex[:8]
        if waiting.tries >= MAX_TRIES:
            logger.error("Update %s was begun %d times and never ended.", reference, MAX_TRIES)
            yield Text(sentences.FAILED.format(reference))
            return
        if update is None:
            return
        try:
            async for outgoing in self._handle(update, self._talk):
                yield outgoing
        except Exception:
            logger.exception("Update %s failed.", reference)
            yield Text(sentences.FAILED.format(reference))

    async def _next(self, outgoings: AsyncIterator[Outgoing], chat: int) -> Outgoing | None:
        """Return what comes next, None at the end; the chat shows that it is being written while it takes long."""
        coming = asyncio.ensure_future(_following(outgoings))
        wait = TYPING_AFTER
        try:
            while not (await asyncio.wait({coming}, timeout=wait))[0]:
                await self._sender.typing(chat)
                wait = TYPING_AGAIN
            return await coming
        finally:
            if coming.cancel():  # this task is: nothing closes a generator that runs
                await asyncio.wait({coming})


async def _following(outgoings: AsyncIterator[Outgoing]) -> Outgoing | None:
    return await anext(outgoings, None)


def _read(waiting: Waiting) -> Update | None:
    try:
        return Update.de_json(waiting.body, None) if waiting.body else None
    except Exception as error:
        logger.error("An update is not as Telegram describes them (%s): it is left out.", type(error).__name__)
        return None


def _is_gone(update: Update) -> bool:
    """Say whether the person stopped the bot, or a group put it out."""
    changed = update.my_chat_member
    return changed is not None and changed.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
