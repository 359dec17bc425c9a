"""A network that fails: it stands before a server, refuses, cuts answers short, or never answers."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from enum import Enum
from urllib.parse import urlsplit

_SOME = 40
"""Bytes of an answer that come before it is cut."""


class Way(str, Enum):
    """What becomes of a connection."""

    PASS = "pass"
    REFUSE = "refuse"
    CUT = "cut"
    HANG = "hang"


class _Between:
    def __init__(self, host: str, port: int, way: Callable[[], Way]) -> None:
        self._host, self._port, self._way = host, port, way

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await self._between(reader, writer, self._way())
        writer.close()

    async def _between(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Way) -> None:
        if way is Way.REFUSE:
            return
        request = await _message(reader)
        if way is Way.HANG:
            await reader.read()  # until the client leaves
            return
        upstream, onward = await asyncio.open_connection(self._host, self._port)
        onward.write(request)
        answer = await upstream.read()  # the server closes after each answer
        onward.close()
        writer.write(answer[:_SOME] if way is Way.CUT else answer)
        await writer.drain()


async def _message(reader: asyncio.StreamReader) -> bytes:
    """Return a request, its body included; the connection is not kept for another."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    length = next((int(line.partition(":")[2]) for line in lines if line.lower().startswith("content-length:")), 0)
    return head + await reader.readexactly(length)


@contextlib.contextmanager
def between(address: str, way: Callable[[], Way]) -> Iterator[str]:
    """Stand before the server at ``address``, give the address to call; ``way`` says what becomes of a connection."""
    parts = urlsplit(address)
    loop = asyncio.new_event_loop()
    handler = _Between(str(parts.hostname), int(parts.port or 80), way)
    server = loop.run_until_complete(asyncio.start_server(handler, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        asyncio.run_coroutine_threadsafe(_ended(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _ended(server: asyncio.AbstractServer) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
