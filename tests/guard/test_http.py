"""A guarded server, talked to byte by byte."""

import asyncio
import contextlib
import itertools
import json
import os
from collections.abc import Awaitable, Callable

import httpx
import pytest
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.guard import heads, install
from bot.guard import http as module
from tests.channels.serving import serve_app, served_connections
from tests.tooling.waiting import PATIENCE

_names = (f"guard-test-{number}" for number in itertools.count())

HOST = b"\r\nHost: bemo.exemple.fr"
POST = b"POST /echo HTTP/1.1" + HOST
GET = b"GET /echo HTTP/1.1" + HOST + b"\r\n\r\n"

Talk = Callable[["Server"], Awaitable[None]]


class Server:
    """A running server: where it is, and how many requests its slow address has in hand."""

    def __init__(self, port: int, app: Sanic) -> None:
        self.port = port
        self.app = app

    async def open(self, here: str = "127.0.0.1") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port, local_addr=(here, 0))

    async def send(self, *parts: bytes, here: str = "127.0.0.1") -> bytes:
        """Send these bytes, one after the other, and return everything that comes until the server closes."""
        reader, writer = await self.open(here)
        for part in parts:
            writer.write(part)
            await asyncio.sleep(0.01)
        try:
            return await asyncio.wait_for(reader.read(), PATIENCE)
        except ConnectionResetError:  # it would not read what was sent
            return b""
        finally:
            writer.close()

    async def works(self, here: str = "127.0.0.1") -> bool:
        """Say whether an ordinary request is answered."""
        answer = await self.send(POST + b"\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc", here=here)
        return answer.startswith(b"HTTP/1.1 200 ") and answer.endswith(b"\r\n\r\nabc")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times that a test can wait for."""
    monkeypatch.setattr(module, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(module, "BODY_SECONDS", 0.3)


async def _echo(request: Request) -> HTTPResponse:
    return response.raw(request.body or b"nothing")


async def _slow(request: Request) -> HTTPResponse:
    request.app.ctx.slow += 1
    await asyncio.sleep(99)
    return response.empty()


def serve(talk: Talk, *, per_address: int = 100, hosts: tuple[str, ...] = (), proxied: bool = False) -> None:
    app = Sanic(next(_names), configure_logging=False)
    app.add_route(_echo, "/echo", methods=["GET", "POST"])
    app.add_route(_slow, "/slow")
    app.ctx.slow = 0
    install(app, connections_per_address=per_address, hosts=hosts, proxied=proxied)

    async def session(client: httpx.AsyncClient) -> None:
        await talk(Server(client.base_url.port or 0, app))

    serve_app(app, session)


def status(answer: bytes) -> int:
    """Return the status of the only answer there is, closed and in French."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"\r\nconnection: close" in head
    assert answer.count(b"HTTP/1.1 ") == 1
    assert json.loads(body)["error"]
    return int(answer.split(b" ")[1])


@pytest.mark.parametrize("length", [b"-5", b"+5", b"1_0", b"x", "٥".encode(), b"5\r\nContent-Length: 5", b"1" * 11])
@pytest.mark.parametrize("request_line", [b"GET / HTTP/1.1", b"POST /echo HTTP/1.1", b"POST /unknown HTTP/1.1"])
def test_a_wrong_length_is_refused_and_the_server_goes_on(length: bytes, request_line: bytes) -> None:
    """« Content-Length: -5 » and one byte of body once held the whole server up for ever."""

    async def talk(server: Server) -> None:
        head = request_line + HOST + b"\r\nContent-Length: " + length + b"\r\n\r\n"
        assert status(await server.send(head + b"hello")) == 400
        assert status(await server.send(head, b"hello")) == 400
        assert await server.works()

    serve(talk)


@pytest.mark.parametrize(
    "sent",
    [
        b"\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + GET,
        b"\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + GET,
        b"\r\nContent-Length: 5\r\nContent-Length: 0\r\n\r\n" + GET,
        b"\r\nContent-Length : 5\r\n\r\n" + GET,
        b"\r\nX: a\nContent-Length: 5\r\n\r\n" + GET,
        b"\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + GET,
    ],
)
def test_no_second_request_is_smuggled_behind_a_head(sent: bytes) -> None:
    async def talk(server: Server) -> None:
        assert status(await server.send(POST + sent)) == 400

    serve(talk)


@pytest.mark.parametrize(
    "chunks",
    [
        b"0x5\r\nhello",
        b"1_0\r\nhellohello",
        b"-5\r\nhello",
        b"+5\r\nhello",
        b" 5\r\nhello",
        b"\r\nhello",
        b"5",
        b"123456789\r\nhello",
        b"5;" + b"a" * 60 + b"\r\nhello",
        b"5\nhello",
        b"x" * 100,
        b"5\r\nhelloworld\r\n",
        b"0\r\nContent-Length: 5\r\n\r\n",
        b"0\r\nXY" + GET,
        b"5\r\nhello0\r\n\r\n",
    ],
)
@pytest.mark.usefixtures("impatient")
def test_a_wrong_chunk_is_refused_and_nothing_after_it_is_read(chunks: bytes) -> None:
    async def talk(server: Server) -> None:
        answer = await server.send(POST + b"\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"\r\n" + GET)
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert answer.count(b"HTTP/1.1 ") == 1
        assert await server.works()

    serve(talk)


@pytest.mark.parametrize("cut", [1, 3, 1000])
def test_right_chunks_are_read_however_they_come(cut: int) -> None:
    sent = b"5\r\nhello\r\n1;why=not\r\n \r\n05\r\nworld\r\n0\r\n\r\n" + GET.replace(
        b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"
    )
    parts = [sent[at : at + cut] for at in range(0, len(sent), cut)]

    async def talk(server: Server) -> None:
        answer = await server.send(POST + b"\r\nTransfer-Encoding: chunked\r\n\r\n", *parts)
        assert answer.count(b"HTTP/1.1 200 ") == 2
        assert b"\r\n\r\nhello worldHTTP/1.1 200 " in answer
        assert answer.endswith(b"\r\n\r\nnothing")

    serve(talk)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the server was given by its sockets."""
    pieces: list[bytes] = []
    take = module.GuardedHttpProtocol.data_received

    def hear(protocol: module.GuardedHttpProtocol, data: bytes) -> None:
        pieces.append(data)
        take(protocol, data)

    monkeypatch.setattr(module.GuardedHttpProtocol, "data_received", hear)
    return pieces


def test_what_comes_just_before_it_is_waited_for_is_not_missed(
    monkeypatch: pytest.MonkeyPatch, heard: list[bytes]
) -> None:
    """Heads and bodies often come in two pieces, the second between the look and the wait."""
    wait_for = asyncio.wait_for

    async def talk(server: Server) -> None:
        head = POST + b"\r\nConnection: close\r\n"
        for parts in (
            (head + b"Content-Length: 3\r\n\r\n", b"abc"),
            (head + b"Content-Length: 3\r", b"\n\r\nabc"),
            (head + b"Transfer-Encoding: chunked\r\n\r\n", b"3\r\nabc\r\n0\r\n\r\n"),
        ):
            heard.clear()
            reader, writer = await server.open()
            looked = asyncio.Event()

            async def late(coming: Awaitable[None], seconds: float, looked: asyncio.Event = looked) -> None:
                monkeypatch.setattr(asyncio, "wait_for", wait_for)
                looked.set()
                while len(heard) < 2:
                    await asyncio.sleep(0)
                await wait_for(coming, seconds)

            monkeypatch.setattr(asyncio, "wait_for", late)
            writer.write(parts[0])
            await looked.wait()
            writer.write(parts[1])
            assert (await reader.read()).endswith(b"\r\n\r\nabc")
            assert heard == list(parts)
            writer.close()

    serve(talk)


def test_a_body_may_be_announced() -> None:
    async def talk(server: Server) -> None:
        for encoding, body in (
            (b"Content-Length: 3", b"abc"),
            (b"Transfer-Encoding: chunked", b"3\r\nabc\r\n0\r\n\r\n"),
        ):
            reader, writer = await server.open()
            writer.write(POST + b"\r\nConnection: close\r\nExpect: 100-continue\r\n" + encoding + b"\r\n\r\n")
            assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
            writer.write(body)
            assert (await reader.read()).endswith(b"\r\n\r\nabc")
            writer.close()
        assert status(await server.send(POST + b"\r\nExpect: foo\r\nContent-Length: 3\r\n\r\nabc")) == 417

    serve(talk)


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        (b"GET /\xff HTTP/1.1\r\n\r\n", 400),
        (b"GET http://[ HTTP/1.1\r\n\r\n", 400),
        (b"CONNECT exemple.fr:443 HTTP/1.1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"hello", 400),
        (b"\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET /" + b"a" * 100_000, 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 9000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 300_000, 431),
        (b"GET / HTTP/1.1\r\nHost: a" + b"\r\nX: a" * 200 + b"\r\n\r\n", 431),
    ],
    ids=range(12),
)
def test_malformed_requests_are_refused_without_a_trace(
    sent: bytes, wanted: int, caplog: pytest.LogCaptureFixture
) -> None:
    async def talk(server: Server) -> None:
        for _ in range(20):
            assert status(await server.send(sent)) == wanted
        assert await server.works()

    serve(talk)
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("Request refused: ")
    assert not any(record.exc_info for record in caplog.records)


def test_whoever_goes_away_leaves_no_trace(caplog: pytest.LogCaptureFixture, heard: list[bytes]) -> None:
    """In the middle of a head, of a body, of an answer."""
    slow = GET.replace(b"/echo", b"/slow")

    async def talk(server: Server) -> None:
        for sent in (b"GET / HT", POST + b"\r\nContent-Length: 9\r\n\r\nabc", slow, b""):
            heard.clear()
            _, writer = await server.open()
            writer.write(sent)
            while b"".join(heard) != sent or not served_connections() or server.app.ctx.slow < (sent == slow):
                await asyncio.sleep(0.01)
            writer.transport.abort()
            while served_connections():
                await asyncio.sleep(0.01)
        assert await server.works()

    serve(talk)
    assert caplog.messages == []


@pytest.mark.usefixtures("impatient")
def test_a_head_that_does_not_come_in_time_is_refused_even_byte_by_byte() -> None:
    async def talk(server: Server) -> None:
        assert status(await server.send(b"GET / HTTP/1.1\r\nX: ")) == 408
        reader, writer = await server.open()
        answer = asyncio.create_task(reader.read())
        with contextlib.suppress(ConnectionError):
            for byte in itertools.chain(b"GET / HTTP/1.1\r\nX: ", itertools.repeat(97)):
                writer.write(bytes([byte]))
                await asyncio.wait({answer}, timeout=0.05)
                if answer.done():
                    break
        assert status(await answer) == 408
        assert await server.send() == b""  # a connection on which nothing is ever said is closed too
        assert await server.works()

    serve(talk)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("sent", [b"\r\nContent-Length: 9\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n"])
@pytest.mark.parametrize("more", [b"", b"\r\nUpgrade: websocket"])
def test_a_body_that_does_not_come_in_time_is_refused(sent: bytes, more: bytes) -> None:
    async def talk(server: Server) -> None:
        assert (await server.send(POST + more + sent)).startswith(b"HTTP/1.1 400 ")
        assert (await server.send(POST + more + sent + b"9\r\nab")).startswith(b"HTTP/1.1 400 ")
        answer = await server.send(POST.replace(b"/echo", b"/unknown") + more + sent)
        assert answer.startswith(b"HTTP/1.1 404 ")
        assert await server.works()

    serve(talk)


def test_one_address_cannot_take_every_connection() -> None:
    async def talk(server: Server) -> None:
        busy = []
        for _ in range(5):
            busy.append(await server.open())
            busy[-1][1].write(GET.replace(b"/echo", b"/slow"))
            await asyncio.sleep(0.01)
        assert status(await server.send()) == 503
        if os.uname().sysname == "Linux":  # where all of 127.0.0.0/8 is this machine
            assert await server.works(here="127.0.0.2")
        busy[0][1].close()
        while not await server.works():
            pass
        for _, writer in busy:
            writer.close()

    serve(talk, per_address=5)


def test_half_sent_requests_make_room() -> None:
    async def talk(server: Server) -> None:
        half_sent = []
        for _ in range(5):
            half_sent.append(await server.open())
            half_sent[-1][1].write(b"GET / HTTP/1.1\r\nX: ")
            await asyncio.sleep(0.01)
        assert await server.works()
        assert await half_sent[0][0].read() == b""
        for _, writer in half_sent:
            writer.close()

    serve(talk, per_address=5)


def test_a_connection_between_two_requests_makes_room() -> None:
    async def talk(server: Server) -> None:
        kept = []
        for _ in range(5):
            reader, writer = await server.open()
            writer.write(GET)
            assert (await reader.readuntil(b"nothing")).startswith(b"HTTP/1.1 200 ")
            kept.append((reader, writer))
        assert await server.works()
        assert await kept[0][0].read() == b""
        kept[1][1].write(GET)
        assert (await kept[1][0].readuntil(b"nothing")).startswith(b"HTTP/1.1 200 ")

    serve(talk, per_address=5)


def test_declared_proxies_may_have_all_connections(caplog: pytest.LogCaptureFixture) -> None:
    async def talk(server: Server) -> None:
        kept = [await server.open() for _ in range(150)]
        assert (await server.send(GET.replace(HOST, HOST + b"\r\nX-Forwarded-For: a\r\nConnection: close"))).endswith(
            b"nothing"
        )
        for _, writer in kept:
            writer.close()

    serve(talk, proxied=True)
    assert caplog.messages == []


def test_a_proxy_that_is_not_declared_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    async def talk(server: Server) -> None:
        for _ in range(3):
            await server.send(GET.replace(HOST, HOST + b"\r\nX-Forwarded-For: a\r\nConnection: close"))

    serve(talk)
    assert len(caplog.messages) == 1
    assert "X-Forwarded-For" in caplog.messages[0]


def test_a_server_for_some_names_answers_to_no_other() -> None:
    async def talk(server: Server) -> None:
        assert status(await server.send(GET.replace(b"bemo.exemple.fr", b"evil.fr"))) == 421
        assert await server.works()

    serve(talk, hosts=("bemo.exemple.fr",))


def test_no_head_that_passes_makes_sanic_fail(caplog: pytest.LogCaptureFixture) -> None:
    """Every printable character, alone and doubled, anywhere in an address."""
    targets = [first + second for first in map(chr, range(33, 127)) for second in ("", first, "%", "[", "?", "#", ":")]

    async def talk(server: Server) -> None:
        for target in targets:
            assert heads.read(f"GET /{target} HTTP/1.1".encode() + HOST).fault is None
            head = f"GET /{target} HTTP/1.1".encode() + HOST + b"\r\nConnection: close\r\n\r\n"
            assert (await server.send(head)).startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 400 ")), target

    serve(talk)
    assert [record for record in caplog.records if record.exc_info] == []
