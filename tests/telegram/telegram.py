"""Telegram as a test sees it: people who write, and what the bot sent them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from bot.processes import free_port
from knowledge.paths import PROJECT
from tests.telegram.bot_api import ME

TOKEN = "7000001:" + "a" * 35
PATIENCE = 300.0
"""Seconds after which what is waited for is said not to come."""
SHOWN = ("sendMessage", "sendPhoto", "sendDocument")


def message(chat: int, text: str, **more: Any) -> dict[str, Any]:
    """Return an update: a message of a private chat (of a group, where ``chat`` is below 0); ``more`` of it."""
    person = {"id": abs(chat), "is_bot": False, "first_name": "Camille", "language_code": "fr"}
    place = {"id": chat, "type": "private" if chat > 0 else "group"}
    content = {"message_id": 1, "date": 1_790_000_000, "chat": place, "from": person, **more}
    if text:
        content["text"] = text
    if text.startswith("/"):
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return {"message": content}


def located(chat: int, latitude: float, longitude: float) -> dict[str, Any]:
    """Return an update: a position was shared in a private chat."""
    return message(chat, "", location={"latitude": latitude, "longitude": longitude})


def pressed(chat: int, sent: dict[str, Any], data: str) -> dict[str, Any]:
    """Return an update: a button of ``sent`` (a line of the journal) was pressed."""
    person = {"id": abs(chat), "is_bot": False, "first_name": "Camille"}
    place = {"id": chat, "type": "private" if chat > 0 else "group"}
    under = {"message_id": sent["result"]["message_id"], "date": 1_790_000_000, "chat": place, "from": ME, "text": "…"}
    if markup := sent.get("params", {}).get("reply_markup"):
        under["reply_markup"] = json.loads(markup)
    query = {"id": f"q{data}"[:60], "from": person, "chat_instance": "1", "data": data, "message": under}
    return {"callback_query": query}


def keys_of(sent: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the buttons under a message, as they were sent."""
    rows = json.loads(sent["params"].get("reply_markup") or "{}").get("inline_keyboard", ())
    return [key for row in rows for key in row]


def membership(chat: int, status: str) -> dict[str, Any]:
    """Return an update: the person stopped the bot (« kicked ») or started it again (« member »)."""
    person = {"id": chat, "is_bot": False, "first_name": "Camille"}
    member = {"user": ME, "status": "member"}
    changed = {"user": ME, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    place = {"id": chat, "type": "private"}
    told = {"chat": place, "from": person, "date": 1_790_000_000, "old_chat_member": member, "new_chat_member": changed}
    return {"my_chat_member": told}


class Telegram:
    """The server of the Bot API, seen from its other side."""

    def __init__(self, url: str) -> None:
        """``url``: where it is."""
        self.url = url
        self._client = httpx.Client(base_url=f"{url}/_/", trust_env=False, timeout=30)

    def says(self, *updates: dict[str, Any]) -> list[int]:
        """Have these updates come, in order; return their numbers."""
        found: list[int] = self._client.post("say", json={"updates": list(updates)}).json()
        return found

    def fails(self, kind: str, **which: Any) -> None:
        """Have the next calls fail: ``kind`` 400, 403, 429, 502, cut_before, cut_after; ``method``, ``chat``, times."""
        self._client.post("fault", json={"kind": kind, **which})

    def mark(self, text: str) -> None:
        """Write a line in the journal."""
        self._client.post("mark", json={"text": text})

    def journal(self) -> list[dict[str, Any]]:
        """Return what was called, in order, and what was marked."""
        found: list[dict[str, Any]] = self._client.get("journal").json()
        return found

    def calls(self, *methods: str, chat: int | None = None) -> list[dict[str, Any]]:
        """Return the calls of these methods, all of them or those to a chat."""
        return [
            line
            for line in self.journal()
            if line.get("method") in methods and (chat is None or str(chat) == line["params"].get("chat_id"))
        ]

    def sent(self, chat: int) -> list[str]:
        """Return the texts that a chat shows, in order; captions of pictures and files too."""
        calls = [line for line in self.calls(*SHOWN, chat=chat) if line["ok"]]
        return [line["result"].get("text") or line["params"].get("caption", "") for line in calls]

    def until(self, holds: Callable[[], Any], what: str) -> Any:
        """Wait until something holds, and return it."""
        deadline = time.monotonic() + PATIENCE
        while not (found := holds()):
            assert time.monotonic() < deadline, f"{what}: it did not come"
            time.sleep(0.05)
        return found

    def close(self) -> None:
        """Let it be."""
        self._client.close()


@contextmanager
def telegram_server(folder: Path, port: int = 0) -> Iterator[Telegram]:
    """Start the server in a process of its own, and give it; ``folder`` takes its journal and what it is sent."""
    place = port or free_port()
    command = [sys.executable, "-m", "tests.telegram.fake_api", "--port", str(place), "--folder", str(folder)]
    process = subprocess.Popen(command, cwd=PROJECT)
    telegram = Telegram(f"http://127.0.0.1:{place}")
    try:
        telegram.until(lambda: _answers(telegram) or process.poll() is not None, "the Bot API")
        assert process.poll() is None
        yield telegram
    finally:
        telegram.close()
        process.kill()
        process.wait()


def _answers(telegram: Telegram) -> bool:
    try:
        telegram.journal()
    except httpx.TransportError:
        return False
    return True
