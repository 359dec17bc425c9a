"""Which pages may call: those of this server, and those of the origins listed in credentials.yml."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from sanic.request import Request

_PORTS = {"http": "80", "https": "443"}


class Caller(Enum):
    """Where a request comes from, as the browser says; no page can write these headers itself."""

    SAME = "same"
    """A page of this server, or no browser at all: what is not a browser has no one else's cookie."""
    ALLOWED = "allowed"
    """A page of a listed origin."""
    FOREIGN = "foreign"


def caller(request: Request, allowed: Collection[str]) -> Caller:
    """Say where a request comes from: by ``Origin``, else by ``Sec-Fetch-Site``."""
    origin = request.headers.get("origin", "").lower()
    if origin:
        if origin in allowed:
            return Caller.ALLOWED
        return Caller.SAME if _same_site_and_port(origin, request.host) else Caller.FOREIGN
    # "none": the address was typed, or a bookmark opened.
    return Caller.SAME if request.headers.get("sec-fetch-site", "none") in ("same-origin", "none") else Caller.FOREIGN


def _same_site_and_port(origin: str, host: str) -> bool:
    """Compare host and port. Not the scheme: behind a proxy that ends TLS, this server only knows http."""
    scheme, _, place = origin.partition("://")
    if not place or scheme not in _PORTS:
        return False
    default = f":{_PORTS[scheme]}"
    return place.removesuffix(default) == host.lower().removesuffix(default)


EMBED_ALLOWED = "/api/embed-allowed"
"""Any site may read whether it may embed the page."""


def cors_headers(request: Request, allowed: Collection[str]) -> dict[str, str]:
    """Return the headers that let a listed origin read the answer: no cookie, the token goes by the header."""
    if request.path == EMBED_ALLOWED:
        return {"Access-Control-Allow-Origin": "*"}
    headers = {"Vary": "Origin"}
    origin = request.headers.get("origin", "")
    if origin.lower() in allowed:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
        headers["Access-Control-Expose-Headers"] = "Content-Disposition, Retry-After"
        headers["Access-Control-Max-Age"] = "600"
    return headers
