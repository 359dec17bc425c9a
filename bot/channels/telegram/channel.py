"""The input channel of the server: takes what Telegram calls it with, or asks for it, and has it played."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
from typing import Any, Literal

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError

from bot.channels.conversations import conversations
from bot.channels.telegram import sending
from bot.channels.telegram.commands import MENU
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.lead import Lead
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.talk import Talk
from bot.channels.telegram.updates import handle
from bot.channels.telegram.worker import Worker
from bot.channels.turn import Handler
from bot.rendering.renderer import Renderer
from bot.settings import Settings, settings

logger = logging.getLogger(__name__)

Mode = Literal["polling", "webhook"]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 — its name
MAX_BODY = 256 * 1024  # bytes of an update; Telegram's own are some kilobytes
_LOOK_EVERY = 2.0  # seconds: whether the lock can be taken, or is still held
_STOPPING = 2.0  # seconds left to what is being sent


class TelegramChannel(InputChannel):  # type: ignore[misc]
    """Input channel under ``/webhooks/telegram/``, put there by ``bot.serve`` where a token is set."""

    def __init__(self, mode: Mode, known: Settings | None = None) -> None:
        """Take the settings in force unless others are given."""
        found = known or settings()
        self._polls = mode == "polling"
        self._token = found.telegram_token.get_secret_value()
        self._secret = found.telegram_secret.get_secret_value()
        url = found.telegram_url.get_secret_value()
        self._inbox = Inbox(url)
        self._lead = Lead(url)
        self._bot = sending.bot(self._token, found.telegram_api_url)
        self._renderer = Renderer()
        self._worker: Worker | None = None
        self._life: asyncio.Task[None] | None = None

    @classmethod
    def name(cls) -> str:
        """Return ``telegram``: the folder of the address, and the input channel written on each message."""
        return "telegram"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Return the route that Telegram calls, where there is a secret to know it by, and what goes on by itself."""

        async def start(app: Sanic, _loop: Any) -> None:
            self._life = asyncio.create_task(self._live(app, on_new_message))
            self._life.add_done_callback(_ended)

        async def receive(request: Request) -> HTTPResponse:  # Sanic writes on it, as it cannot on a method
            return await self.receive(request)

        routes = Blueprint("bemo_telegram")
        if self._secret and not self._polls:
            routes.add_route(receive, "/webhook", methods=["POST"])
        routes.listener("after_server_start")(start)
        routes.listener("before_server_stop")(self._stop)
        return routes

    async def receive(self, request: Request) -> HTTPResponse:
        """Store an update, then acknowledge it. What is not acknowledged, Telegram sends again."""
        given = request.headers.getall(SECRET_HEADER, [])
        if len(given) != 1 or not hmac.compare_digest(given[0].encode(errors="surrogateescape"), self._secret.encode()):
            return response.empty(403)
        if len(request.body) > MAX_BODY:
            return response.empty(413)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return response.empty(415)
        update = _update(request)
        if update is None:
            return response.empty(400)
        try:
            new = await self._inbox.store([update])
        except (SQLAlchemyError, OSError) as error:
            logger.error("An update cannot be kept: %s", getattr(error, "orig", error))
            return response.empty(503)
        if new and self._worker:
            self._worker.wake()
        return response.empty(200)

    async def _live(self, app: Sanic, handler: Handler) -> None:
        """Play, and ask where Telegram does not call, whenever no other process does."""
        await self._connect()
        me = self._bot.bot
        talk = Talk(
            handler, lambda: _ready(app), conversations(), me.id, me.username or "", self._token, self._renderer
        )
        while True:
            await self._until_lead()
            self._worker = worker = Worker(self._inbox, sending.Sender(self._bot), handle, talk)
            asking = [Polling(self._bot, self._inbox, worker.wake).run()] if self._polls else []
            tasks = [asyncio.create_task(each) for each in (worker.run(), *asking)]
            try:
                await self._while_lead(tasks)
            finally:
                for task in tasks:
                    task.cancel()
                await worker.stop(_STOPPING)

    async def _connect(self) -> None:
        """Make the bot known to us and its menu to people. Without Telegram, wait for it."""
        pause = 1.0
        while True:
            try:
                await self._bot.initialize()
                await self._bot.set_my_commands(MENU)
                logger.info("Telegram: @%s answers.", self._bot.username)
                return
            except InvalidToken:  # whose text holds the token
                logger.error("Telegram refuses TELEGRAM_TOKEN.")
            except TelegramError as error:
                logger.error("Telegram cannot be reached (%s).", error)
            pause = min(60.0, 2 * pause)
            await asyncio.sleep(pause)

    async def _until_lead(self) -> None:
        told = False
        while True:
            try:
                if await asyncio.to_thread(self._lead.take):
                    return
            except (SQLAlchemyError, OSError) as error:
                logger.error("The lock of Telegram's updates cannot be taken: %s", getattr(error, "orig", error))
            if not told:
                logger.warning("Another process plays the updates of Telegram: this one waits for its end.")
                told = True
            await asyncio.sleep(_LOOK_EVERY)

    async def _while_lead(self, tasks: list[asyncio.Task[None]]) -> None:
        while await asyncio.to_thread(self._lead.is_held):
            ended, _ = await asyncio.wait(tasks, timeout=_LOOK_EVERY, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                if error := task.exception():
                    logger.error("What answers on Telegram ended, and starts again.", exc_info=error)
                return

    async def _stop(self, _app: Sanic, _loop: Any) -> None:
        if self._life:
            self._life.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._life
        with contextlib.suppress(TelegramError):
            await self._bot.shutdown()
        self._renderer.close()
        self._inbox.close()
        self._lead.let_go()


def _ended(life: asyncio.Task[None]) -> None:
    if not life.cancelled() and (error := life.exception()):
        logger.critical("Nothing answers on Telegram any more, until the next start.", exc_info=error)


def _update(request: Request) -> dict[str, Any] | None:
    """Return the update of a request, None when it holds none."""
    try:
        found = request.json
    except Exception:  # what Sanic makes of a body that is no JSON, or of one too deep
        return None
    number = found.get("update_id") if isinstance(found, dict) else None
    return found if type(number) is int and 0 < number < 2**53 else None


def _ready(app: Sanic) -> bool:
    agent = getattr(app.ctx, "agent", None)
    return agent is not None and bool(agent.is_ready())
