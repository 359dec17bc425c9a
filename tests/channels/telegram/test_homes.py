"""The territory of a person: kept beyond a conversation, forgotten after six months without a word."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.channels.telegram.homes import KEPT, Homes
from tests.channels.web.test_limits import Clock

DAY = 24 * 3600.0


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'telegram.sqlite'}"
    new_schema: Callable[[], str] = request.getfixturevalue("new_schema")
    return new_schema()


def test_a_territory_is_kept_changed_and_erased(url: str) -> None:
    async def talk() -> None:
        first = Homes(url)
        assert await first.find("telegram-a") == ""
        await first.keep("telegram-a", "commune:41018")
        await first.keep("telegram-b", "bassin:2415")
        await first.keep("telegram-a", "departement:45")
        first.close()
        again = Homes(url)
        assert await again.find("telegram-a") == "departement:45"
        await again.erase("telegram-a")
        assert (await again.find("telegram-a"), await again.find("telegram-b")) == ("", "bassin:2415")
        again.close()

    asyncio.run(talk())


def test_it_is_forgotten_once_it_has_not_served_for_six_months(url: str) -> None:
    clock = Clock()

    async def talk() -> None:
        homes = Homes(url, clock)
        await homes.keep("telegram-a", "commune:41018")
        await homes.keep("telegram-b", "commune:37261")
        clock.now += KEPT - DAY
        assert await homes.find("telegram-a") == "commune:41018", "it served: it is kept again"
        clock.now += 2 * DAY
        assert (await homes.find("telegram-a"), await homes.find("telegram-b")) == ("commune:41018", "")
        clock.now += KEPT + 1
        assert await homes.find("telegram-a") == ""
        homes.close()

    asyncio.run(talk())


def test_what_is_forgotten_is_not_on_the_disk_any_more(tmp_path: Path) -> None:
    path, clock = tmp_path / "telegram.sqlite", Clock()

    async def talk() -> None:
        homes = Homes(f"sqlite:///{path}", clock)
        await homes.keep("telegram-a", "commune:41018")
        clock.now += KEPT + 1
        await homes.keep("telegram-b", "commune:37261")
        homes.close()

    asyncio.run(talk())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with sqlite3.connect(path) as base:
        assert base.execute("select sender from telegram_place").fetchall() == [("telegram-b",)]
