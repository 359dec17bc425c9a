"""What is wrong with the head of a request: how it is written, how long it says its body is, whom it is for."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

MAX_HEAD = 8192  # bytes, the request line and all headers
MAX_LINE = 4096  # bytes of the request line
MAX_HEADERS = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a request is refused: ``kind`` for the log (one of a few, nothing of the request), ``status`` to answer."""

    kind: str
    status: int = 400


LINE = Fault("request line")
HEADER = Fault("header")
LENGTH = Fault("length of the body")
HOST = Fault("host")
CHUNK = Fault("chunk of a body")
EXPECT = Fault("expectation", 417)
OTHER_HOST = Fault("host of another site", 421)
LONG_LINE = Fault("long request line", 414)
LONG_HEAD = Fault("long head", 431)
LATE_HEAD = Fault("late head", 408)
LATE_BODY = Fault("late body", 408)

# Only what programs and browsers really send: a path, never a whole address nor that of another server.
_LINE = re.compile(rb"[A-Z]{1,16} /[!-~]* HTTP/1\.[01]")
_HEADERS = re.compile(rb"(?:\r\n[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t -~\x80-\xff]*)*")
_WEIGHTY = re.compile(
    rb"\r\n(content-length|transfer-encoding|host|expect|x-forwarded-for):[\t ]*([^\r]*)", re.IGNORECASE
)
_LENGTH = re.compile(rb"[0-9]{1,10}[\t ]*")
_PLACE = re.compile(rb"([0-9A-Za-z._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?[\t ]*")


@dataclass(frozen=True, slots=True)
class Read:
    """What the guard wants to know of a head: ``fault``, None when there is none, and whether it was ``forwarded``."""

    fault: Fault | None
    forwarded: bool = False


def read(head: bytes, hosts: Collection[str] = ()) -> Read:
    """Read a head, without the empty line that ends it. ``hosts``: the names this server answers to, none for any."""
    line, separator, rest = head.partition(b"\r\n")
    if len(line) > MAX_LINE:
        return Read(LONG_LINE)
    if not _LINE.fullmatch(line):
        return Read(LINE)
    if rest.count(b"\r\n") >= MAX_HEADERS:
        return Read(LONG_HEAD)
    headers = separator + rest
    if not _HEADERS.fullmatch(headers):
        return Read(HEADER)
    given: dict[bytes, list[bytes]] = {}
    for name, value in _WEIGHTY.findall(headers):
        given.setdefault(name.lower(), []).append(value)
    old = line.endswith(b"0")
    fault = _length_fault(given, old=old) or _host_fault(given.get(b"host", []), hosts, old=old) or _expect_fault(given)
    return Read(fault, b"x-forwarded-for" in given)


def _length_fault(given: dict[bytes, list[bytes]], *, old: bool) -> Fault | None:
    """Look at what says where the body ends: two servers that read it differently do not see the same requests."""
    lengths, encodings = given.get(b"content-length", []), given.get(b"transfer-encoding", [])
    if len(lengths) + len(encodings) > 1 or (old and encodings):
        return LENGTH
    right = all(map(_LENGTH.fullmatch, lengths)) and all(encoding == b"chunked" for encoding in encodings)
    return None if right else LENGTH


def _host_fault(given: list[bytes], hosts: Collection[str], *, old: bool) -> Fault | None:
    if not given and old:
        return OTHER_HOST if hosts else None
    place = _PLACE.fullmatch(given[0]) if len(given) == 1 else None
    if place is None:
        return HOST
    return OTHER_HOST if hosts and place[1].decode().lower() not in hosts else None


def _expect_fault(given: dict[bytes, list[bytes]]) -> Fault | None:
    expected = given.get(b"expect", [])
    return None if all(each.rstrip().lower() == b"100-continue" for each in expected) else EXPECT
