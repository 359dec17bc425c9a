"""Asking for updates: stored before they are acknowledged, one who asks, and what a conflict means."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.channels.telegram import polling, sending
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.polling import Polling
from tests.telegram.telegram import TOKEN, Telegram, message


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less between two tries: no duration is tested here."""
    monkeypatch.setattr(polling, "_PAUSES", (0.05, 0.05, 0.05, 0.05, 0.05))


@contextlib.asynccontextmanager
async def asking(telegram: Telegram, inbox: Inbox) -> AsyncIterator[None]:
    """Have someone ask meanwhile."""
    client = sending.bot(TOKEN, telegram.url)
    await client.initialize()
    task = asyncio.create_task(Polling(client, inbox, lambda: None).run())
    try:
        yield
    finally:
        task.cancel()
        await client.shutdown()


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    while not await holds():
        await asyncio.sleep(0.02)


def scene(play: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(play(), 120))


async def chats(inbox: Inbox) -> list[int]:
    return sorted(await inbox.chats())


def test_what_comes_is_stored_once(telegram: Telegram, tmp_path: Path) -> None:
    inbox = Inbox(f"sqlite:///{tmp_path / 'a.sqlite'}")

    async def play() -> None:
        async with asking(telegram, inbox):
            await asyncio.to_thread(telegram.says, message(1, "a"), message(2, "b"))
            await until(lambda: has(inbox, [1, 2]))
            await asyncio.to_thread(telegram.says, message(3, "c"))
            await until(lambda: has(inbox, [1, 2, 3]))
        async with asking(telegram, inbox):  # after a death: the last batch was not acknowledged
            await asyncio.to_thread(telegram.says, message(4, "d"))
            await until(lambda: has(inbox, [1, 2, 3, 4]))
        for chat in (1, 2, 3, 4):
            waiting = await inbox.first(chat)
            assert waiting is not None
            await inbox.done(waiting.update_id)
            assert await inbox.first(chat) is None

    scene(play)
    inbox.close()


async def has(inbox: Inbox, wanted: list[int]) -> bool:
    return await chats(inbox) == wanted


def test_what_cannot_be_stored_is_not_acknowledged(telegram: Telegram, tmp_path: Path) -> None:
    class Full(Inbox):
        failures = 0

        async def store(self, updates: object) -> int:
            if Full.failures < 2:
                Full.failures += 1
                raise OSError("no space left on device")
            return await super().store(updates)  # type: ignore[arg-type]

    inbox = Full(f"sqlite:///{tmp_path / 'a.sqlite'}")

    async def play() -> None:
        async with asking(telegram, inbox):
            await asyncio.to_thread(telegram.says, message(1, "a"))
            await until(lambda: has(inbox, [1]))

    scene(play)
    assert Full.failures == 2
    inbox.close()


@pytest.mark.parametrize("kind", ["502", "cut_before", "429"])
def test_failures_are_outlived(telegram: Telegram, tmp_path: Path, kind: str) -> None:
    inbox = Inbox(f"sqlite:///{tmp_path / 'a.sqlite'}")
    telegram.fails(kind, times=2, method="getUpdates")

    async def play() -> None:
        async with asking(telegram, inbox):
            await asyncio.to_thread(telegram.says, message(1, "a"))
            await until(lambda: has(inbox, [1]))

    scene(play)
    inbox.close()


def test_a_second_one_who_asks_is_told_of_and_nothing_is_lost(
    telegram: Telegram, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = (Inbox(f"sqlite:///{tmp_path / name}.sqlite") for name in "ab")

    async def play() -> None:
        async with asking(telegram, first), asking(telegram, second):
            await until(lambda: logged(caplog, "Another program asks"))
            await asyncio.to_thread(telegram.says, message(1, "a"))
            while not {*await first.chats(), *await second.chats()}:
                await asyncio.sleep(0.02)

    scene(play)
    first.close()
    second.close()


async def logged(caplog: pytest.LogCaptureFixture, words: str) -> bool:
    return any(words in each.getMessage() for each in caplog.records if each.levelno == logging.ERROR)


def test_a_webhook_that_takes_everything_is_told_of(
    telegram: Telegram, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox(f"sqlite:///{tmp_path / 'a.sqlite'}")

    async def play() -> None:
        client = sending.bot(TOKEN, telegram.url)
        async with client:
            await client.set_webhook("http://127.0.0.1:9/ailleurs", secret_token="un-secret-de-plus")
            async with asking(telegram, inbox):
                await until(lambda: logged(caplog, "webhook drop"))
                await client.delete_webhook()
                await asyncio.to_thread(telegram.says, message(1, "a"))
                await until(lambda: has(inbox, [1]))

    scene(play)
    inbox.close()
