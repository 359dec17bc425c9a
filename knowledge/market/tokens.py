"""The OAuth2 tokens of France Travail (client credentials): asked once, shared, renewed before they expire."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Any

import httpx

from knowledge.market.failures import ApiFailure, Cause
from knowledge.market.statuses import failure_of, json_of

MARGIN = 60.0
"""Seconds before its end from which a token is renewed."""


class ClientCredentials(httpx.Auth):
    """Signs the calls to one API with a token of its scopes; a 401 renews the token once.

    ``ask`` sends the form to the token server. A token is told by nothing that is logged.
    """

    def __init__(
        self,
        ask: Callable[[dict[str, str]], Any],
        client: tuple[str, str],
        scopes: str,
        clock: Callable[[], float],
    ) -> None:
        """Ask for nothing yet."""
        self._ask = ask
        self._client = client
        self._scopes = scopes
        self._clock = clock
        self._token = ""
        self._until = 0.0
        self._asking = asyncio.Lock()

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Send the request signed, again with a new token where the first one is refused. Raises ApiFailure."""
        token = await self._current("")
        request.headers["Authorization"] = f"Bearer {token}"
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            token = await self._current(token)
            request.headers["Authorization"] = f"Bearer {token}"
            yield request

    async def _current(self, refused: str) -> str:
        """Return a token that is neither expired nor ``refused``; whoever waits meanwhile gets the same one."""
        async with self._asking:
            if not self._token or self._token == refused or self._clock() >= self._until:
                self._token, self._until = await self._new()
            return self._token

    async def _new(self) -> tuple[str, float]:
        identifier, secret = self._client
        form = {"grant_type": "client_credentials", "client_id": identifier, "client_secret": secret}
        response: httpx.Response = await self._ask({**form, "scope": self._scopes})
        if response.status_code in (httpx.codes.BAD_REQUEST, httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise ApiFailure(Cause.TOKEN, f"HTTP {response.status_code} {_error(response)}".strip())
        if failure := failure_of(response):
            raise failure
        given = json_of(response)
        try:
            token, seconds = str(given["access_token"]), float(given["expires_in"])
        except (KeyError, TypeError, ValueError):
            raise ApiFailure(Cause.UNREADABLE, "token") from None
        return token, self._clock() + max(seconds - MARGIN, seconds / 2)


def _error(response: httpx.Response) -> str:
    """Return the OAuth2 error code (``invalid_scope``), and nothing else of what the server says."""
    try:
        code = response.json()["error"]
    except (ValueError, KeyError, TypeError):
        return ""
    return code if isinstance(code, str) and code.isascii() and code.replace("_", "").isalpha() else ""
