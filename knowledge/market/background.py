"""One thread with one event loop for every call: connections, tokens, rates and breakers are shared by all threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import TimeoutError as LateError
from functools import partial
from typing import TypeVar

import httpx

from knowledge.market.calls import Answer, Api, Ask
from knowledge.market.connection import Connection
from knowledge.market.failures import ApiFailure, Cause
from knowledge.market.tokens import ClientCredentials
from knowledge.market.transport import Line, sent

T = TypeVar("T")

_GRACE = 0.3
"""Seconds a caller waits beyond the limit of a call, that keeps to it by itself, before it goes without."""
_CONNECT = 1.0


class Background:
    """Calls made from any thread, run in one loop."""

    def __init__(self, connection: Connection) -> None:
        """Start nothing yet."""
        self._connection = connection
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._http: httpx.AsyncClient | None = None
        self._lines: dict[str, Line] = {}

    def call(self, api: Api, ask: Ask, read: Callable[[Answer], T], seconds: float) -> T:
        """Return what ``read`` makes of the answer, within ``seconds``. Raises ApiFailure."""
        future = asyncio.run_coroutine_threadsafe(self._call(api, ask, read, seconds), self._started())
        try:
            return future.result(seconds + _GRACE)
        except LateError:
            future.cancel()
            raise ApiFailure(Cause.OUT_OF_TIME, "the loop is late") from None

    def close(self) -> None:
        """End the connections and the thread."""
        with self._starting:
            loop, self._loop = self._loop, None
        if loop is None:
            return
        if self._http is not None:
            asyncio.run_coroutine_threadsafe(self._http.aclose(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        if self._thread is not None:
            self._thread.join(5)
        loop.close()

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._lines, self._http = {}, None
                self._thread = threading.Thread(target=self._loop.run_forever, name="market", daemon=True)
                self._thread.start()
            return self._loop

    async def _call(self, api: Api, ask: Ask, read: Callable[[Answer], T], seconds: float) -> T:
        return await self._line(api).call(ask, read, seconds)

    def _line(self, api: Api) -> Line:
        if self._http is None:
            # What takes long is cut by the limit of the call, not by the silence between two bytes.
            self._http = httpx.AsyncClient(timeout=httpx.Timeout(None, connect=_CONNECT), max_redirects=2)
        if api.name not in self._lines:
            auth = ClientCredentials(
                partial(_posted, self._http, self._connection.token),
                self._connection.client,
                api.scopes,
                asyncio.get_running_loop().time,
            )
            self._lines[api.name] = Line(api, self._http, self._connection.api, auth)
        return self._lines[api.name]


async def _posted(http: httpx.AsyncClient, address: str, form: dict[str, str]) -> httpx.Response:
    return await sent(http, http.build_request("POST", address, data=form, headers={"Accept": "application/json"}))
