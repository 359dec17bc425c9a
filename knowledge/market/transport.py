"""One API as it is called: signed, at its rate, within a time limit, again when that may help, not while it is down."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import httpx
import stamina
from aiolimiter import AsyncLimiter

from knowledge.market.breaker import Breaker
from knowledge.market.calls import Answer, Api, Ask
from knowledge.market.failures import ApiFailure, Cause
from knowledge.market.statuses import failure_of, json_of
from knowledge.market.tokens import ClientCredentials

logger = logging.getLogger(__name__)

T = TypeVar("T")

ATTEMPT = 2.0
"""Seconds one attempt may take, the token included."""
ATTEMPTS = 3
NOT_AS_TOLD = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading an answer may raise where it is not what its contract says."""
_WORTH_TRYING = 0.15
"""Seconds that must be left for an attempt to be made."""
_LONGEST_PAUSE = 0.5
_MOST_BYTES = 4_000_000


class Line:
    """Calls to one API. Everything of it runs in one event loop, whose clock it follows."""

    def __init__(self, api: Api, http: httpx.AsyncClient, base: str, auth: ClientCredentials) -> None:
        """Call ``api`` under the address ``base``."""
        self._api = api
        self._http = http
        self._base = base.rstrip("/") + api.path
        self._auth = auth
        self._clock = asyncio.get_running_loop().time
        self._breaker = Breaker(self._clock)
        self._limiter = AsyncLimiter(1, 1 / api.rate)  # one at a time: never two within the API's interval

    async def call(self, ask: Ask, read: Callable[[Answer], T], seconds: float) -> T:
        """Return what ``read`` makes of the answer, within ``seconds``. Raises ApiFailure."""
        if not self._breaker.lets_go():
            raise ApiFailure(Cause.BREAKER)
        end = self._clock() + seconds
        try:
            value = await self._tried(ask, read, end)
        except ApiFailure as failure:
            if not failure.is_of_the_api:
                self._breaker.gave_up()
            elif rest := self._breaker.failed(failure.retry_after):
                logger.warning("market api=%s is left alone for %.0f s: %s", self._api.name, rest, failure)
            raise
        except BaseException:
            self._breaker.gave_up()
            raise
        self._breaker.worked()
        return value

    async def _tried(self, ask: Ask, read: Callable[[Answer], T], end: float) -> T:
        def again(error: Exception) -> bool | float:
            if not isinstance(error, ApiFailure) or not error.may_pass:
                return False
            asked = error.retry_after
            if self._clock() + (_LONGEST_PAUSE if asked is None else asked) + _WORTH_TRYING > end:
                return False
            return True if asked is None else asked + random.uniform(0, 0.1)  # noqa: S311 — apart from one another

        async for attempt in stamina.retry_context(
            again, attempts=ATTEMPTS, timeout=None, wait_initial=0.1, wait_max=_LONGEST_PAUSE, wait_jitter=0.2
        ):
            with attempt:
                try:
                    return await self._once(ask, read, end)
                except ApiFailure as failure:
                    logger.info("market api=%s attempt=%d: %s", self._api.name, attempt.num, failure)
                    raise
        raise AssertionError  # stamina raises what the last attempt raised

    async def _once(self, ask: Ask, read: Callable[[Answer], T], end: float) -> T:
        await self._within(self._limiter.acquire(), end, Cause.OUT_OF_TIME)
        answer = await self._within(self._sent(ask), min(end, self._clock() + ATTEMPT), Cause.TIMEOUT)
        try:
            return read(answer)
        except NOT_AS_TOLD as error:
            raise ApiFailure(Cause.UNREADABLE, type(error).__name__) from None

    async def _within(self, awaitable: Awaitable[T], end: float, late: Cause) -> T:
        try:
            return await asyncio.wait_for(awaitable, max(0.0, end - self._clock()))
        except asyncio.TimeoutError:
            raise ApiFailure(late) from None

    async def _sent(self, ask: Ask) -> Answer:
        request = self._http.build_request(
            "GET" if ask.body is None else "POST",
            self._base + ask.path,
            params=list(ask.query) or None,
            json=ask.body,
            headers={"Accept": "application/json"},
        )
        response = await sent(self._http, request, auth=self._auth, follow_redirects=self._api.redirects)
        if failure := failure_of(response):
            raise failure
        return Answer(response.status_code, response.headers, json_of(response) if response.content else None)


async def sent(http: httpx.AsyncClient, request: httpx.Request, **how: Any) -> httpx.Response:
    """Send a request and return its answer, read whole. Raises ApiFailure."""
    try:
        response = await http.send(request, stream=True, **how)
        try:
            content = bytearray()
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > _MOST_BYTES:
                    raise ApiFailure(Cause.UNREADABLE, "too long")
        finally:
            await response.aclose()
    except httpx.TimeoutException as error:
        raise ApiFailure(Cause.TIMEOUT, type(error).__name__) from None
    except (httpx.DecodingError, httpx.TooManyRedirects, httpx.InvalidURL) as error:
        raise ApiFailure(Cause.UNREADABLE, type(error).__name__) from None
    except httpx.TransportError as error:
        raise ApiFailure(Cause.CONNECTION, type(error).__name__) from None
    return httpx.Response(response.status_code, headers=_plain(response.headers), content=bytes(content))


def _plain(headers: httpx.Headers) -> list[tuple[str, str]]:
    """Return the headers without those that told how the content was coded: it is decoded."""
    return [(name, value) for name, value in headers.items() if name not in ("content-encoding", "transfer-encoding")]
