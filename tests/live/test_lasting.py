"""A conversation goes on after everything was killed."""

import contextlib
import threading
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.servers import Servers
from bot.training import MODEL


def said(client: httpx.Client, text: str, message_id: str = "") -> list[dict[str, Any]]:
    answer = client.post("/api/messages", json={"id": message_id or str(uuid.uuid4()), "text": text})
    answer.raise_for_status()
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


def history(client: httpx.Client) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = client.get("/api/conversation").raise_for_status().json()["messages"]
    return messages


def test_killed_in_the_middle_of_a_conversation_it_goes_on(
    live: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert live  # the model is trained
    monkeypatch.setenv("CONVERSATIONS_URL", f"sqlite:///{tmp_path / 'kept.sqlite'}")
    servers = Servers(MODEL, logs=tmp_path)
    again = Servers(MODEL, logs=tmp_path, port=servers.port)
    cut = str(uuid.uuid4())

    def cut_off(client: httpx.Client) -> None:
        """Talk until the server is gone, in the middle of a message."""
        with contextlib.suppress(httpx.TransportError):
            while True:
                said(client, "quels métiers recrutent à Tours ?", cut)
                said(client, "bonjour")

    with httpx.Client(base_url=servers.url, timeout=60, trust_env=False) as client:
        try:
            servers.start()
            token = client.post("/api/conversation").json()["token"]
            client.headers["Authorization"] = f"Bearer {token}"
            before = said(client, "combien de projets pour les soudeurs à Vierzon ?")
            playing = threading.Thread(target=cut_off, args=(client,))
            playing.start()
        finally:
            servers.kill()
        playing.join()
        with again:
            kept = history(client)
            assert kept[: len(before)] == before
            played = said(client, "quels métiers recrutent à Tours ?", cut)
            assert [each["id"] for each in history(client)].count(cut) == 1
            assert "Tours" in played[1]["text"]
            said(client, "combien de projets pour les soudeurs à Vierzon ?")
            again.kill()
        with Servers(MODEL, logs=tmp_path, port=servers.port):
            follow_up = said(client, "et à Blois ?")[1]["text"]
            assert "Blois" in follow_up
            assert "oudeurs" in follow_up
