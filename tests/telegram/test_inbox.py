"""What is kept of the updates: each once, in order in its chat, erased once answered."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from bot.channels.telegram.chats import chat_of
from bot.channels.telegram.homes import Homes
from bot.channels.telegram.inbox import KEPT, MAX_WAITING, Inbox
from tests.telegram.telegram import membership, message, pressed

Play = Callable[[Inbox], Coroutine[Any, Any, None]]


def on(url: str, play: Play, clock: Callable[[], float] | None = None) -> None:
    """Play with the inbox at this address, then close it."""
    inbox = Inbox(url, clock) if clock else Inbox(url)

    async def played() -> None:
        await play(inbox)

    try:
        asyncio.run(played())
    finally:
        inbox.close()


def numbered(number: int, chat: int, said: str = "bonjour") -> dict[str, Any]:
    return {"update_id": number, **message(chat, said)}


def test_an_update_that_comes_again_changes_nothing(base_url: str) -> None:
    async def play(inbox: Inbox) -> None:
        assert await inbox.store([numbered(5, 1), numbered(5, 1), numbered(6, 2)]) == 2
        assert await inbox.store([numbered(6, 2, "autre chose")]) == 0
        waiting = await inbox.first(2)
        assert waiting is not None
        assert waiting.body is not None
        assert waiting.body["message"]["text"] == "bonjour"
        await inbox.done(6)
        assert await inbox.store([numbered(6, 2)]) == 0
        assert await inbox.first(2) is None

    on(base_url, play)


def test_a_chat_is_played_in_order_whatever_the_order_they_came_in(base_url: str) -> None:
    async def play(inbox: Inbox) -> None:
        await inbox.store([numbered(9, 1), numbered(7, 1), numbered(8, -2)])
        assert sorted(await inbox.chats()) == [-2, 1]
        order = []
        while waiting := await inbox.first(1):
            order.append(waiting.update_id)
            await inbox.done(waiting.update_id)
        assert order == [7, 9]
        assert await inbox.chats() == [-2]

    on(base_url, play)


def test_what_was_sent_is_known_after_a_restart(base_url: str) -> None:
    async def before(inbox: Inbox) -> None:
        await inbox.store([numbered(3, 1)])
        await inbox.begin(3)
        await inbox.sent(3, 2)
        await inbox.begin(3)
        await inbox.begin(3)

    async def after(inbox: Inbox) -> None:
        waiting = await inbox.first(1)
        assert waiting is not None
        assert (waiting.sent, waiting.tries) == (2, 2)
        await inbox.put_back(3)
        again = await inbox.first(1)
        assert again is not None
        assert (again.sent, again.tries) == (2, 0)

    on(base_url, before)
    on(base_url, after)


def test_what_a_person_wrote_is_erased_once_answered(tmp_path: Path) -> None:
    base = tmp_path / "inbox.sqlite"

    async def play(inbox: Inbox) -> None:
        await inbox.store([numbered(3, 1, "je m’appelle Zéphyrine Quatrebarbes")])
        held = b"".join(each.read_bytes() for each in tmp_path.iterdir())
        assert b"Quatrebarbes" in held, "else this test proves nothing"
        await inbox.done(3)
        await inbox.purge()

    on(f"sqlite:///{base}", play)
    assert b"Quatrebarbes" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert base.stat().st_mode & 0o077 == 0


def test_a_text_that_no_encoder_takes_is_kept_and_can_be_sent_back(base_url: str) -> None:
    """Refused, it would be called with for ever."""

    async def play(inbox: Inbox) -> None:
        assert await inbox.store([numbered(4, 1, "a \ud800 b")]) == 1
        waiting = await inbox.first(1)
        assert waiting is not None
        assert waiting.body is not None
        assert waiting.body["message"]["text"] == "a ? b"

    on(base_url, play)


def test_old_updates_go_and_those_that_wait_stay(base_url: str) -> None:
    now = [1000.0]

    async def play(inbox: Inbox) -> None:
        await inbox.store([numbered(1, 1), numbered(2, 1)])
        await inbox.done(1)
        now[0] += KEPT - 1
        assert await inbox.purge() == 0
        now[0] += 2
        assert await inbox.purge() == 1
        waiting = await inbox.first(1)
        assert waiting is not None
        assert waiting.update_id == 2

    on(base_url, play, lambda: now[0])


def test_of_too_many_the_first_is_told_of_and_none_is_read(base_url: str) -> None:
    async def play(inbox: Inbox) -> None:
        await inbox.store([numbered(number, 1) for number in range(1, MAX_WAITING + 5)])
        await inbox.store([numbered(100, 2)])
        bodies = []
        while waiting := await inbox.first(1):
            bodies.append(waiting.body)
            await inbox.done(waiting.update_id)
        assert len(bodies) == MAX_WAITING + 1
        assert bodies[-1] is None
        assert all(bodies[:-1])
        other = await inbox.first(2)
        assert other is not None
        assert other.body

    on(base_url, play)


def test_a_blocked_chat_is_remembered_and_only_what_came_before_is_dropped(base_url: str) -> None:
    now = [10.0]

    async def play(inbox: Inbox) -> None:
        await inbox.store([numbered(1, 1)])
        now[0] = 20.0
        await inbox.store([numbered(2, 1)])
        await inbox.block(1, 15.0)
        assert await inbox.is_blocked(1)
        waiting = await inbox.first(1)
        assert waiting is not None
        assert waiting.update_id == 2
        assert await inbox.unblock(1)
        assert not await inbox.is_blocked(1)
        assert not await inbox.unblock(1)

    on(base_url, play, lambda: now[0])


def test_an_error_of_the_base_says_nothing_of_what_was_written(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'inbox.sqlite'}"

    async def play(inbox: Inbox) -> None:
        await inbox.chats()
        with create_engine(url).begin() as connection:
            connection.execute(text("DROP TABLE telegram_update"))
        with pytest.raises(Exception, match="no such table") as raised:
            await inbox.store([numbered(1, 1, "mon secret")])
        assert "mon secret" not in str(raised.value)

    on(url, play)


_READER = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute('SELECT update_id FROM telegram_update'))"


def test_what_is_stored_is_there_for_all_once_the_file_has_two_stores_and_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "inbox.sqlite"
    url = f"sqlite:///{path}"

    def read() -> str:
        command = [sys.executable, "-c", _READER, str(path)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    async def play(inbox: Inbox) -> None:
        await inbox.store([numbered(1, 1)])
        homes = Homes(url)
        await homes.keep("telegram-1", "commune:41018")
        homes.close()
        assert read() == "(1,)"
        await inbox.store([numbered(2, 1)])
        assert read() == "(1,) (2,)"

    on(url, play)
    assert read() == "(1,) (2,)"


SENT = {"result": {"message_id": 4}}


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        (message(12, "bonjour"), 12),
        (message(-34, "bonjour"), -34),
        (pressed(12, SENT, "x"), 12),
        (membership(12, "kicked"), 12),
        ({"inline_query": {"id": "1", "from": {"id": 56}, "query": "a", "offset": ""}}, 56),
        ({"callback_query": {"id": "1", "from": {"id": 56}, "data": "a"}}, 56),
        ({"message": "rien"}, 0),
        ({"message": {"chat": {"id": "12"}}}, 0),
        ({"message": {"chat": {"id": 2**60}}}, 0),
        ({"poll": {"id": "1"}}, 0),
    ],
)
def test_the_chat_of_an_update(update: dict[str, Any], chat: int) -> None:
    assert chat_of({"update_id": 1, **update}) == chat
