"""What goes wrong, as a person reads it in a browser: a page with a sentence and what can be done."""

from __future__ import annotations

from html import escape
from string import Template

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.web import headers

_PAGE = Template(
    """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>$title – Bémo</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/static/logo.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/base.css">
<link rel="stylesheet" href="/static/talk.css">
<link rel="stylesheet" href="/static/sorry.css">
<script src="/static/theme.js"></script>
</head>
<body class="sorry">
<main>
<img src="/static/logo.svg" alt="Bémo" width="56" height="56">
<h1>$title</h1>
<p>$sentence</p>
<p class="ways">$again<a class="plain$weight" href="/">Poser une question à Bémo</a></p>
</main>
</body>
</html>
"""
)
_AGAIN = '<a class="plain strong" href="">Réessayer</a> '
_TITLES = {404: "Cette page n’existe pas", 408: "Un instant", 429: "Un instant", 503: "Un instant"}
_PASSING = frozenset({408, 429, 500, 502, 503, 504})
"""What asking again may mend."""


def wanted(request: Request | None) -> bool:
    """Return whether a person reads the answer: a browser that opens an address accepts HTML, a program does not."""
    return request is not None and request.method == "GET" and "text/html" in request.headers.get("accept", "")


def page(status: int, sentence: str) -> HTTPResponse:
    """Return the page of what went wrong; where asking again may do, « Réessayer » comes first."""
    again = status in _PASSING
    answer = response.html(
        _PAGE.substitute(
            title=_TITLES.get(status, "Cela n’a pas marché"),
            sentence=escape(sentence),
            again=_AGAIN if again else "",
            weight="" if again else " strong",
        ),
        status=status,
    )
    headers.page(answer, ())
    return answer
