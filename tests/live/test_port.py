"""The port of the running server, talked to byte by byte: whatever is sent, the next visitor is answered at once."""

import json
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing

import httpx
import pytest

from bot.servers import Servers
from tests.tooling.waiting import PATIENCE

HOST = b"\r\nHost: bemo.exemple.fr"
GET = b"GET / HTTP/1.1" + HOST + b"\r\n\r\n"
HALF = b"GET / HTTP/1.1\r\nX: "


def opened(live: Servers, here: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection(("127.0.0.1", live.port), timeout=PATIENCE, source_address=(here, 0))


def sent(live: Servers, *parts: bytes) -> bytes:
    """Send these bytes and return everything that comes until the server closes."""
    with closing(opened(live)) as line:
        for part in parts:
            line.sendall(part)
        return received(line)


def received(line: socket.socket) -> bytes:
    """Return everything that comes until the server closes; "" where it would not read what was sent."""
    try:
        return b"".join(iter(lambda: line.recv(65_536), b""))
    except ConnectionResetError:
        return b""


@pytest.fixture(autouse=True)
def _next_visitor_is_answered(live: Servers) -> Iterator[None]:
    yield
    with httpx.Client(base_url=live.url, trust_env=False, timeout=PATIENCE) as client:
        assert client.get("/health/live").status_code == 200
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "path", [b"/", b"/api/messages", b"/api/conversation", b"/webhooks/rest/webhook", b"/unknown", b"/health/live"]
)
def test_a_negative_length_holds_nothing_up(live: Servers, path: bytes) -> None:
    for method in (b"GET", b"POST"):
        head = method + b" " + path + b" HTTP/1.1" + HOST + b"\r\nContent-Length: -5\r\n\r\n"
        for parts in ((head + b"hello",), (head, b"hello")):
            assert sent(live, *parts).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /\xff HTTP/1.1" + HOST, 400),
        (b"CONNECT a:443 HTTP/1.1" + HOST, 400),
        (b"GET http://[ HTTP/1.1" + HOST, 400),
        (b"POST / HTTP/1.1" + HOST + b"\r\nContent-Length: x", 400),
        (b"POST / HTTP/1.1" + HOST + b"\r\nContent-Length: 5\r\nTransfer-Encoding: chunked", 400),
        (b"POST / HTTP/1.1" + HOST + b"\r\nContent-Length: 5\r\nContent-Length: 6", 400),
        (b"POST / HTTP/1.1" + HOST + b"\r\nTransfer-Encoding: xchunked", 400),
        (b"POST / HTTP/1.1" + HOST + b"\r\nTransfer-Encoding: Chunked", 400),
        (b"GET / HTTP/1.1", 400),
        (b"POST / HTTP/1.1" + HOST + b"\r\nExpect: foo\r\nContent-Length: 5", 417),
        (b"GET /" + b"a" * 5000 + b" HTTP/1.1" + HOST, 414),
        (b"GET / HTTP/1.1" + HOST + b"\r\nX: " + b"a" * 20_000, 431),
    ],
    ids=range(12),
)
def test_malformed_requests_write_one_line_a_minute(live: Servers, head: bytes, status: int) -> None:
    size = live.services[0].log.stat().st_size
    for _ in range(50):
        answer, _, body = sent(live, head + b"\r\n\r\n").partition(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 %d " % status)
        assert json.loads(body)["error"]
    added = live.services[0].log.read_bytes()[size:].decode()
    assert added.count("\n") <= 3, added
    assert "Traceback" not in added


def test_no_request_is_smuggled(live: Servers) -> None:
    chunked = b"POST /api/conversation HTTP/1.1" + HOST + b"\r\nTransfer-Encoding: chunked\r\n\r\n"
    for chunks in (b"0x5\r\nhello\r\n0\r\n\r\n", b"5\r\nhelloXX0\r\n\r\n", b"0\r\nTrailer: a\r\n\r\n"):
        assert sent(live, chunked + chunks + GET).count(b"HTTP/1.1 ") == 1


def test_whoever_goes_away_writes_nothing(live: Servers) -> None:
    size = live.services[0].log.stat().st_size
    for part in (HALF, b"POST / HTTP/1.1" + HOST + b"\r\nContent-Length: 9\r\n\r\nabc", b"", GET):
        for _ in range(20):
            with closing(opened(live)) as line:
                line.sendall(part)
    assert httpx.get(f"{live.url}/health/live", trust_env=False).status_code == 200
    assert live.services[0].log.stat().st_size == size


@pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.2 is this machine on Linux only")
def test_half_sent_requests_of_one_address_leave_the_others_theirs_and_end(live: Servers) -> None:
    with ExitStack() as lines:
        attack = [lines.enter_context(closing(opened(live, "127.0.0.2"))) for _ in range(300)]
        for line in attack:
            line.sendall(HALF)
        assert httpx.get(f"{live.url}/health/live", trust_env=False, timeout=PATIENCE).status_code == 200
        assert sum(received(line).startswith(b"HTTP/1.1 408 ") for line in attack) == 100


@pytest.mark.parametrize("path", ["/", "/webhooks/rest/webhook", "/model", "/static/app.js", "/unknown"])
def test_no_page_of_another_site_is_let_in_by_rasas_own_cors(live: Servers, path: str) -> None:
    for method in ("OPTIONS", "GET"):
        answer = httpx.request(method, f"{live.url}{path}", headers={"Origin": "https://evil.fr"}, trust_env=False)
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert method == "GET" or answer.status_code in (404, 405)
