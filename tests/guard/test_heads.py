"""What may be wrong with the head of a request."""

import pytest

from bot.guard import heads
from bot.guard.heads import Fault, read

HOST = b"\r\nHost: bemo.exemple.fr"
POST = b"POST /api/messages HTTP/1.1" + HOST


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1" + HOST,
        b'GET /?message=%C3%A9|[]{}^`"<>\\ HTTP/1.1' + HOST,
        b"GET / HTTP/1.0",
        b"GET / HTTP/1.1\r\nhOsT:[::1]:5005 \r\nX-Empty:\r\nCookie: a=\xe9; b=\xc3\xa9\t",
        POST + b"\r\nContent-Length: 0",
        POST + b"\r\ncontent-length:9999999999 \t",
        POST + b"\r\nTransfer-Encoding: chunked",
        POST + b"\r\nExpect: 100-Continue\r\nContent-Length: 3",
        b"GET / HTTP/1.1" + HOST + b"\r\nX: " + b"a" * 7000,
        b"GET / HTTP/1.1" + HOST + b"\r\nX: a" * (heads.MAX_HEADERS - 1),
    ],
)
def test_what_programs_and_browsers_send_is_right(head: bytes) -> None:
    assert read(head).fault is None


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        *(
            (line + HOST, heads.LINE)
            for line in (
                b"",
                b"GET",
                b"GET /",
                b"GET  / HTTP/1.1",
                b"GET / HTTP/1.1 ",
                b"GET / HTTP/2.0",
                b"GET / HTTP/1.10",
                b"GET / http/1.1",
                b"get / HTTP/1.1",
                b"GET /\xff HTTP/1.1",
                b"GET /\xc3\xa9 HTTP/1.1",
                b"GET /\x00 HTTP/1.1",
                b"GET /\t HTTP/1.1",
                b"GET /\n HTTP/1.1",
                b"GET http://[ HTTP/1.1",
                b"GET http://exemple.fr/ HTTP/1.1",
                b"CONNECT exemple.fr:443 HTTP/1.1",
                b"OPTIONS * HTTP/1.1",
                b"PRI * HTTP/2.0",
                b"A" * 17 + b" / HTTP/1.1",
            )
        ),
        *(
            (b"GET / HTTP/1.1" + HOST + b"\r\n" + header, heads.HEADER)
            for header in (
                b"",
                b"X",
                b": a",
                b"X : a",
                b" X: a",
                b"X: a\r\n b",
                b"X: a\x00",
                b"X: a\rb",
                b"X: a\nContent-Length: 5",
                b"X: a\x7f",
                b"\xe9: a",
                b"Content-Length : 3",
            )
        ),
        *(
            (POST + b"\r\nContent-Length: " + length, heads.LENGTH)
            for length in (
                b"",
                b"-5",
                b"+5",
                b"1_0",
                b"x",
                b"5,5",
                b"5 5",
                b"0x5",
                b"5.0",
                "٥".encode(),
                "５".encode(),
                b"1" * 11,
                b"3\r\nContent-Length: 3",
                b"3\r\ncontent-length: 4",
                b"3\r\nTransfer-Encoding: chunked",
            )
        ),
        *(
            (POST + b"\r\nTransfer-Encoding: " + encoding, heads.LENGTH)
            for encoding in (
                b"",
                b"Chunked",
                b"xchunked",
                b"chunked ",
                b"gzip, chunked",
                b"identity",
                b"chunked\r\nTransfer-Encoding: chunked",
                b"chunked\r\nContent-Length: 3",
            )
        ),
        (b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked", heads.LENGTH),
        (b"GET / HTTP/1.1", heads.HOST),
        (b"GET / HTTP/1.1" + HOST + HOST, heads.HOST),
        (b"GET / HTTP/1.1\r\nHost:", heads.HOST),
        (b"GET / HTTP/1.1\r\nHost: a b", heads.HOST),
        (b"GET / HTTP/1.1\r\nHost: a/b", heads.HOST),
        (b"GET / HTTP/1.1\r\nHost: a@b", heads.HOST),
        (b"GET / HTTP/1.1\r\nHost: a:b", heads.HOST),
        (POST + b"\r\nExpect: foo", heads.EXPECT),
        (b"GET /" + b"a" * heads.MAX_LINE + b" HTTP/1.1" + HOST, heads.LONG_LINE),
        (b"GET / HTTP/1.1" + HOST + b"\r\nX: a" * heads.MAX_HEADERS, heads.LONG_HEAD),
    ],
)
def test_what_sanic_reads_its_own_way_is_refused(head: bytes, fault: Fault) -> None:
    assert read(head).fault == fault


@pytest.mark.parametrize(
    ("host", "fault"),
    [
        (b"\r\nHost: bemo.exemple.fr", None),
        (b"\r\nHost: BEMO.exemple.fr:443", None),
        (b"\r\nHost: [::1]:5005", None),
        (b"\r\nHost: evil.fr", heads.OTHER_HOST),
        (b"\r\nHost: bemo.exemple.fr.evil.fr", heads.OTHER_HOST),
    ],
)
def test_only_the_names_of_the_server_are_answered_where_they_are_listed(host: bytes, fault: Fault | None) -> None:
    assert read(b"GET / HTTP/1.1" + host, {"bemo.exemple.fr", "[::1]"}).fault == fault


def test_a_request_without_a_host_is_for_no_listed_name() -> None:
    assert read(b"GET / HTTP/1.0", {"bemo.exemple.fr"}).fault == heads.OTHER_HOST


def test_a_proxy_is_seen() -> None:
    assert read(b"GET / HTTP/1.1" + HOST + b"\r\nx-FORWARDED-for: 203.0.113.7").forwarded
    assert not read(b"GET /x-forwarded-for: HTTP/1.1" + HOST + b"\r\nA: x-forwarded-for: b").forwarded
