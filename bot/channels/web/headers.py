"""Headers that say what a browser may do with what this server sends."""

from __future__ import annotations

from collections.abc import Sequence

from sanic.response import HTTPResponse

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors {}"
)
_DATA = "default-src 'none'; frame-ancestors 'none'"
_IMAGE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A drawing opened by itself keeps its own styles, in a document that may do nothing."""


def secure(answer: HTTPResponse) -> None:
    """Add the headers of every answer, and a policy that allows nothing where no other was set."""
    for name, value in _EVERYWHERE.items():
        answer.headers[name] = value
    answer.headers.setdefault("Content-Security-Policy", _DATA)
    answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    answer.headers.setdefault("Cache-Control", "no-store")


def page(answer: HTTPResponse, allowed_origins: Sequence[str]) -> None:
    """Add the policy of a page: its own scripts, styles and images only, framed by the listed origins only."""
    answer.headers["Content-Security-Policy"] = _PAGE.format(" ".join(("'self'", *allowed_origins)))


def image(answer: HTTPResponse) -> None:
    """Add the policy of a drawing."""
    answer.headers["Content-Security-Policy"] = _IMAGE
