"""A Bot API of the test, and bases of both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.telegram.telegram import TOKEN, Telegram, telegram_server


@pytest.fixture
def telegram(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Telegram]:
    """Run a server of the Bot API, in the settings of this process too."""
    with telegram_server(tmp_path / "telegram") as server:
        monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
        monkeypatch.setenv("TELEGRAM_API_URL", server.url)
        monkeypatch.setenv("TELEGRAM_URL", f"sqlite:///{tmp_path / 'inbox.sqlite'}")
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def base_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty base."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'inbox.sqlite'}"
    url: str = request.getfixturevalue("new_schema")()
    return url
