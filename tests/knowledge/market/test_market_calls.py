"""Calls to an API, in virtual time: statuses, tokens, what is asked again and when, rates, rests, time limits."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Iterable
from email.utils import format_datetime
from functools import partial
from typing import Any

import httpx
import pytest

from knowledge.market import bonne_boite, marche_travail, offres_emploi, romeo
from knowledge.market.background import _posted
from knowledge.market.breaker import FAILURES, REST
from knowledge.market.calls import Answer, Api, Ask
from knowledge.market.failures import ApiFailure, Cause
from knowledge.market.tokens import MARGIN, ClientCredentials
from knowledge.market.transport import ATTEMPT, ATTEMPTS, Line
from tests.virtual_time import run

API = Api("try", "/try", "scope_a scope_b", rate=1000)
ASK = Ask("/v1/it", (("a", "1"),))
SECRET, TOKEN_HOST = "a very secret", "token.example"
BUDGET = 2.4
Reply = tuple[int, dict[str, str], bytes]
Breaks = type[httpx.TransportError]
OK: Reply = (200, {}, b'{"value": 7}')


class Server:
    """Answers each call with the next of ``replies``, the last one for ever; tokens live ``seconds``."""

    def __init__(self, *replies: Reply | float | Breaks, seconds: float = 1499, token: Reply | None = None) -> None:
        self.replies = list(replies)
        self.seconds = seconds
        self.token = token
        self.tokens = 0
        self.calls: list[tuple[float, str]] = []
        self.forms: list[str] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == TOKEN_HOST:
            return await self._given(request)
        self.calls.append((asyncio.get_running_loop().time(), request.headers["Authorization"]))
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, float):
            await asyncio.sleep(reply)
            reply = OK
        if isinstance(reply, type):
            raise reply("broken", request=request)
        status, headers, content = reply
        return httpx.Response(status, headers=headers, content=content)

    async def _given(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0.05)
        self.tokens += 1
        self.forms.append(request.content.decode())
        if self.token:
            return httpx.Response(self.token[0], headers=self.token[1], content=self.token[2])
        return httpx.Response(200, json={"access_token": f"t{self.tokens}", "expires_in": self.seconds})

    @property
    def at(self) -> list[float]:
        """When each call came."""
        return [round(when, 3) for when, _ in self.calls]


def line(server: Server, api: Api = API) -> Line:
    http = httpx.AsyncClient(transport=httpx.MockTransport(server), timeout=None)
    ask = partial(_posted, http, f"https://{TOKEN_HOST}/token?realm=/partenaire")
    auth = ClientCredentials(ask, ("me", SECRET), api.scopes, asyncio.get_running_loop().time)
    return Line(api, http, "https://api.example/partenaire", auth)


def value(answer: Answer) -> int:
    return int(answer.data["value"])


async def outcomes(server: Server, count: int, api: Api = API, pause: float = 0.0) -> list[int | Cause]:
    """Return what ``count`` calls one after the other bring."""
    found: list[int | Cause] = []
    called = line(server, api)
    for _ in range(count):
        try:
            found.append(await called.call(ASK, value, BUDGET))
        except ApiFailure as failure:
            found.append(failure.cause)
        await asyncio.sleep(pause)
    return found


@pytest.mark.parametrize(
    ("reply", "cause", "attempts"),
    [
        ((400, {}, b"{}"), Cause.BAD_REQUEST, 1),
        ((404, {}, b""), Cause.BAD_REQUEST, 1),
        ((422, {}, b"{}"), Cause.BAD_REQUEST, 1),
        ((403, {}, b""), Cause.REFUSED, 1),
        ((401, {}, b""), Cause.REFUSED, 2),
        ((302, {"Location": "https://elsewhere.example/"}, b""), Cause.UNREADABLE, ATTEMPTS),
        ((429, {}, b""), Cause.RATE_LIMIT, ATTEMPTS),
        ((500, {}, b""), Cause.SERVER_ERROR, ATTEMPTS),
        ((503, {}, b"<html>"), Cause.SERVER_ERROR, ATTEMPTS),
        ((200, {}, b'{"value": 7'), Cause.UNREADABLE, ATTEMPTS),
        ((200, {}, b'{"other": 7}'), Cause.UNREADABLE, ATTEMPTS),
        ((200, {}, b"[]"), Cause.UNREADABLE, ATTEMPTS),
        ((200, {}, b""), Cause.UNREADABLE, ATTEMPTS),
        ((200, {"Content-Encoding": "gzip"}, b"not gzip"), Cause.UNREADABLE, ATTEMPTS),
        ((200, {}, b" " * 4_000_001), Cause.UNREADABLE, ATTEMPTS),
        (httpx.ConnectError, Cause.CONNECTION, ATTEMPTS),
        (httpx.RemoteProtocolError, Cause.CONNECTION, ATTEMPTS),
        (httpx.ReadError, Cause.CONNECTION, ATTEMPTS),
        (httpx.ConnectTimeout, Cause.TIMEOUT, ATTEMPTS),
    ],
)
def test_each_way_to_fail_has_its_cause_and_its_attempts(reply: Reply | Breaks, cause: Cause, attempts: int) -> None:
    server = Server(reply)
    assert run(outcomes(server, 1)) == [cause]
    assert len(server.calls) == attempts


@pytest.mark.parametrize("failed", [(500, {}, b""), (429, {}, b""), httpx.ReadError, (200, {}, b"{")])
def test_what_fails_once_is_asked_again(failed: Any) -> None:
    assert run(outcomes(Server(failed, OK), 1)) == [7]


def test_an_empty_answer_is_read_by_its_status() -> None:
    async def status() -> int:
        return await line(Server((204, {"Content-Range": "*/0"}, b""))).call(ASK, lambda answer: answer.status, BUDGET)

    assert run(status()) == 204


def test_a_slow_api_is_left_within_the_limit() -> None:
    server = Server(60.0)

    async def waited() -> tuple[Cause, float]:
        clock = asyncio.get_running_loop().time
        try:
            await line(server).call(ASK, value, BUDGET)
        except ApiFailure as failure:
            return failure.cause, clock()
        raise AssertionError

    cause, seconds = run(waited())
    assert cause is Cause.TIMEOUT
    assert ATTEMPT <= seconds <= BUDGET + 0.001


def test_an_answer_that_drips_is_left_within_the_limit() -> None:
    async def drip() -> Any:
        while True:
            await asyncio.sleep(0.1)
            yield b" "

    class Drips(Server):
        async def __call__(self, request: httpx.Request) -> httpx.Response:
            if request.url.host == TOKEN_HOST:
                return await super().__call__(request)
            return httpx.Response(200, content=drip())

    async def waited() -> float:
        with pytest.raises(ApiFailure, match="timeout"):
            await line(Drips(OK)).call(ASK, value, BUDGET)
        return asyncio.get_running_loop().time()

    assert run(waited()) <= BUDGET + 0.001


def test_no_time_left_asks_nothing() -> None:
    server = Server(OK)

    async def tried() -> None:
        with pytest.raises(ApiFailure, match="out of time"):
            await line(server).call(ASK, value, 0.0)

    run(tried())
    assert not server.calls


def test_retry_after_is_waited_for() -> None:
    server = Server((429, {"Retry-After": "1"}, b""), OK)
    assert run(outcomes(server, 1)) == [7]
    first, second = server.at
    assert 1.0 <= second - first <= 1.2


def test_a_retry_after_beyond_the_limit_is_not_waited_for_and_the_api_is_left_alone_until_then() -> None:
    server = Server((429, {"Retry-After": "30"}, b""), OK)
    assert run(outcomes(server, 4, pause=10.0)) == [Cause.RATE_LIMIT, Cause.BREAKER, Cause.BREAKER, 7]
    assert len(server.calls) == 2


def test_retry_after_may_be_a_date() -> None:
    later = format_datetime(dt.datetime.now(dt.timezone.utc) + dt.timedelta(hours=1), usegmt=True)
    server = Server((503, {"Retry-After": later}, b""), OK)
    assert run(outcomes(server, 2)) == [Cause.SERVER_ERROR, Cause.BREAKER]
    assert len(server.calls) == 1


def test_an_api_that_is_down_is_left_alone_then_tried_by_one_call() -> None:
    server = Server((500, {}, b""))
    down = run(outcomes(server, FAILURES + 2))
    assert down == [Cause.SERVER_ERROR] * FAILURES + [Cause.BREAKER] * 2
    assert len(server.calls) == FAILURES * ATTEMPTS


def test_an_api_that_is_back_is_called_again() -> None:
    async def story() -> list[int | Cause]:
        server = Server(*[(500, {}, b"")] * FAILURES * ATTEMPTS, OK)
        called, found = line(server), list[int | Cause]()
        for pause in (*[0.0] * FAILURES, REST, 0.0, 0.0):
            try:
                found.append(await called.call(ASK, value, BUDGET))
            except ApiFailure as failure:
                found.append(failure.cause)
            await asyncio.sleep(pause)
        return found

    assert run(story()) == [*[Cause.SERVER_ERROR] * FAILURES, Cause.BREAKER, 7, 7]


def test_only_one_call_tries_after_a_rest() -> None:
    async def story() -> list[object]:
        called = line(Server((500, {}, b"")))
        for _ in range(FAILURES):
            with pytest.raises(ApiFailure):
                await called.call(ASK, value, BUDGET)
        await asyncio.sleep(REST + 1)
        tried = await asyncio.gather(*(called.call(ASK, value, BUDGET) for _ in range(5)), return_exceptions=True)
        return [getattr(each, "cause", each) for each in tried]

    assert sorted(map(str, run(story()))) == sorted(map(str, [Cause.SERVER_ERROR, *[Cause.BREAKER] * 4]))


def test_a_wrong_question_does_not_stop_the_right_ones() -> None:
    assert run(outcomes(Server(*[(400, {}, b"")] * 5, OK), 6)) == [*[Cause.BAD_REQUEST] * 5, 7]


@pytest.mark.parametrize("api", [offres_emploi.API, bonne_boite.API, marche_travail.API, romeo.API])
def test_calls_keep_to_the_rate_of_each_api(api: Api) -> None:
    server = Server(OK)

    async def together() -> None:
        called = line(server, api)
        await asyncio.gather(*(called.call(ASK, value, 60.0) for _ in range(25)))

    run(together())
    gaps = [later - sooner for sooner, later in zip(server.at, server.at[1:], strict=False)]
    # The first ones wait for the same token.
    assert min(gaps[1:]) >= 1 / api.rate - 0.06
    assert server.at[-1] >= 23 / api.rate


def test_a_call_that_would_wait_for_its_turn_beyond_its_limit_goes_without() -> None:
    async def together() -> list[object]:
        called = line(Server(OK), bonne_boite.API)
        return await asyncio.gather(*(called.call(ASK, value, 2.0) for _ in range(12)), return_exceptions=True)

    found = [getattr(each, "cause", each) for each in run(together())]
    assert set(found) == {7, Cause.OUT_OF_TIME}
    assert 3 <= found.count(7) <= 5


# Tokens


def signatures(server: Server) -> list[str]:
    return [token.removeprefix("Bearer ") for _, token in server.calls]


def test_calls_at_once_share_one_token_of_the_scopes_of_the_api() -> None:
    server = Server(OK)

    async def together() -> None:
        called = line(server)
        await asyncio.gather(*(called.call(ASK, value, 60.0) for _ in range(20)))

    run(together())
    assert server.tokens == 1
    assert set(signatures(server)) == {"t1"}
    assert sorted(server.forms[0].split("&")) == [
        "client_id=me",
        "client_secret=a+very+secret",
        "grant_type=client_credentials",
        "scope=scope_a+scope_b",
    ]


def test_a_token_is_renewed_before_it_expires() -> None:
    server = Server(OK, seconds=300)
    assert run(outcomes(server, 4, pause=(300 - MARGIN) / 2)) == [7] * 4
    assert signatures(server) == ["t1", "t1", "t2", "t2"]


def test_a_short_token_is_used_for_half_its_life() -> None:
    server = Server(OK, seconds=10)
    assert run(outcomes(server, 5, pause=2.4)) == [7] * 5
    assert signatures(server) == ["t1", "t1", "t1", "t2", "t2"]


def test_a_token_refused_is_renewed_once() -> None:
    server = Server(OK, (401, {}, b""), OK)
    assert run(outcomes(server, 3)) == [7, 7, 7]
    assert signatures(server) == ["t1", "t1", "t2", "t2"]


def test_calls_whose_token_is_refused_at_once_renew_it_once() -> None:
    class Expires(Server):
        async def __call__(self, request: httpx.Request) -> httpx.Response:
            if request.headers.get("Authorization") == "Bearer t1":
                return httpx.Response(401)
            return await super().__call__(request)

    server = Expires(OK)

    async def together() -> list[int]:
        called = line(server)
        return await asyncio.gather(*(called.call(ASK, value, 60.0) for _ in range(10)))

    assert run(together()) == [7] * 10
    assert server.tokens == 2


@pytest.mark.parametrize("error", ["invalid_scope", "invalid_client"])
def test_a_token_that_is_refused_is_not_asked_again(error: str) -> None:
    server = Server(OK, token=(400, {}, f'{{"error": "{error}", "error_description": "{SECRET}"}}'.encode()))

    async def told() -> str:
        with pytest.raises(ApiFailure) as failure:
            await line(server).call(ASK, value, BUDGET)
        return str(failure.value)

    assert run(told()) == f"token refused (HTTP 400 {error})"
    assert (server.tokens, len(server.calls)) == (1, 0)


@pytest.mark.parametrize(
    ("token", "cause"),
    [
        ((503, {}, b""), Cause.SERVER_ERROR),
        ((429, {"Retry-After": "900"}, b""), Cause.RATE_LIMIT),
        ((200, {}, b"{}"), Cause.UNREADABLE),
        ((200, {}, b'{"access_token": "t", "expires_in": "soon"}'), Cause.UNREADABLE),
        ((200, {}, b"<html>"), Cause.UNREADABLE),
    ],
)
def test_a_token_server_that_fails_is_told_as_such(token: Reply, cause: Cause) -> None:
    assert run(outcomes(Server(OK, token=token), 1)) == [cause]


def test_the_token_does_not_follow_to_another_host() -> None:
    seen: list[tuple[str, str | None]] = []

    class Sends(Server):
        async def __call__(self, request: httpx.Request) -> httpx.Response:
            if request.url.host == TOKEN_HOST:
                return await super().__call__(request)
            seen.append((request.url.host, request.headers.get("Authorization")))
            if request.url.host == "api.example":
                return httpx.Response(302, headers={"Location": "https://elsewhere.example/api?x=1"})
            return httpx.Response(200, json={"value": 7})

    async def sent() -> int:
        return await line(Sends(OK), Api("try", "/try", "a", 1000, redirects=True)).call(ASK, value, BUDGET)

    assert run(sent()) == 7
    assert seen == [("api.example", "Bearer t1"), ("elsewhere.example", None)]


def secrets(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if any(word in text for word in (SECRET, "a+very+secret", "t1", "Bearer"))]


def test_nothing_secret_is_logged_nor_told_by_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    failures: list[str] = []

    async def tried() -> None:
        replies: list[Reply | Breaks] = [(500, {}, b"t1"), (403, {}, SECRET.encode()), (200, {}, SECRET.encode())]
        for reply in (*replies, httpx.ReadError):
            with pytest.raises(ApiFailure) as failure:
                await line(Server(reply)).call(ASK, value, BUDGET)
            failures.append(f"{failure.value!r} {failure.value.__cause__!r}")

    run(tried())
    assert len(failures) == 4
    assert not secrets([*failures, *(record.getMessage() for record in caplog.records if record.name != "httpcore")])
