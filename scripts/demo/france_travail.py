"""The APIs of France Travail on this machine: tokens and scopes as their contracts say, then ``apis``."""

from __future__ import annotations

import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pytest_httpserver import HTTPServer
from werkzeug.wrappers import Request, Response

from scripts.demo.apis import PAGE, PARTNER, answer, as_json, page

CLIENT = ("essai", "essai-secret")
REALM = "/partenaire"
TOKEN = "/connexion/oauth2/access_token"  # noqa: S105 — an address
_SCOPES: dict[str, frozenset[str]] = {
    f"{PARTNER}/offresdemploi/": frozenset({"api_offresdemploiv2", "o2dsoffre"}),
    f"{PARTNER}/labonneboite/": frozenset({"api_labonneboitev2", "search", "office"}),
    f"{PARTNER}/stats-offres-demandes-emploi/": frozenset(
        {"api_stats-offres-demandes-emploiv1", "offresetdemandesemploi"}
    ),
    f"{PARTNER}/romeo/": frozenset({"api_romeov2"}),
}
_KNOWN_SCOPES = frozenset().union(*_SCOPES.values())
_NO_SCOPE: frozenset[str] = frozenset()
_SECONDS = 1499


@dataclass(frozen=True)
class _Token:
    scopes: frozenset[str]
    until: float


@dataclass
class FranceTravail:
    """Answers as the APIs do. ``fault`` may answer first, or change nothing by answering None."""

    clock: Callable[[], float] = time.monotonic
    seconds: int = _SECONDS
    fault: Callable[[Request], Response | None] | None = None
    calls: list[tuple[str, str, int]] = field(default_factory=list)
    """What was asked: method, path and query, status of the answer."""
    _tokens: dict[str, _Token] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: Request) -> Response:
        """Answer a request."""
        response = (self.fault(request) if self.fault else None) or self._answer(request)
        with self._lock:
            self.calls.append((request.method, request.full_path.rstrip("?"), response.status_code))
        return response

    def expire(self) -> None:
        """Let no token given until now open anything."""
        with self._lock:
            self._tokens.clear()

    def _answer(self, request: Request) -> Response:
        if request.path.startswith(PAGE):
            return page(request.path.removeprefix(PAGE))
        if request.path == TOKEN:
            return self._token(request)
        return self._refusal(request) or answer(request)

    def _token(self, request: Request) -> Response:
        form = request.form
        if request.method != "POST" or request.args.get("realm") != REALM:
            return _error(400, "invalid_request")
        if form.get("grant_type") != "client_credentials":
            return _error(400, "unsupported_grant_type")
        if (form.get("client_id"), form.get("client_secret")) != CLIENT:
            return _error(400, "invalid_client")
        scopes = frozenset(form.get("scope", "").split())
        if not scopes or not scopes <= _KNOWN_SCOPES:
            return _error(400, "invalid_scope")
        token = uuid.uuid4().hex
        with self._lock:
            self._tokens[token] = _Token(scopes, self.clock() + self.seconds)
        told = {"access_token": token, "token_type": "Bearer", "expires_in": self.seconds, "scope": " ".join(scopes)}
        return as_json(told)

    def _refusal(self, request: Request) -> Response | None:
        """Return 401 to a token that opens nothing, an empty 403 to one without a scope of the API."""
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        with self._lock:
            token = self._tokens.get(given)
        if kind != "Bearer" or token is None or self.clock() >= token.until:
            return Response(status=401, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
        wanted = next((needed for start, needed in _SCOPES.items() if request.path.startswith(start)), _NO_SCOPE)
        return None if wanted <= token.scopes else Response(status=403)


@contextmanager
def served(api: FranceTravail, port: int = 0) -> Iterator[str]:
    """Serve on this machine, give the address."""
    with HTTPServer("127.0.0.1", port, threaded=True) as server:
        server.expect_request(re.compile("/.*")).respond_with_handler(api)
        yield server.url_for("").rstrip("/")


def _error(status: int, error: str) -> Response:
    return as_json({"error": error, "error_description": error}, status)
