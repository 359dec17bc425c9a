"""A disk that cannot be written: conversations go on, nothing is lost, and what is forgotten is erased there too."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.channels import conversation_base as base
from bot.channels.conversation_places import PUT_BACK_AT_ONCE
from bot.channels.conversations import Conversations
from tests.channels.test_conversations import dialogue, exchange, keep
from tests.channels.web.test_limits import Clock

Refused = Callable[[Conversations], contextlib.AbstractContextManager[None]]
LONG = "".join(map(chr, range(200, 50_000)))


@contextlib.contextmanager
def pragmas(kept: Conversations, before: str, after: str) -> Iterator[None]:
    """Have SQLite itself refuse what is written, for as long as the block lasts."""

    def run(pragma: str) -> None:
        with kept._places._writable().connect().execution_options(bare=True) as connection:
            connection.exec_driver_sql(f"PRAGMA {pragma}")

    kept._thread.submit(run, before).result()
    yield
    kept._thread.submit(run, after).result()


def full(kept: Conversations) -> contextlib.AbstractContextManager[None]:
    """« database or disk is full » where the file has to grow."""
    return pragmas(kept, "max_page_count=1", "max_page_count=1000000")


def read_only(kept: Conversations) -> contextlib.AbstractContextManager[None]:
    """« attempt to write a readonly database » for whatever is written."""
    return pragmas(kept, "query_only=ON", "query_only=OFF")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept.sqlite"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(path: Path, clock: Clock) -> Iterator[Conversations]:
    made = Conversations(f"sqlite:///{path}", clock=clock)
    yield made
    made.close()


def on_disk(path: Path) -> dict[str, int]:
    """Return what another process finds: the messages of each conversation."""
    with sqlite3.connect(path) as beside:
        return dict(beside.execute("SELECT sender, turns FROM conversation").fetchall())


@pytest.mark.parametrize("refused", [full, read_only])
def test_what_goes_on_while_the_disk_refuses_is_put_back_whole(
    refused: Refused, kept: Conversations, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def check() -> None:
        token, begun = await kept.open("web")
        said, answer, button = exchange(begun, "avant")
        await kept.keep(begun, "1", said, dialogue())
        (idle, untouched) = await kept.open("web")
        with refused(kept):
            assert await keep(kept, begun, "2", LONG)
            assert caplog.text.count("they go on in memory") == 1
            new_token, new = await kept.open("web")
            await keep(kept, new, "3", LONG)
            await kept.keep_dialogue("rest-moi", dialogue(), "tracker")
            kept.tidy()
            assert await kept.find(token) is begun, "what was open is still open"
            assert await kept.find(new_token) is new
            assert await kept.find(idle) is untouched, "what says nothing is read where it is"
            assert [len(each["text"]) for each in json.loads(await kept.history(begun.sender))] == [5, len(LONG)]
            assert await kept.answer(begun.sender, answer) == {"year": 2025}
            assert await kept.choice(begun.sender, button) is not None
            assert await kept.played(begun.sender, "1") is not None
            assert sorted(await kept.senders()) == sorted({begun.sender, new.sender, untouched.sender, "rest-moi"})
            assert on_disk(path) == {begun.sender: 1, untouched.sender: 0}
        kept.tidy()
        assert "written on the disk again" in caplog.text
        assert on_disk(path) == {begun.sender: 2, untouched.sender: 0, new.sender: 1, "rest-moi": 1}
        assert kept._places._memory is None
        await keep(kept, begun, "4")
        other = Conversations(f"sqlite:///{path}", clock=kept._clock)
        found = await other.find(token)
        assert found is not None
        assert [len(each["text"]) for each in json.loads(await other.history(found.sender))] == [5, len(LONG), 7]
        again = await other.dialogue(found.sender)
        assert again is not None
        assert (again.turns, len(again.events)) == (3, 3)
        other.close()

    asyncio.run(check())


def test_what_is_forgotten_while_the_disk_refuses_is_erased_there_as_soon_as_can_be(
    kept: Conversations, path: Path
) -> None:
    async def check() -> None:
        token, secret = await kept.open("web")
        await keep(kept, secret, "c0ffee00-0000-4000-8000-000000000001")
        other_token, other = await kept.open("web")
        await keep(kept, other, "1")
        with read_only(kept):
            await keep(kept, other, "2")
            for each in (secret, other):
                await kept.forget(each.sender)
                assert json.loads(await kept.history(each.sender)) == []
            assert await kept.find(token) is None
            assert await kept.find(other_token) is None
            assert await kept.senders() == []
            kept.tidy()
            assert set(on_disk(path)) == {secret.sender, other.sender}, "it cannot be written yet"
        kept.tidy()
        assert on_disk(path) == {}
        for file in path.parent.iterdir():
            assert b"c0ffee00" not in file.read_bytes()

    asyncio.run(check())


def test_one_forgotten_then_spoken_to_again_begins_anew(kept: Conversations, path: Path) -> None:
    async def check() -> None:
        for _ in range(3):
            await kept.keep_dialogue("rest-moi", dialogue(), "tracker")
        with read_only(kept):
            await kept.forget("rest-moi")
            await kept.keep_dialogue("rest-moi", dialogue(), "tracker")
            found = await kept.dialogue("rest-moi")
            assert found is not None
            assert found.turns == 1
        kept.tidy()
        assert on_disk(path) == {"rest-moi": 1}

    asyncio.run(check())


def test_idle_ones_go_from_memory_and_from_the_disk(kept: Conversations, path: Path, clock: Clock) -> None:
    async def check() -> None:
        _, old = await kept.open("web")
        with read_only(kept):
            await keep(kept, old, "1")
            clock.now += 8000
            token, _ = await kept.open("web")
            kept.tidy()
            assert len(await kept.senders()) == 1
            assert set(on_disk(path)) == {old.sender}
        kept.tidy()
        assert len(on_disk(path)) == 1
        assert await kept.find(token) is not None

    asyncio.run(check())


def test_many_are_put_back_a_few_at_a_time(kept: Conversations, path: Path) -> None:
    async def check() -> None:
        await kept.open("web")
        with read_only(kept):
            for _ in range(2 * PUT_BACK_AT_ONCE + 1):
                await kept.open("web")
        assert kept._thread.submit(kept._places.put_back).result(), "others may speak before the rest"
        assert len(on_disk(path)) == 1 + PUT_BACK_AT_ONCE
        kept.tidy()
        assert len(on_disk(path)) == 2 + 2 * PUT_BACK_AT_ONCE

    asyncio.run(check())


def test_what_is_in_memory_is_put_back_when_the_server_stops(path: Path) -> None:
    async def check() -> None:
        kept = Conversations(f"sqlite:///{path}")
        await kept.open("web")
        with read_only(kept):
            await kept.open("web")
        kept.close()
        kept.close()
        assert len(on_disk(path)) == 2

    asyncio.run(check())


def test_a_place_where_nothing_can_be_made_and_then_can(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where a folder is meant", encoding="utf-8")

    async def check() -> None:
        kept = Conversations(f"sqlite:///{tmp_path}/folder/kept.sqlite")
        assert await kept.find("unknown") is None
        token, conversation = await kept.open("web")
        await keep(kept, conversation, "1")
        (tmp_path / "folder").unlink()
        kept.tidy()
        assert on_disk(tmp_path / "folder" / "kept.sqlite") == {conversation.sender: 1}
        assert await kept.find(token) is conversation
        kept.close()

    asyncio.run(check())


def test_what_cannot_be_read_is_an_error_and_is_not_written_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_url: str) -> None:
        raise OperationalError("SELECT", {}, Exception("disk I/O error"))

    opened = base.opened

    async def check() -> None:
        before = Conversations(f"sqlite:///{path}")
        await before.keep_dialogue("rest-moi", dialogue(), None)
        before.close()
        kept = Conversations(f"sqlite:///{path}")
        with monkeypatch.context() as broken:
            broken.setattr(base, "opened", lambda url: opened(url) if url == base.IN_MEMORY else fail(url))
            broken.setattr(base, "opened_to_read", fail)
            for _ in range(2):
                with pytest.raises(OperationalError):
                    await kept.dialogue("rest-moi")
                with pytest.raises(OperationalError):
                    await kept.keep_dialogue("rest-moi", dialogue(), None)
            assert (await kept.open("web"))[0], "another begins"
        kept.tidy()
        assert on_disk(path).pop("rest-moi") == 1
        await kept.keep_dialogue("rest-moi", dialogue(1), None)
        assert on_disk(path).pop("rest-moi") == 2
        assert len(on_disk(path)) == 2
        kept.close()

    asyncio.run(check())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 768 kB, where this process may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=768k", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a file system can only be mounted by root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Leave no room on a disk."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            with contextlib.suppress(OSError):
                while file.write(b"x" * size) == size:
                    pass
    return ballast


@pytest.mark.parametrize("restarted", [False, True])
def test_on_a_real_disk_that_fills_up_and_is_emptied(small_disk: Path, restarted: bool) -> None:
    path = small_disk / "kept.sqlite"

    async def check() -> None:
        kept = Conversations(f"sqlite:///{path}")
        token, conversation = await kept.open("web")
        await keep(kept, conversation, "1")
        gone_token, gone = await kept.open("web")
        await keep(kept, gone, "2")
        if restarted:
            kept.close()
        ballast = fill(small_disk)
        if restarted:
            kept = Conversations(f"sqlite:///{path}")
        found = await kept.find(token)
        assert found is not None
        await keep(kept, found, "3", LONG)
        await kept.forget(gone.sender)
        assert kept._places._memory is not None
        assert len(json.loads(await kept.history(found.sender))) == 2
        assert await kept.find(gone_token) is None
        kept.tidy()
        assert len(json.loads(await kept.history(found.sender))) == 2
        ballast.unlink()
        kept.tidy()
        assert kept._places._memory is None
        kept.close()
        assert on_disk(path) == {conversation.sender: 2}

    asyncio.run(check())


def test_on_a_real_disk_that_is_read_only(small_disk: Path) -> None:
    path = small_disk / "kept.sqlite"

    async def check() -> None:
        kept = Conversations(f"sqlite:///{path}")
        token, conversation = await kept.open("web")
        await keep(kept, conversation, "1")
        kept.close()
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        kept = Conversations(f"sqlite:///{path}")
        found = await kept.find(token)
        assert found is not None
        await keep(kept, found, "2")
        assert len(json.loads(await kept.history(found.sender))) == 2
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
        kept.tidy()
        assert on_disk(path) == {conversation.sender: 2}
        kept.close()

    asyncio.run(check())
