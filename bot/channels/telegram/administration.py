"""``python -m bot telegram webhook set|show|drop``: what Telegram calls is only ever changed from the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from telegram import WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram import sending
from bot.channels.telegram.chats import KINDS
from bot.servers import StartError
from bot.settings import settings

PATH = "/webhooks/telegram/webhook"
_NO_TOKEN = "set TELEGRAM_TOKEN to what @BotFather gave: see « Telegram » in README.md"  # noqa: S105 — a sentence
_NO_KEY = (
    "set TELEGRAM_SECRET, in the environment of the server too, to something like\n"
    "  python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
)
_NO_ADDRESS = "give the public address of the server, or set BEMO_PUBLIC_URL: … webhook set https://bemo.exemple.fr"
_NO_TLS = "Telegram only calls https addresses"
_CALLED = "Telegram calls {}: it gives nothing to those who ask.\n  python -m bot telegram webhook drop"


def webhook(what: str, url: str = "") -> str:
    """Change or look at what Telegram calls (``what``: set, show, drop); return what to say. Raises StartError."""
    if what == "set":
        address = _address(url)
        return _asked(lambda bot: _set(bot, address))
    return _asked(_drop if what == "drop" else _show)


def check_polling() -> str:
    """Return what to say before Telegram is asked for messages. Raises StartError where it would give none."""
    return _asked(_may_poll)


def _asked(work: Callable[[sending.Bot], Awaitable[str]]) -> str:
    known = settings()
    token = known.telegram_token.get_secret_value()
    if not token:
        raise StartError(_NO_TOKEN)

    async def asked() -> str:
        async with sending.bot(token, known.telegram_api_url) as bot:
            return await work(bot)

    try:
        return asyncio.run(asked())
    except InvalidToken:  # whose text holds the token
        raise StartError("Telegram refuses TELEGRAM_TOKEN") from None
    except TelegramError as error:
        raise StartError(f"Telegram cannot be reached, or refuses: {error}") from None


def _address(url: str) -> str:
    if not settings().telegram_secret.get_secret_value():
        raise StartError(_NO_KEY)
    if not url:
        raise StartError(_NO_ADDRESS)
    if not url.startswith("https://") and settings().telegram_api_url.startswith("https://"):
        raise StartError(_NO_TLS)
    return url.rstrip("/") + PATH


async def _set(bot: sending.Bot, address: str) -> str:
    secret = settings().telegram_secret.get_secret_value()
    await bot.set_webhook(address, secret_token=secret, allowed_updates=KINDS)
    return _told(await bot.get_webhook_info())


async def _drop(bot: sending.Bot) -> str:
    await bot.delete_webhook()
    return "Telegram calls nothing any more. What waits there is kept for whoever asks."


async def _show(bot: sending.Bot) -> str:
    return _told(await bot.get_webhook_info())


async def _may_poll(bot: sending.Bot) -> str:
    if address := (await bot.get_webhook_info()).url:
        raise StartError(_CALLED.format(address))
    return f"Telegram: @{bot.username} is asked for its messages."


def _told(info: WebhookInfo) -> str:
    if not info.url:
        return "Telegram calls nothing."
    lines = [f"Telegram calls {info.url}", f"{info.pending_update_count} updates wait there."]
    if info.last_error_message:
        when = info.last_error_date or datetime.now()
        lines.append(f"Its last failure, on {when:%Y-%m-%d at %H:%M}: {info.last_error_message}")
    return "\n".join(lines)
