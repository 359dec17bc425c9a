"""Telegram beside the running server: evenings in which it is killed, and the death of the action side."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.channels import sentences
from bot.channels.telegram import administration
from bot.processes import Service, free_port, kill_all
from bot.servers import Servers
from bot.training import MODEL
from tests.telegram.evening import CONVERSATIONS, Shown, conversation_of, ended, repeated, shown, updates
from tests.telegram.telegram import TOKEN, Telegram, message, telegram_server

SECRET = "un-secret-de-webhook"
CALLS = (30, 60)
"""Calls of the Bot API between two kills: each comes in the middle of something, for all is written at once."""


@pytest.fixture
def telegram(live: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Telegram]:
    """Run a server of the Bot API, which the servers to come talk to."""
    assert live  # the model is trained
    with telegram_server(tmp_path / "telegram") as server:
        monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
        monkeypatch.setenv("TELEGRAM_API_URL", server.url)
        monkeypatch.setenv("TELEGRAM_URL", f"sqlite:///{tmp_path / 'inbox.sqlite'}")
        monkeypatch.setenv("CONVERSATIONS_URL", f"sqlite:///{tmp_path / 'conversations.sqlite'}")
        yield server


def kill(service: Service) -> None:
    """Kill a program without a word, as the system does when memory lacks."""
    assert service.process is not None
    os.kill(service.process.pid, signal.SIGKILL)
    service.process.wait()


def is_over(telegram: Telegram, chats: range, due: int) -> bool:
    """Say whether it is time for a kill: that much was called, or all is answered."""
    return len(telegram.journal()) >= due or ended(telegram, chats)


def has_more(telegram: Telegram, chat: int, number: int) -> bool:
    """Say whether a chat shows more messages than that."""
    return len(telegram.sent(chat)) > number


def quiet_evening(telegram: Telegram) -> dict[tuple[str, ...], list[Shown]]:
    """Return what each conversation shows when nothing dies."""
    chats = range(1000, 1000 + len(CONVERSATIONS))
    telegram.says(*updates(chats, random.Random(0)))
    telegram.until(lambda: ended(telegram, chats), "the end of the quiet evening")
    return {conversation_of(chat): [what for what, _ in shown(telegram, chat)] for chat in chats}


@pytest.mark.parametrize(("mode", "base", "people"), [("polling", "sqlite", 20), ("webhook", "postgresql", 8)])
def test_an_evening_in_which_the_server_is_killed_answers_each_message_once_and_in_order(
    telegram: Telegram,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    mode: str,
    base: str,
    people: int,
) -> None:
    if base == "postgresql":
        new_schema: Callable[[], str] = request.getfixturevalue("new_schema")
        monkeypatch.setenv("TELEGRAM_URL", new_schema())
    if mode == "webhook":
        monkeypatch.setenv("TELEGRAM_SECRET", SECRET)
    servers = Servers(MODEL, logs=tmp_path, telegram="webhook" if mode == "webhook" else "polling")
    service = servers.services[0]
    order = random.Random(27)
    chats = range(1, people + 1)
    try:
        servers.start()
        if mode == "webhook":
            administration.webhook("set", servers.url)
        wanted = quiet_evening(telegram)
        evening = [*updates(chats, order)]
        kills = 0
        telegram.says(*evening)
        while not ended(telegram, chats):
            due = len(telegram.journal()) + order.randint(*CALLS)
            telegram.until(partial(is_over, telegram, chats, due), "what comes before the next kill")
            kill(service)
            telegram.mark("kill")
            kills += 1
            service.start()
        twice = sum(repeated(shown(telegram, chat), wanted[conversation_of(chat)]) for chat in chats)
        assert kills > 2
        print(f"{len(evening)} updates, {people} chats, {kills} kills: all answered in order, {twice} messages twice")
    finally:
        servers.kill()


def test_the_death_of_the_action_side_is_told_and_the_next_message_is_answered(
    telegram: Telegram, tmp_path: Path
) -> None:
    port = free_port()
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "bot.actions", "--port", str(port)]
    actions = Service("action server", command, tmp_path / "actions.log", {"SANIC_HOST": "127.0.0.1"})
    servers = Servers(MODEL, logs=tmp_path, telegram="polling", actions=f"http://127.0.0.1:{port}/webhook")
    question = message(1, "combien de projets dans le Loiret en 2025 ?")
    unavailable = sentences.UNAVAILABLE[:40]
    try:
        actions.start()
        servers.start()
        telegram.says(question)
        telegram.until(lambda: "Loiret" in " ".join(telegram.sent(1)), "the answer")
        before = len(telegram.sent(1))
        kill(actions)
        telegram.says(question)
        telegram.until(lambda: unavailable in " ".join(telegram.sent(1)[before:]), "the excuse")
        after = len(telegram.sent(1))
        actions.start()
        while "Loiret" not in " ".join(telegram.sent(1)[after:]):
            more = partial(has_more, telegram, 1, len(telegram.sent(1)))
            telegram.says(question)
            telegram.until(more, "an answer")
    finally:
        servers.kill()
        kill_all([actions])
