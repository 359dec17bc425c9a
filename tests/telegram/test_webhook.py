"""What Telegram calls: only it is heard, what it says is kept before it is acknowledged, and played once."""

from __future__ import annotations

import asyncio
import itertools
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from rasa.core.channels import channel as rasa_channels
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.channels.rest import RestChannel
from bot.channels.telegram import administration, sending
from bot.channels.telegram.channel import MAX_BODY, SECRET_HEADER, TelegramChannel
from bot.channels.telegram.inbox import Inbox
from bot.servers import StartError
from knowledge.paths import PROJECT
from tests.channels.serving import serve_app
from tests.telegram.telegram import Telegram, message

SECRET = "un-secret-de-webhook"
HOOK = "/webhooks/telegram/webhook"
GOOD = {SECRET_HEADER: SECRET}
_names = (f"telegram-test-{number}" for number in itertools.count())


class EchoAgent:
    """Repeats what it is told."""

    def is_ready(self) -> bool:
        return True

    async def handle_message(self, message: UserMessage) -> None:
        await message.output_channel.send_response(message.sender_id, {"text": f"Vous dites : {message.text}."})


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("TELEGRAM_SECRET", SECRET)
    monkeypatch.setenv("CONVERSATIONS_URL", f"sqlite:///{tmp_path / 'conversations.sqlite'}")
    monkeypatch.setattr(sending, "PRIVATE_PACE", 0.0)


def serve(talk: Callable[[httpx.AsyncClient], Awaitable[None]], **mode: Any) -> None:
    """Serve the channel as the server does, talk to it, and stop."""
    app = Sanic(next(_names), configure_logging=False)
    rasa_channels.register([RestChannel(), TelegramChannel(mode.get("mode", "webhook"))], app, route="/webhooks/")
    app.ctx = SimpleNamespace(agent=EchoAgent())
    serve_app(app, talk)


def numbered(number: int, said: str, chat: int = 1) -> dict[str, Any]:
    return {"update_id": number, **message(chat, said)}


async def told(telegram: Telegram, chat: int, number: int) -> list[str]:
    """Wait until a chat shows this many messages, and return them."""
    sent: list[str] = await asyncio.to_thread(
        telegram.until, lambda: len(found := telegram.sent(chat)) >= number and found, f"{number} messages"
    )
    return sent


def test_what_telegram_calls_with_is_answered_in_order_and_once(telegram: Telegram) -> None:
    telegram.says(message(1, "rien encore"))
    ours = numbered(900_001, "bonjour")

    async def talk(client: httpx.AsyncClient) -> None:
        for update in (ours, ours, numbered(900_002, "encore")):
            assert (await client.post(HOOK, json=update, headers=GOOD)).status_code == 200
        await told(telegram, 1, 2)
        assert (await client.post(HOOK, json=ours, headers=GOOD)).status_code == 200
        assert (await client.post(HOOK, json=numbered(900_003, "fini"), headers=GOOD)).status_code == 200
        assert [each.partition(" : ")[2] for each in await told(telegram, 1, 3)] == ["bonjour.", "encore.", "fini."]

    serve(talk)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: SECRET[:-1]},
        {SECRET_HEADER: f"{SECRET} "[:-1] + "x"},
        {SECRET_HEADER: SECRET.upper()},
        [(SECRET_HEADER, SECRET), (SECRET_HEADER, SECRET)],
        {"Authorization": f"Bearer {SECRET}"},
    ],
    ids=["none", "empty", "shorter", "longer", "upper", "twice", "elsewhere"],
)
def test_a_forged_call_is_refused_and_changes_nothing(telegram: Telegram, headers: Any) -> None:
    telegram.says(message(1, "rien encore"))

    async def talk(client: httpx.AsyncClient) -> None:
        forged = await client.post(HOOK, json=numbered(900_001, "faux"), headers=headers)
        assert (forged.status_code, forged.content) == (403, b"")
        assert (await client.post(HOOK, json=numbered(900_002, "vrai"), headers=GOOD)).status_code == 200
        assert [each.partition(" : ")[2] for each in await told(telegram, 1, 1)] == ["vrai."]

    serve(talk)


NESTED = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (json.dumps(numbered(1, "a" * MAX_BODY)), "application/json", 413),
        (json.dumps(numbered(1, "a")), "text/plain", 415),
        (json.dumps(numbered(1, "a")), "application/x-www-form-urlencoded", 415),
        (json.dumps(numbered(1, "a")), "", 415),
        ("update_id=1", "application/json", 400),
        ("", "application/json", 400),
        ("[]", "application/json", 400),
        (NESTED, "application/json", 400),
        ('{"update_id": "1"}', "application/json", 400),
        ('{"update_id": true}', "application/json", 400),
        ('{"update_id": 1.5}', "application/json", 400),
        ('{"update_id": -1}', "application/json", 400),
        ('{"update_id": 99999999999999999999}', "application/json", 400),
        ("{}", "application/json", 400),
    ],
    ids=[f"body{number}" for number in range(14)],
)
@pytest.mark.usefixtures("telegram")
def test_what_is_no_update_is_refused(body: str, kind: str, status: int) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        answer = await client.post(HOOK, content=body, headers={**GOOD, "Content-Type": kind})
        assert answer.status_code == status
        assert (await client.post(HOOK, json=numbered(2, "b", 7), headers=GOOD)).status_code == 200

    serve(talk)


def test_nothing_is_registered_by_an_address(telegram: Telegram) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        await asyncio.to_thread(telegram.until, lambda: telegram.calls("setMyCommands"), "the menu")
        for path in (HOOK, "/webhooks/telegram/", "/webhooks/telegram/set_webhook", "/webhooks/telegram"):
            assert (await client.get(path, headers=GOOD)).status_code in (404, 405)

    serve(talk)
    assert not telegram.calls("setWebhook", "deleteWebhook")


@pytest.mark.usefixtures("telegram")
def test_there_is_no_route_where_telegram_is_asked() -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        assert (await client.post(HOOK, json=numbered(1, "a"), headers=GOOD)).status_code == 404

    serve(talk, mode="polling")


def test_what_cannot_be_kept_is_not_acknowledged_and_comes_again(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram.says(message(1, "rien encore"))
    failures = [OSError("no space left on device"), OSError("no space left on device")]
    kept = Inbox.store

    async def full(inbox: Inbox, updates: Any) -> int:
        if failures:
            raise failures.pop()
        return await kept(inbox, updates)

    monkeypatch.setattr(Inbox, "store", full)

    async def talk(client: httpx.AsyncClient) -> None:
        update = numbered(900_001, "bonjour")
        statuses = [(await client.post(HOOK, json=update, headers=GOOD)).status_code for _ in range(3)]
        assert statuses == [503, 503, 200]
        await told(telegram, 1, 1)

    serve(talk)


def test_the_webhook_is_set_shown_and_dropped_from_the_command_line(telegram: Telegram) -> None:
    assert administration.webhook("show") == "Telegram calls nothing."
    assert "@bemo_test_bot" in administration.check_polling()

    async def talk(client: httpx.AsyncClient) -> None:
        said = await asyncio.to_thread(administration.webhook, "set", str(client.base_url))
        assert f"Telegram calls {str(client.base_url).rstrip('/')}{HOOK}" in said
        await asyncio.to_thread(telegram.says, message(1, "un"), message(1, "deux"), message(2, "trois"))
        assert [each.partition(" : ")[2] for each in await told(telegram, 1, 2)] == ["un.", "deux."]
        await told(telegram, 2, 1)

    serve(talk)
    with pytest.raises(StartError, match="webhook drop"):
        administration.check_polling()
    telegram.says(message(1, "personne n’écoute"))
    telegram.until(lambda: "last failure" in administration.webhook("show"), "the failure")
    assert "1 updates wait" in administration.webhook("show")
    assert "nothing any more" in administration.webhook("drop")
    assert administration.webhook("show") == "Telegram calls nothing."


def test_what_is_missing_to_set_it_is_said(telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StartError, match="BEMO_PUBLIC_URL"):
        administration.webhook("set", "")
    monkeypatch.delenv("TELEGRAM_SECRET")
    with pytest.raises(StartError, match="TELEGRAM_SECRET"):
        administration.webhook("set", telegram.url)
    monkeypatch.setenv("TELEGRAM_SECRET", SECRET)
    monkeypatch.setenv("TELEGRAM_API_URL", "https://127.0.0.1:9")
    with pytest.raises(StartError, match="https"):
        administration.webhook("set", "http://bemo.exemple.fr")
    with pytest.raises(StartError, match="cannot be reached"):
        administration.webhook("show")
    monkeypatch.delenv("TELEGRAM_TOKEN")
    with pytest.raises(StartError, match="TELEGRAM_TOKEN"):
        administration.webhook("show")


def test_nothing_of_it_is_imported_until_it_is_turned_on() -> None:
    look = (
        "import sys, bot.lean; bot.lean.install()\n"
        "import bot.__main__, bot.serve, bot.channels.rest, bot.channels.web, rasa.core.run, rasa.server\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('telegram', 'aiolimiter', 'stamina')"
        " or name.startswith('bot.channels.telegram')])"
    )
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", look], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip().endswith("[]")


def command(*words: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m bot telegram …`` in the settings of the test."""
    line = [sys.executable, "-W", "ignore", "-m", "bot", "telegram", *words]
    return subprocess.run(line, cwd=PROJECT, capture_output=True, text=True, check=False)


def test_the_command_line_sets_shows_and_drops(telegram: Telegram) -> None:
    done = command("webhook", "set", "https://bemo.exemple.fr/")
    assert done.stdout.startswith(f"Telegram calls https://bemo.exemple.fr{HOOK}\n"), done.stderr
    assert [each["params"]["secret_token"] for each in telegram.calls("setWebhook")] == [SECRET]
    assert SECRET not in done.stdout
    asked = command()
    assert asked.returncode == 1
    assert "webhook drop" in asked.stderr
    assert command("webhook", "drop").returncode == 0
    assert command("webhook", "show").stdout == "Telegram calls nothing.\n"
    assert command("webhook").returncode == 2
