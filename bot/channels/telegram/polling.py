"""Asking Telegram for updates, where it cannot call: each batch is stored before the next is asked for."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.chats import KINDS
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.sending import Bot, seconds_of

logger = logging.getLogger(__name__)

WAIT = 50  # seconds Telegram keeps the question open while nothing comes
_BATCH = 100
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds, after each failure in a row
_WEBHOOK = (
    "Telegram calls a webhook, and gives nothing to those who ask: « python -m bot telegram webhook drop » removes it."
)
_ANOTHER = "Another program asks Telegram for the messages of this bot: stop it. Trying again."


class Polling:
    """The one who asks."""

    def __init__(self, client: Bot, inbox: Inbox, stored: Callable[[], None]) -> None:
        """``stored`` is called when there is something new."""
        self._bot = client
        self._inbox = inbox
        self._stored = stored

    async def run(self) -> None:
        """Ask until cancelled. What Telegram gave and was not stored, it gives again."""
        offset: int | None = None
        failures = 0
        while True:
            offset, error = await self._tried(offset)
            if error is None:
                failures = 0
                continue
            if failures in (0, len(_PAUSES)):
                logger.error("%s", _told(error))
            pause = _PAUSES[min(failures, len(_PAUSES) - 1)]
            failures += 1
            await asyncio.sleep(seconds_of(error) if isinstance(error, RetryAfter) else pause)

    async def _tried(self, offset: int | None) -> tuple[int | None, Exception | None]:
        try:
            return await self._ask(offset), None
        except (TelegramError, SQLAlchemyError, OSError) as error:
            return offset, error

    async def _ask(self, offset: int | None) -> int | None:
        updates = await self._bot.get_updates(offset=offset, limit=_BATCH, timeout=WAIT, allowed_updates=KINDS)
        if not updates:
            return offset
        if await self._inbox.store([json.loads(each.to_json()) for each in updates]):
            self._stored()
        return updates[-1].update_id + 1


def _told(error: Exception) -> str:
    """Return what the log says of a failure: neither the token nor what people wrote."""
    if isinstance(error, Conflict):
        return _WEBHOOK if "webhook" in str(error).lower() else _ANOTHER
    if isinstance(error, InvalidToken):
        return "Telegram refuses TELEGRAM_TOKEN."
    if isinstance(error, SQLAlchemyError):
        return f"The updates of Telegram cannot be kept: {getattr(error, 'orig', type(error).__name__)}"
    return f"Telegram cannot be reached: {error}"
