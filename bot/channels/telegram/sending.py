"""Sending to Telegram: at the pace it allows, again where it failed, plainly where it refuses.

Telegram has no way to say "this one again": a message that it took, whose acknowledgement was lost on the way, is sent
again. Nothing is lost, and that one may come twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import io
import logging
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import stamina
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultsButton,
    InputFile,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.channels.telegram.outgoing import (
    MAX_TEXT,
    File,
    Key,
    NoResult,
    Outgoing,
    Photo,
    Pressed,
    Share,
    Text,
    WithoutKeys,
)
from bot.settings import set_default

logger = logging.getLogger(__name__)

PRIVATE_PACE = 1.0
"""Seconds between two messages of one private chat. Groups have 20 a minute, all chats together 30 a second."""
TRIES = 6
LONGEST_PAUSE = 30.0  # seconds between two tries; what Telegram asks for is waited for whole
_MAX_CHATS = 5000  # whose pace is remembered
_TAG = re.compile(r"<[^<>]*>")
_GONE = ("chat not found", "user is deactivated", "bot was kicked", "have no rights to send", "not enough rights")

Bot = ExtBot[int]


class BlockedError(Exception):
    """The person stopped the bot, or the chat is no more: nothing can be sent there."""


class UndeliveredError(Exception):
    """Telegram could not be reached after all tries; what was to be sent still is."""


def bot(token: str, api_url: str) -> Bot:
    """Return the client of the Bot API, not connected yet."""
    # The addresses it calls hold the token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    set_default("PTB_TIMEDELTA", "true")  # how it gives durations, from its next version on
    # It logs each 429 with a trace; we obey them.
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)
    return ExtBot(
        token,
        base_url=f"{api_url.rstrip('/')}/bot",
        base_file_url=f"{api_url.rstrip('/')}/file/bot",
        request=HTTPXRequest(connection_pool_size=32, read_timeout=20, pool_timeout=30),
        get_updates_request=HTTPXRequest(connection_pool_size=1),
        rate_limiter=AIORateLimiter(),
    )


class Sender:
    """Sends what answers an update."""

    def __init__(
        self,
        client: Bot,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Send through ``client``."""
        self._bot = client
        self._clock = clock
        self._sleep = sleep
        self._last: dict[int, float] = {}

    async def send(self, chat: int, outgoing: Outgoing) -> None:
        """Send; what Telegram refuses is sent again as plain text, or left out with a line in the log.

        Raises BlockedError, UndeliveredError.
        """
        if isinstance(outgoing, Pressed | WithoutKeys | NoResult):
            await self._acknowledge(chat, outgoing)
            return
        try:
            await self._deliver(chat, self._call(chat, outgoing))
        except ChatMigrated as moved:  # a group that became a larger one
            await self.send(moved.new_chat_id, outgoing)
        except BadRequest as refusal:
            logger.error("Telegram refused a %s (%s): it is sent plainly.", type(outgoing).__name__, refusal)
            for text in _pieces(_plain(outgoing)):
                await self._send_plainly(chat, text)

    async def typing(self, chat: int) -> None:
        """Have the chat show that an answer is being written; nothing is said where that fails."""
        with contextlib.suppress(TelegramError):
            await self._bot.send_chat_action(chat, ChatAction.TYPING)

    async def _acknowledge(self, chat: int, outgoing: Pressed | WithoutKeys | NoResult) -> None:
        call: Callable[[], Awaitable[Any]]
        if isinstance(outgoing, Pressed):
            call = partial(self._bot.answer_callback_query, outgoing.query, outgoing.sentence or None)
        elif isinstance(outgoing, NoResult):
            talk = InlineQueryResultsButton(outgoing.title, start_parameter="ici")
            call = partial(self._bot.answer_inline_query, outgoing.query, [], button=talk)
        else:
            keys = _inline(outgoing.keys) if outgoing.keys else None
            call = partial(self._bot.edit_message_reply_markup, chat, outgoing.message, reply_markup=keys)
        try:
            await self._deliver(chat, call, paced=False)
        except BadRequest as refusal:  # pressed too long ago, or the buttons are gone already
            logger.info("Telegram refused a %s (%s).", type(outgoing).__name__, refusal)

    async def _send_plainly(self, chat: int, text: str) -> None:
        try:
            await self._deliver(chat, partial(self._bot.send_message, chat, text))
        except BadRequest as refusal:
            logger.error("Telegram refused plain text too (%s): it is left out.", refusal)

    def _call(self, chat: int, outgoing: Text | Photo | File) -> Callable[[], Awaitable[Any]]:
        if isinstance(outgoing, Text):
            reply = ReplyParameters(outgoing.reply_to, allow_sending_without_reply=True) if outgoing.reply_to else None
            return partial(
                self._bot.send_message,
                chat,
                outgoing.html,
                parse_mode=ParseMode.HTML,
                reply_markup=_keyboard(outgoing),
                reply_parameters=reply,
            )
        caption = outgoing.caption_html or None
        if isinstance(outgoing, Photo):
            photo = InputFile(io.BytesIO(outgoing.content), "image.png")
            return partial(self._bot.send_photo, chat, photo, caption=caption, parse_mode=ParseMode.HTML)
        document = InputFile(io.BytesIO(outgoing.content), outgoing.name)
        return partial(self._bot.send_document, chat, document, caption=caption, parse_mode=ParseMode.HTML)

    async def _deliver(self, chat: int, call: Callable[[], Awaitable[Any]], *, paced: bool = True) -> None:
        """Call until Telegram answers. Raises BadRequest, ChatMigrated, BlockedError, UndeliveredError."""
        try:
            async for attempt in stamina.retry_context(
                on=_pause, attempts=TRIES, timeout=None, wait_initial=0.5, wait_max=LONGEST_PAUSE
            ):
                with attempt:
                    if paced:
                        await self._wait_for_turn(chat)
                    await call()
        except Forbidden as error:
            raise BlockedError(str(error)) from error
        except BadRequest as error:
            if any(each in str(error).lower() for each in _GONE):
                raise BlockedError(str(error)) from error
            raise
        except InvalidToken as error:  # whose text holds the token
            raise UndeliveredError("Telegram refuses the token") from error
        except ChatMigrated:
            raise
        except TelegramError as error:
            raise UndeliveredError(str(error)) from error

    async def _wait_for_turn(self, chat: int) -> None:
        if chat < 0:  # a group: the client's limiter sees to it
            return
        wait = self._last.get(chat, float("-inf")) + PRIVATE_PACE - self._clock()
        if wait > 0:
            await self._sleep(wait)
        if len(self._last) >= _MAX_CHATS:
            now = self._clock()
            self._last = {each: at for each, at in self._last.items() if now - at < PRIVATE_PACE}
        self._last[chat] = self._clock()


def seconds_of(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _pause(error: Exception) -> bool | timedelta:
    """Say whether to try again, and after how long where Telegram says so."""
    if isinstance(error, RetryAfter):
        return timedelta(seconds=seconds_of(error))
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


def _keyboard(text: Text) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    if text.keys:
        return _inline(text.keys)
    if text.share:
        rows = [
            [
                KeyboardButton(
                    each.title, request_contact=each.what == "contact", request_location=each.what != "contact"
                )
            ]
            for each in text.share
        ]
        return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)
    return None


def _inline(rows: Sequence[Sequence[Key]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(key.title, callback_data=key.data) for key in row] for row in rows]
    )


def _sharing(share: Share) -> KeyboardButton:
    of_contact = share.what == "contact"
    return KeyboardButton(share.title, request_contact=of_contact, request_location=not of_contact)


def _plain(outgoing: Text | Photo | File) -> str:
    if isinstance(outgoing, Text):
        return _unmarked(outgoing.html)
    if isinstance(outgoing, Photo):
        return f"{_unmarked(outgoing.caption_html)}\n{outgoing.alt}".strip()
    return f"{_unmarked(outgoing.caption_html)}\nLe fichier « {outgoing.name} » n’a pas pu être envoyé.".strip()


def _unmarked(marked: str) -> str:
    return html.unescape(_TAG.sub("", marked))


def _pieces(text: str) -> list[str]:
    return [text[start : start + MAX_TEXT] for start in range(0, len(text), MAX_TEXT)]
