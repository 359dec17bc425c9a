"""How updates are played: in order in a chat, chats side by side; after a death, only the rest."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram import sending, worker
from bot.channels.telegram.inbox import MAX_WAITING, Inbox
from bot.channels.telegram.outgoing import Outgoing, Text
from bot.channels.telegram.talk import Handle, Talk
from bot.channels.telegram.worker import MAX_TRIES, SUSPECT, Worker
from tests.telegram.telegram import TOKEN, Telegram, membership, message

TALK: Any = None
"""What the answers of these tests do not need."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less: no duration is tested here."""
    monkeypatch.setattr(sending, "PRIVATE_PACE", 0.0)
    monkeypatch.setattr(sending, "LONGEST_PAUSE", 0.01)
    monkeypatch.setattr(worker, "REST", 0.2)
    monkeypatch.setattr(worker, "_LOOK_EVERY", 0.05)


class Played:
    """A worker over an inbox, with the Bot API of the test."""

    def __init__(self, telegram: Telegram, folder: Path, handle: Handle) -> None:
        self.telegram = telegram
        self.inbox = Inbox(f"sqlite:///{folder / 'inbox.sqlite'}")
        self._handle = handle

    async def comes(self, *updates: dict[str, Any]) -> list[int]:
        """Have these updates stored."""
        numbers = await asyncio.to_thread(self.telegram.says, *updates)
        await self.inbox.store(updates_of(numbers, updates))
        return numbers

    async def rests(self) -> None:
        """Wait until nothing waits."""
        while await self.inbox.chats():
            await asyncio.sleep(0.02)

    @contextlib.asynccontextmanager
    async def works(self) -> AsyncIterator[None]:
        """Have a worker play meanwhile."""
        client = sending.bot(TOKEN, self.telegram.url)
        await client.request.initialize()
        played = Worker(self.inbox, sending.Sender(client), self._handle, TALK)
        task = asyncio.create_task(played.run())
        try:
            yield
        finally:
            task.cancel()
            await played.stop(0)
            await client.request.shutdown()


def updates_of(numbers: list[int], updates: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    return [{**update, "update_id": number} for number, update in zip(numbers, updates, strict=True)]


def play(telegram: Telegram, folder: Path, handle: Handle, scene: Callable[[Played], Awaitable[None]]) -> None:
    played = Played(telegram, folder, handle)
    try:
        asyncio.run(asyncio.wait_for(scene(played), 120))
    finally:
        played.inbox.close()


async def echo(update: Update, _talk: Talk) -> AsyncIterator[Outgoing]:
    """Answer with two messages."""
    assert update.message is not None
    yield Text(f"{update.message.text} 1")
    yield Text(f"{update.message.text} 2")


def test_chats_are_answered_side_by_side_and_each_in_order(telegram: Telegram, tmp_path: Path) -> None:
    together = asyncio.Event()
    inside: set[int] = set()

    async def both(update: Update, talk: Talk) -> AsyncIterator[Outgoing]:
        assert update.message is not None
        inside.add(update.message.chat.id)
        if len(inside) == 2:
            together.set()
        await together.wait()
        async for each in echo(update, talk):
            yield each

    async def scene(played: Played) -> None:
        await played.comes(message(1, "a"), message(1, "b"), message(2, "c"), message(1, "d"))
        async with played.works():
            await played.rests()

    play(telegram, tmp_path, both, scene)
    assert telegram.sent(1) == ["a 1", "a 2", "b 1", "b 2", "d 1", "d 2"]
    assert telegram.sent(2) == ["c 1", "c 2"]


def test_after_a_death_only_the_rest_is_sent(
    telegram: Telegram, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dying = asyncio.Event()

    async def dies(update: Update, talk: Talk) -> AsyncIterator[Outgoing]:
        async for each in echo(update, talk):
            yield each
            if not dying.is_set():
                dying.set()
                await asyncio.sleep(600)

    async def scene(played: Played) -> None:
        await played.comes(message(1, "a"))
        async with played.works():
            await dying.wait()
        assert await played.inbox.chats() == [1]
        async with played.works():
            await played.rests()

    play(telegram, tmp_path, dies, scene)
    assert telegram.sent(1) == ["a 1", "a 2"]
    assert not caplog.records


def test_an_update_that_comes_again_brings_nothing(telegram: Telegram, tmp_path: Path) -> None:
    async def scene(played: Played) -> None:
        update = message(1, "a")
        numbers = await played.comes(update)
        async with played.works():
            await played.rests()
            assert await played.inbox.store(updates_of(numbers, (update,))) == 0
            await played.comes(message(1, "b"))
            await played.rests()

    play(telegram, tmp_path, echo, scene)
    assert telegram.sent(1) == ["a 1", "a 2", "b 1", "b 2"]


def test_one_that_fails_gets_an_excuse_and_the_next_its_answer(
    telegram: Telegram, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(update: Update, talk: Talk) -> AsyncIterator[Outgoing]:
        assert update.message is not None
        if update.message.text == "a":
            raise RuntimeError("la cause")
        async for each in echo(update, talk):
            yield each

    async def scene(played: Played) -> None:
        await played.comes(message(1, "a"), message(1, "b"))
        async with played.works():
            await played.rests()

    play(telegram, tmp_path, fails, scene)
    excuse, *others = telegram.sent(1)
    assert "erreur de mon côté" in excuse
    assert others == ["b 1", "b 2"]
    reference = excuse.partition("référence ")[2][:8]
    assert f"Update {reference} failed" in caplog.text
    assert "la cause" in caplog.text


def test_one_that_kills_each_time_is_given_up_and_those_beside_it_are_answered(
    telegram: Telegram, tmp_path: Path
) -> None:
    begun: list[str] = []
    killed = asyncio.Event()

    async def kills(update: Update, talk: Talk) -> AsyncIterator[Outgoing]:
        assert update.message is not None
        begun.append(update.message.text or "")
        if update.message.text == "a":
            killed.set()  # what follows stands for a death
            await asyncio.sleep(600)
        await asyncio.sleep(0)
        async for each in echo(update, talk):
            yield each

    async def scene(played: Played) -> None:
        await played.comes(message(1, "a"), message(1, "b"), *(message(chat, "c") for chat in range(2, 9)))
        for update in range(500_001, 500_010):  # the first deaths: nobody knows of whom
            for _ in range(SUSPECT):
                await played.inbox.begin(update)
        for _ in range(SUSPECT, MAX_TRIES):
            killed.clear()
            async with played.works():
                await killed.wait()
        async with played.works():
            await played.rests()

    play(telegram, tmp_path, kills, scene)
    excuse, *others = telegram.sent(1)
    assert "erreur de mon côté" in excuse
    assert others == ["b 1", "b 2"]
    assert begun.count("a") == MAX_TRIES - SUSPECT
    for chat in range(2, 9):
        assert telegram.sent(chat) == ["c 1", "c 2"]


def test_an_answer_waits_for_telegram_and_the_rest_of_it_is_sent(telegram: Telegram, tmp_path: Path) -> None:
    async def scene(played: Played) -> None:
        await played.comes(message(1, "a"), message(2, "b"))
        telegram.fails("502", times=2 * sending.TRIES, method="sendMessage", chat=1)
        async with played.works():
            await played.rests()

    play(telegram, tmp_path, echo, scene)
    assert telegram.sent(1) == ["a 1", "a 2"]
    assert telegram.sent(2) == ["b 1", "b 2"]


def test_what_the_base_could_not_be_told_is_not_sent_again(
    telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [OSError("no space left on device")] * 3
    told = Inbox.sent

    async def full(inbox: Inbox, update_id: int, number: int) -> None:
        if failures:
            raise failures.pop()
        await told(inbox, update_id, number)

    monkeypatch.setattr(Inbox, "sent", full)

    async def scene(played: Played) -> None:
        await played.comes(message(1, "a"), message(1, "b"))
        async with played.works():
            await played.rests()

    play(telegram, tmp_path, echo, scene)
    assert not failures
    assert telegram.sent(1) == ["a 1", "a 2", "b 1", "b 2"]


def test_a_person_who_stopped_the_bot_is_left_in_peace_until_they_write(telegram: Telegram, tmp_path: Path) -> None:
    async def scene(played: Played) -> None:
        telegram.fails("403", method="sendMessage", chat=1)
        await played.comes(message(1, "a"), message(1, "b"), message(1, "c"))
        async with played.works():
            await played.rests()
            assert await played.inbox.is_blocked(1)
            assert len(telegram.calls("sendMessage", chat=1)) == 1
            await played.comes(message(1, "d"))
            await played.rests()
            assert not await played.inbox.is_blocked(1)
            await played.comes(membership(1, "kicked"))
            await played.rests()
            assert await played.inbox.is_blocked(1)

    play(telegram, tmp_path, echo, scene)
    assert telegram.sent(1) == ["d 1", "d 2"]


def test_long_work_shows_that_it_goes_on(telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "TYPING_AFTER", 0.05)

    async def long(update: Update, talk: Talk) -> AsyncIterator[Outgoing]:
        while not await asyncio.to_thread(telegram.calls, "sendChatAction"):
            await asyncio.sleep(0.02)
        async for each in echo(update, talk):
            yield each

    async def scene(played: Played) -> None:
        await played.comes(message(1, "a"))
        async with played.works():
            await played.rests()

    play(telegram, tmp_path, long, scene)
    assert telegram.calls("sendChatAction")[0]["params"]["action"] == "typing"
    assert telegram.sent(1) == ["a 1", "a 2"]


def test_an_update_of_no_known_shape_stops_nothing(telegram: Telegram, tmp_path: Path) -> None:
    async def scene(played: Played) -> None:
        await played.comes({"message": {"chat": {"id": 1}, "date": "hier"}}, message(1, "b"))
        async with played.works():
            await played.rests()

    play(telegram, tmp_path, echo, scene)
    assert telegram.sent(1) == ["b 1", "b 2"]


def test_who_writes_too_much_is_told_once(telegram: Telegram, tmp_path: Path) -> None:
    async def scene(played: Played) -> None:
        await played.comes(*(message(1, str(number)) for number in range(MAX_WAITING + 10)))
        async with played.works():
            await played.rests()

    play(telegram, tmp_path, echo, scene)
    sent = telegram.sent(1)
    assert len(sent) == 2 * MAX_WAITING + 1
    assert "plus vite" in sent[-1]
