"""What a form of the desk brings: read whole or refused, one of ours or refused; and its two cookies."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.keys import new_token
from bot.channels.web import origins, problems
from bot.channels.web.origins import Caller
from bot.channels.web.problems import Problem
from bot.handover.desk.sessions import is_same

MAX_BODY = 128 * 1024  # bytes: an answer of 8,000 characters is at most 96,000 once written as a form is
PROOF = "preuve"
ONCE = "envoi"
SESSION = "bemo_bureau"
ENTRANCE = "bemo_entree"
"""The cookie of the form that lets in: there is no session yet to prove that it is one of ours."""
_KIND = "application/x-www-form-urlencoded"
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What no one types: control characters, and those that turn the writing round to show another text."""
OUT_OF_DATE = "Ce formulaire n’est plus valable. Revenez à la page, et recommencez."


class Form:
    """The fields of a form, each once, as text without anything unseen."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        self._fields = fields

    def text(self, name: str, most: int) -> str:
        """Return a text of several lines, trimmed; of one character too many is refused. Raises Problem."""
        written = self.raw(name).replace("\r\n", "\n").replace("\r", "\n")
        text = _UNSEEN.sub("", written).strip()
        if len(text) > most:
            raise Problem(422, f"Ce texte est trop long : {most} caractères au plus.")
        return text

    def line(self, name: str, most: int = 200) -> str:
        """Return a text of one line, cut."""
        return " ".join(_UNSEEN.sub(" ", self.raw(name)).split())[:most]

    def raw(self, name: str) -> str:
        """Return a field as it came, "" without: a password is nobody's to mend."""
        return self._fields.get(name, [""])[0]


def read(request: Request) -> Form:
    """Return the form that a page of this server sent. Raises Problem."""
    if origins.caller(request, ()) is not Caller.SAME:
        raise Problem(403, OUT_OF_DATE)
    if len(request.body) > MAX_BODY:
        raise Problem(413, problems.TOO_LARGE)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _KIND:
        raise Problem(415, problems.UNREADABLE)
    return Form(_fields(request.body.decode("ascii", "replace")))


def asked(request: Request) -> Form:
    """Return what the address asks, after its « ? »."""
    return Form(_fields(request.query_string))


def _fields(encoded: str) -> dict[str, list[str]]:
    try:
        return parse_qs(encoded, keep_blank_values=True, max_num_fields=40, errors="strict")
    except ValueError:
        raise Problem(400, problems.UNREADABLE) from None


def prove(form: Form, wanted: str) -> None:
    """Refuse a form that does not hold the proof it was given. Raises Problem."""
    if not wanted or not is_same(form.raw(PROOF), wanted):
        raise Problem(403, OUT_OF_DATE)


def cookie(request: Request, name: str) -> str:
    """Return the secret of a cookie, "" when there is none that could be one."""
    wanted = _named(request, name)
    for each in ";".join(request.headers.getall("cookie", [])).split(";"):
        given, separator, token = each.strip().partition("=")
        if separator and given == wanted:
            return token if _TOKEN.fullmatch(token) else ""
    return ""


def set_cookie(request: Request, answer: HTTPResponse, name: str, token: str) -> None:
    """Hand a secret to the browser: never to a script, never to another site's request; "" takes it back."""
    own = _named(request, name)
    answer.cookies[own] = token
    given = answer.cookies[own]
    given["path"] = "/"
    given["httponly"] = True
    given["samesite"] = "Strict"
    if request.scheme == "https":
        given["secure"] = True
    if not token:
        given["max-age"] = 0


def entrance(request: Request) -> str:
    """Return the secret of the entrance form: the one the browser has, else a new one."""
    return cookie(request, ENTRANCE) or new_token()


def _named(request: Request, name: str) -> str:
    """With its prefix, no other host or http page can set it."""
    return f"__Host-{name}" if request.scheme == "https" else name
