"""Sanic's HTTP server, handed only what it reads right, and that comes in time.

Left to itself it loops for ever on a negative length, writes a traceback for each malformed request, reads chunks
and lengths its own way, and gives each byte of a head a minute to come.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sanic.exceptions import InvalidUsage, PayloadTooLarge, SanicException
from sanic.http import HTTP_CONTINUE, Http, Stage
from sanic.server.protocols.http_protocol import HttpProtocol
from sanic.server.protocols.websocket_protocol import WebSocketProtocol

from bot.guard import heads
from bot.guard.connections import Connections
from bot.guard.heads import Fault

logger = logging.getLogger(__name__)

HEAD_SECONDS = 8.0  # from the first byte of a request to the last of its head, and from the connection to that byte
BODY_SECONDS = 30.0  # from the first byte of a request to the last of its body
_LINGER = 1.0  # seconds left to whoever was refused to read why

_END = b"\r\n\r\n"
# A size, and extensions that no one uses. Sanic would also take 0x5, 1_0, +5 and −5.
_CHUNK = re.compile(rb"\r\n([0-9A-Fa-f]{1,8})(?:;[\t -~]{0,40})?")
_SENTENCES = {
    408: "La requête n’est pas arrivée à temps.",
    421: "Cette adresse n’est pas servie ici.",
    503: "Trop de connexions à la fois. Réessayez dans quelques instants.",
}
_REASONS = {
    400: "Bad Request",
    408: "Request Timeout",
    414: "URI Too Long",
    417: "Expectation Failed",
    421: "Misdirected Request",
    431: "Request Header Fields Too Large",
    503: "Service Unavailable",
}
_FULL = Fault("too many connections", 503)


@dataclass(frozen=True, slots=True)
class Guard:
    """What a server asks of those who come: ``hosts``, the names it answers to (none: any), and whether a proxy that
    is ``trusted`` stands in front.
    """

    connections: Connections
    hosts: Collection[str] = ()
    trusted: bool = False


class RefusedError(Exception):
    """A head that Sanic must not read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.kind)
        self.fault = fault


class GuardedHttp(Http):  # type: ignore[misc]
    """One connection's requests, checked before Sanic reads them."""

    __slots__ = ("__dict__",)

    # Sanic's own
    expecting_continue: bool
    keep_alive: bool
    request_body: Any
    stage: Stage
    upgrade_websocket: bool

    def __init__(self, protocol: Any) -> None:
        super().__init__(protocol)
        self.began: float | None = None
        """When the first byte of the last request came, on the clock of ``time.monotonic``."""

    async def http1_request_header(self) -> None:
        """Check the head, then have Sanic read it. Raises RefusedError."""
        self.began = time.monotonic()
        head = await self._head()
        guard = self.protocol.guard
        seen = heads.read(head, guard.hosts)
        if seen.fault:
            raise RefusedError(seen.fault)
        if seen.forwarded and not guard.trusted:
            logger.warning(
                "A proxy (X-Forwarded-For) is in front, and is not declared: its visitors share one address's limits.",
                extra={"kind": "proxy"},
            )
        try:
            await super().http1_request_header()
        except SanicException:
            raise
        except Exception as error:  # what its parser of addresses says, for one
            raise RefusedError(heads.LINE) from error
        # No WebSocket is spoken on this connection: where one is announced, Sanic stops looking at the time.
        self.upgrade_websocket = self.upgrade_websocket and isinstance(self.protocol, WebSocketProtocol)

    async def read(self) -> bytes | None:
        """Return some bytes of the body, None at its end. Raises SanicException."""
        if self.expecting_continue:
            self.expecting_continue = False
            await self._send(HTTP_CONTINUE)
        if not self.request_bytes_left and self.request_body == "chunked":
            await self._check_chunk()
        elif self.request_bytes_left:
            await self._body_bytes(lambda: bool(self.recv_buffer))
        data: bytes | None = await super().read()
        return data

    async def error_response(self, exception: Exception) -> None:
        """Answer an error; not to whoever is gone, and without the application where the head was refused."""
        refused = isinstance(exception, RefusedError)
        transport = self.protocol.transport
        if not refused and transport is not None and not transport.is_closing():
            await super().error_response(exception)
            return
        self.stage, self.keep_alive, self.request_body = Stage.FAILED, False, None
        if isinstance(exception, RefusedError):
            _say(exception.fault)
            await self._send(_answer(exception.fault))
            await self._linger()

    async def _head(self) -> bytes:
        if not self._head_is_told():
            try:
                await asyncio.wait_for(self._receive_until(self._head_is_told), HEAD_SECONDS)
            except asyncio.TimeoutError:
                raise RefusedError(heads.LATE_HEAD) from None
        end = self.recv_buffer.find(_END)
        if end < 0 and not self.recv_buffer[:1].isupper():
            raise RefusedError(heads.LINE)
        if not 0 <= end < heads.MAX_HEAD:
            line = self.recv_buffer.find(b"\r\n")
            raise RefusedError(heads.LONG_HEAD if 0 <= line <= heads.MAX_LINE else heads.LONG_LINE)
        return bytes(self.recv_buffer[:end])

    def _head_is_told(self) -> bool:
        """Say whether the head has come, or enough of it to know that it is none."""
        return (
            self.recv_buffer.find(_END) >= 0
            or not self.recv_buffer[:1].isupper()
            or len(self.recv_buffer) >= heads.MAX_HEAD + len(_END)
        )

    async def _check_chunk(self) -> None:
        """Wait for the line that gives the size of a chunk and for what follows it, and check both."""
        await self._body_bytes(lambda: self.recv_buffer.find(b"\r\n", 2) >= 0 or len(self.recv_buffer) > 64)
        end = self.recv_buffer.find(b"\r\n", 2)
        size = _CHUNK.fullmatch(self.recv_buffer, 0, max(0, end))
        if not size:
            raise self._body_error(heads.CHUNK)
        last = not int(size[1], 16)
        await self._body_bytes(lambda: len(self.recv_buffer) >= end + (4 if last else 3))
        if last and self.recv_buffer[end : end + 4] != _END:  # trailers, which Sanic would take for the next request
            raise self._body_error(heads.CHUNK)

    async def _body_bytes(self, enough: Callable[[], bool]) -> None:
        """Wait until there is enough in hand."""
        if enough():
            return
        try:
            await asyncio.wait_for(self._receive_until(enough), (self.began or 0) + BODY_SECONDS - time.monotonic())
        except asyncio.TimeoutError:
            raise self._body_error(heads.LATE_BODY) from None

    async def _receive_until(self, enough: Callable[[], bool]) -> None:
        # Asked again first: what came since is not announced a second time.
        while not enough():
            await self._receive_more()

    def _body_error(self, fault: Fault) -> SanicException:
        """Return what to raise: once the request is answered, Sanic is ready for one error only."""
        _say(fault)
        self.request_body, self.keep_alive = None, False
        if self.stage is not Stage.HANDLER:
            return PayloadTooLarge(fault.kind)
        return InvalidUsage(fault.kind)

    async def _linger(self) -> None:
        """Take in what is still coming: a connection closed on unread bytes is reset, and the answer lost."""
        if self.protocol.transport.can_write_eof():
            self.protocol.transport.write_eof()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._swallow(), _LINGER)

    async def _swallow(self) -> None:
        while True:
            self.recv_buffer.clear()
            await self._receive_more()


class GuardedHttpProtocol(HttpProtocol):  # type: ignore[misc]
    """Sanic's protocol, which the guard looks after."""

    @property
    def guard(self) -> Guard:
        """What the server asks of those who come."""
        guard: Guard = self.app.ctx.guard
        return guard

    def connection_made(self, transport: Any) -> None:
        """Let the connection in, or say that there is no room."""
        peer = transport.get_extra_info("peername")
        if not self.guard.connections.admit(self, peer[0] if isinstance(peer, tuple) else ""):
            _say(_FULL)
            transport.write(_answer(_FULL))
            transport.close()
            return
        super().connection_made(transport)
        self.loop.call_later(HEAD_SECONDS, self._close_if_silent)

    def connection_lost(self, error: Exception | None) -> None:
        """Count the connection no more."""
        self.guard.connections.forget(self)
        super().connection_lost(error)

    def make_room(self) -> bool:
        """Close the connection if it has no request in hand, or not yet a whole head, and say whether it was."""
        stage = self._http.stage if self._http is not None else Stage.IDLE
        if stage is Stage.REQUEST:
            _say(_FULL)
        if stage in (Stage.IDLE, Stage.REQUEST):
            self.close()
            return True
        return False

    def _setup_connection(self) -> None:
        super()._setup_connection()
        self._http = GuardedHttp(self)

    def _close_if_silent(self) -> None:
        if self._http is not None and self._http.began is None:
            self.close()


class GuardedWebSocketProtocol(GuardedHttpProtocol, WebSocketProtocol):  # type: ignore[misc]
    """The one that Sanic takes where a channel speaks WebSocket, guarded until it does."""


def _say(fault: Fault) -> None:
    logger.warning("Request refused: %s", fault.kind, extra={"kind": fault.kind})


def _answer(fault: Fault) -> bytes:
    """Return a whole HTTP answer, in French as those of the page."""
    body = json.dumps({"error": _SENTENCES.get(fault.status, "Requête illisible.")}, ensure_ascii=False).encode()
    head = (
        f"HTTP/1.1 {fault.status} {_REASONS[fault.status]}\r\nconnection: close\r\ncontent-type: application/json\r\n"
        f"cache-control: no-store\r\nx-content-type-options: nosniff\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
