"""The secret that opens a conversation, as requests bring it back: by the cookie or by the header.

The tabs of one browser each have their conversation: a tab says its seat (0 to 99), and each seat has its own cookie.
"""

from __future__ import annotations

import re

from sanic.request import Request
from sanic.response import HTTPResponse

COOKIE = "bemo"
SEAT = "X-Bemo-Seat"
"""The header that names the seat of a tab; ``?seat=`` does for images and files. None is seat 0."""
_SEAT = re.compile(r"[1-9]\d?", re.ASCII)
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
_BEARER = "bearer "


def given(request: Request, *, cookie_allowed: bool = True) -> str:
    """Return the token a request came with, "" when there is none that could be one.

    A header that holds a wrong token is never made up for by the cookie.
    """
    header = request.headers.get("authorization", "")
    if header:
        token = header[len(_BEARER) :].strip() if header.lower().startswith(_BEARER) else ""
    else:
        token = _in_cookie(request) if cookie_allowed else ""
    return token if _TOKEN.fullmatch(token) else ""


def _in_cookie(request: Request) -> str:
    """Not by Python's own reader: it reads nothing of a header where another program of the host left anything odd."""
    name = _name(request)
    for cookie in ";".join(request.headers.getall("cookie", [])).split(";"):
        given, separator, token = cookie.strip().partition("=")
        if separator and given == name:
            return token
    return ""


def set_cookie(answer: HTTPResponse, token: str, request: Request) -> None:
    """Hand the token to the browser, out of the reach of scripts, for as long as the browser stays open."""
    answer.cookies[_name(request)] = token
    _attributes(answer, request)


def clear_cookie(answer: HTTPResponse, request: Request) -> None:
    """Have the browser drop the cookie."""
    answer.cookies[_name(request)] = ""
    answer.cookies[_name(request)]["max-age"] = 0
    _attributes(answer, request)


def _name(request: Request) -> str:
    """Return the name of the cookie of the tab that asks. With its prefix, no other host or http page can set it."""
    seat = request.headers.get(SEAT.lower()) or request.args.get("seat", "")
    name = f"{COOKIE}-{seat}" if _SEAT.fullmatch(seat) else COOKIE
    return f"__Host-{name}" if request.scheme == "https" else name


def _attributes(answer: HTTPResponse, request: Request) -> None:
    cookie = answer.cookies[_name(request)]
    cookie["path"] = "/"
    cookie["httponly"] = True
    cookie["samesite"] = "Lax"
    if request.scheme == "https":
        cookie["secure"] = True
