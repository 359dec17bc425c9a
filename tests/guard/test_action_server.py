"""An action server started from the project (`rasa run actions`) is guarded too."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.processes import Service, free_port, stop_all
from tests.tooling.waiting import PATIENCE, happens


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of rasa_sdk's own server, without any action."""
    port = free_port()
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "tests.guard", "--port", str(port)]
    log: Path = tmp_path_factory.mktemp("actions") / "actions.log"
    service = Service("action server", command, log, {"SANIC_HOST": "127.0.0.1"})
    service.start()
    try:
        assert happens(lambda: answers(port)), service.log_tail()
        yield port
    finally:
        stop_all([service])


def answers(port: int, **headers: str) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health", headers=headers, trust_env=False).is_success
    except httpx.TransportError:
        return False


def test_a_negative_length_holds_nothing_up(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(b"POST /webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\nhello")
        assert line.recv(65_536).startswith(b"HTTP/1.1 400 ")
    assert answers(port)


def test_a_page_of_another_site_that_borrows_the_address_is_refused(port: int) -> None:
    assert not answers(port, Host="evil.fr")
    assert answers(port, Host=f"localhost:{port}")
