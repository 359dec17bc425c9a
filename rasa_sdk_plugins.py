"""What an action server started from here (`rasa run actions`) loads by itself, by its name: the guard of its port."""

from __future__ import annotations

import sys
from typing import Any

import pluggy
from sanic import Sanic

from bot import guard
from bot.guard.address import is_loopback
from bot.settings import inherited

hookimpl = pluggy.HookimplMarker("rasa_sdk")


def init_hooks(manager: Any) -> None:
    """Make rasa_sdk call what follows."""
    manager.register(sys.modules[__name__])


@hookimpl
def attach_sanic_app_extensions(app: Sanic) -> None:
    """Guard the port. On loopback, no page of a site that borrows that address may call either."""
    is_private = is_loopback(inherited().get("SANIC_HOST", ""))
    guard.install(app, hosts=guard.LOOPBACK_NAMES if is_private else ())
