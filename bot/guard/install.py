"""Putting the guard on a server."""

from __future__ import annotations

import logging
from collections.abc import Collection

import sanic.app
from sanic import Sanic

from bot.guard.connections import Connections, room
from bot.guard.http import Guard, GuardedHttpProtocol, GuardedWebSocketProtocol
from bot.guard.http import logger as refusals
from bot.guard.quota import Quota

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")

# Where Sanic writes what a stranger can cause: bodies left unread, answers that no one waits for
_NOISY = (refusals, logging.getLogger("sanic.error"), logging.getLogger("sanic.root"))


def install(
    app: Sanic,
    *,
    connections_per_address: int = 100,
    hosts: Collection[str] = (),
    proxied: bool = False,
) -> None:
    """Guard this server, before it starts.

    ``hosts``: the names it answers to, in small letters and without port (none: any). ``proxied``: all connections
    come from proxies that are trusted to limit those of each visitor, and one address may have them all.
    """
    sanic.app.HttpProtocol, sanic.app.WebSocketProtocol = GuardedHttpProtocol, GuardedWebSocketProtocol
    connections = Connections(per_address=0 if proxied else connections_per_address, total=room())
    app.ctx.guard = Guard(connections, frozenset(hosts), proxied)
    quota = Quota()
    for logger in _NOISY:
        logger.addFilter(quota)
