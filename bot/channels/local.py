"""Whether a request comes from a program of this machine: neither from beyond it, nor from a page in its browser.

A reverse proxy in front makes every caller look like one of this machine to the socket; what it and browsers write in
their requests tells them apart. A proxy that writes nothing at all in HTTP/1.1 cannot be told from a program.
"""

from __future__ import annotations

import re

from sanic.request import Request

from bot.guard.address import is_loopback

_OF_PROXIES = frozenset({"forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"})
_NAME_AND_PORT = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:@/]+)(?::[0-9]{1,5})?", re.ASCII | re.IGNORECASE)


def is_local(request: Request) -> bool:
    """Say whether a program of this machine asks, and the server listens to no one else."""
    return (
        _listens_here_only(request)
        and not _was_forwarded(request)
        and _is_asked_by_a_name_of_its_own(request)
        and not _is_of_another_site(request)
    )


def _listens_here_only(request: Request) -> bool:
    """Look at the address the server was bound to, and at this socket's own end."""
    transport = request.transport
    here = transport.get_extra_info("sockname") if transport else None
    return is_loopback(request.app.state.host) and isinstance(here, tuple) and is_loopback(here[0])


def _was_forwarded(request: Request) -> bool:
    """Look for what proxies add. HTTP/1.0 is what nginx speaks to a server when its settings say nothing."""
    names = {name.lower() for name in request.headers}
    return request.version == "1.0" or bool(names & _OF_PROXIES) or any(n.startswith("x-forwarded") for n in names)


def _is_asked_by_a_name_of_its_own(request: Request) -> bool:
    """Compare the name asked for: another one that leads here is a site's, that of a proxy or of a page."""
    hosts = request.headers.getall("host", [])
    return len(hosts) == 1 and _is_loopback_place(hosts[0])


def _is_of_another_site(request: Request) -> bool:
    """Look at what browsers say of the page that asks: simple requests are sent without asking first."""
    if request.headers.get("sec-fetch-site", "none").lower() not in ("none", "same-origin"):
        return True
    return not all(map(_is_loopback_origin, request.headers.getall("origin", [])))


def _is_loopback_origin(origin: str) -> bool:
    scheme, _, place = origin.partition("://")
    return scheme.lower() in ("http", "https") and _is_loopback_place(place)


def _is_loopback_place(place: str) -> bool:
    found = _NAME_AND_PORT.fullmatch(place)
    return found is not None and is_loopback(found[1].strip("[]").lower())
