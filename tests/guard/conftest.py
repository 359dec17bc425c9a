"""What the tests of guarded servers share."""

import logging
from collections.abc import Iterator

import pytest
import sanic.app


@pytest.fixture(autouse=True)
def _sanic_as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sanic.app, "HttpProtocol", sanic.app.HttpProtocol)
    monkeypatch.setattr(sanic.app, "WebSocketProtocol", sanic.app.WebSocketProtocol)
    yield
    for name in ("bot.guard.http", "sanic.error", "sanic.root"):
        logging.getLogger(name).filters.clear()
