"""Requests cut, mixed and doubled at random: none is read where a strict reader sees another, nor left a trace of."""

import asyncio
import random

import h11
import httpx
import pytest
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.guard import install
from tests.channels.serving import serve_app

CASES = 400
SEEDS = (
    b"GET /echo HTTP/1.1\r\nHost: a\r\n\r\n",
    b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
    b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
)
PIECES = (
    *(b"GET ", b"POST ", b" HTTP/1.1", b" HTTP/1.0", b"\r\n", b"\r\n\r\n", b"\n", b"\r", b": ", b" ", b"\t", b"\x00"),
    *(
        b"\xff",
        b",",
        b"+",
        b"_",
        b"X: y",
        b"Host: a",
        b"hello",
        b"5\r\nhello\r\n",
        b"0\r\n\r\n",
        b"0x5\r\n",
        b"5;b=c\r\n",
    ),
    *(b"Content-Length: 5", b"Content-Length: 0", b"Content-Length: -1", b"content-length:05", b"Content-Length : 5"),
    *(b"Transfer-Encoding: chunked", b"transfer-encoding:Chunked", b"Connection: close", b"Connection: keep-alive"),
    *(b"Expect: 100-continue", b"Upgrade: websocket", SEEDS[0]),
)

Seen = tuple[str, bytes]


def mutated(dice: random.Random) -> bytes:
    sent = b"".join(dice.choice(SEEDS) for _ in range(dice.randint(1, 3)))
    for _ in range(dice.randint(0, 4)):
        at = dice.randrange(len(sent) + 1)
        put = dice.choice((dice.choice(PIECES), b"\r\n" + dice.choice(PIECES), bytes([dice.randrange(256)]), b""))
        sent = sent[:at] + put + sent[at + (0 if len(put) > 1 else dice.randint(0, 12)) :]
    return sent


def read_strictly(sent: bytes) -> list[Seen]:
    """Return the method and body of each request for /echo, up to the first one that is malformed."""
    reader = h11.Connection(h11.SERVER)
    reader.receive_data(sent)
    reader.receive_data(b"")
    seen: list[Seen] = []
    request, body = None, b""
    try:
        while True:
            event = reader.next_event()
            if isinstance(event, h11.Request):
                request, body = event, b""
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                assert request is not None
                if request.target.partition(b"?")[0] == b"/echo" and request.method in (b"GET", b"POST"):
                    seen.append((request.method.decode(), body))
                reader.send(h11.Response(status_code=200, headers=[("content-length", "0")]))
                reader.send(h11.EndOfMessage())
                reader.start_next_cycle()
            else:
                return seen
    except h11.ProtocolError:
        return seen


async def answers(port: int, sent: bytes, cut: int) -> None:
    """Send in two pieces, and wait until the server closes or has nothing more to say."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent[:cut])
    await asyncio.sleep(0)
    writer.write(sent[cut:])
    try:
        while await asyncio.wait_for(reader.read(65_536), 0.02):
            pass
    except (asyncio.TimeoutError, ConnectionResetError):
        pass
    writer.transport.abort()


def test_what_is_read_is_what_a_strict_reader_reads(caplog: pytest.LogCaptureFixture) -> None:
    app = Sanic("framing", configure_logging=False)
    seen: list[Seen] = []

    async def echo(request: Request) -> HTTPResponse:
        seen.append((request.method, bytes(request.body)))
        return response.empty()

    app.add_route(echo, "/echo", methods=["GET", "POST"])
    install(app)

    async def talk(client: httpx.AsyncClient) -> None:
        dice = random.Random(11)
        for _ in range(CASES):
            sent = mutated(dice)
            seen.clear()
            await answers(client.base_url.port or 0, sent, dice.randrange(len(sent) + 1))
            assert seen == read_strictly(sent)[: len(seen)], sent
        await client.get("/echo")
        assert seen[-1] == ("GET", b"")

    serve_app(app, talk)
    assert not [record for record in caplog.records if record.exc_info]
