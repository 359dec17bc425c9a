"""A base of requests for each test, on SQLite and on PostgreSQL, with a directory and a clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.handover.base import Base
from bot.handover.delivery.worker import Worker
from bot.handover.request import Request
from bot.handover.sealing import Seal
from bot.handover.store import Requests
from tests.handover.examples import CONTACTS, LEFT, SENDER
from tests.handover.mailbox import Mailbox


class Clock:
    """A time that moves when it is told."""

    now = 1_764_240_000.0  # 27 November 2025, in the morning

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory of the test, and settings without any sender."""
    path = tmp_path / "contacts.yml"
    path.write_text(CONTACTS, "utf-8")
    monkeypatch.setenv("CONTACTS_FILE", str(path))
    monkeypatch.setenv("HANDOVER_MAILS", str(tmp_path / "outbox"))
    monkeypatch.setenv("HANDOVER_KEY_FILE", str(tmp_path / "handover.key"))
    for name in ("MAIL_FROM", "SMTP_HOST", "ZAMMAD_URL", "HANDOVER_KEYS"):
        monkeypatch.delenv(name, raising=False)
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty base."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'handover.sqlite'}"
    new_schema: Callable[[], str] = request.getfixturevalue("new_schema")
    return new_schema()


@pytest.fixture
def store(url: str, tmp_path: Path, clock: Clock) -> Iterator[Requests]:
    """The requests of an empty base."""
    made = Requests(Base(url, Seal(tmp_path / "handover.key")), clock=clock)
    yield made
    made.base.close()


@pytest.fixture
def left() -> Request:
    return LEFT


@pytest.fixture
def mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server, and the settings that lead to it."""
    box = Mailbox(tmp_path / "mail")
    box.start()
    set_up(monkeypatch, box, "none")
    yield box
    box.kill()


def set_up(monkeypatch: pytest.MonkeyPatch, box: Mailbox, security: str) -> None:
    """Have letters leave by this mail server."""
    monkeypatch.setenv("MAIL_FROM", SENDER)
    monkeypatch.setenv("SMTP_HOST", "localhost")
    monkeypatch.setenv("SMTP_PORT", str(box.port))
    monkeypatch.setenv("SMTP_SECURITY", security)


def send_all(store: Requests) -> None:
    """Send every letter that is due, as a worker does."""
    one = Worker(store, seconds=1.0)
    while one.send_one():
        pass
