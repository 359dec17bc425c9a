"""Health: alive as soon as the server runs, ready when a question would get its answer."""

import asyncio
import threading
from pathlib import Path

import httpx
import pytest

from bot.channels.web.health import Health
from bot.local_actions import LocalActions
from bot.processes import free_port
from knowledge.errors import BaseUnavailableError
from tests.channels.web.stand_ins import Agent, served


async def state(client: httpx.AsyncClient) -> tuple[int, dict[str, bool]]:
    answer = await client.get("/health/ready")
    body = answer.json()
    assert body.pop("status") == ("ok" if answer.status_code == 200 else "unavailable")
    return answer.status_code, body


@pytest.fixture(autouse=True)
def _base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.web.health._read_base", lambda: None)
    monkeypatch.setattr("bot.channels.web.health._TIMEOUT", 60.0)  # a slow machine is not a server that is down


async def action_server(agent: Agent) -> asyncio.AbstractServer:
    """Start something that answers 200 where the agent looks for its action server."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = await reader.readline()
        status = b"200 OK" if b" /health " in line else b"404 Not Found"
        writer.write(b"HTTP/1.1 " + status + b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    port = free_port()
    agent.action_endpoint.url = f"http://127.0.0.1:{port}/webhook"
    return await asyncio.start_server(answer, "127.0.0.1", port)


def test_ready_when_all_answer(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        server = await action_server(agent)
        assert await state(client) == (200, {"model": True, "actions": True, "base": True})
        server.close()
        await server.wait_closed()
        assert await state(client) == (503, {"model": True, "actions": False, "base": True})

    served(agent, talk, static=static)


def test_actions_that_run_in_this_process_are_always_there(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        assert await state(client) == (200, {"model": True, "actions": True, "base": True})

    agent.action_endpoint = LocalActions()
    served(agent, talk, static=static)


def test_not_ready_without_a_model(agent: Agent, static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        await action_server(agent)
        assert await state(client) == (503, {"model": False, "actions": True, "base": True})
        assert (await client.get("/health/live")).json() == {"status": "ok"}
        for path, status in (("/health/live", 200), ("/health/ready", 503)):
            head = await client.head(path)
            assert (head.status_code, head.content) == (status, b"")

    agent.loaded = False
    served(agent, talk, static=static)


def test_not_ready_when_the_base_cannot_be_read(agent: Agent, static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise BaseUnavailableError("secret://user:password@base")

    monkeypatch.setattr("bot.channels.web.health._read_base", fail)

    async def talk(client: httpx.AsyncClient) -> None:
        await action_server(agent)
        assert await state(client) == (503, {"model": True, "actions": True, "base": False})
        assert "password" not in (await client.get("/health/ready")).text

    served(agent, talk, static=static)


def test_no_agent_at_all(static: Path) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        assert await state(client) == (503, {"model": False, "actions": False, "base": True})

    served(None, talk, static=static)


def test_asked_many_times_at_once_it_hardly_looks_more(
    agent: Agent, static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[None] = []
    asked: list[None] = []
    all_asked = threading.Event()
    state = Health.state

    def look() -> None:
        looked.append(None)
        all_asked.wait()

    async def asking(health: Health, agent: Agent) -> dict[str, bool]:
        asked.append(None)
        if len(asked) == 20:
            all_asked.set()
        return await state(health, agent)

    monkeypatch.setattr("bot.channels.web.health._read_base", look)
    monkeypatch.setattr(Health, "state", asking)

    async def talk(client: httpx.AsyncClient) -> None:
        await asyncio.gather(*(client.get("/health/ready") for _ in range(20)))
        assert (len(asked), len(looked)) == (20, 1)

    served(agent, talk, static=static)
