"""The input channel that Rasa starts: reads its settings, mounts the routes, takes the address « / »."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import settings
from bot.channels import turn
from bot.channels.conversations import Conversations, conversations
from bot.channels.web import headers, problems
from bot.channels.web.pages import STATIC
from bot.channels.web.routes import Routes
from bot.handover.desk.house import House
from bot.handover.desk.routes import Desk
from knowledge.errors import SettingsError


class WebChannel(InputChannel):  # type: ignore[misc]
    """Input channel of the page, at the root of the server; named in credentials.yml by its class path."""

    def __init__(
        self,
        limits: settings.WebSettings | None = None,
        static: Path = STATIC,
        kept: Conversations | None = None,
        opened: Callable[[], House] | None = None,
    ) -> None:
        """Make the channel; ``static`` is the folder of the page.

        ``kept`` are the conversations, ``opened`` gives what the desk works with: those of the settings.
        """
        self._settings = limits or settings.WebSettings()
        self._static = static
        self._kept = kept
        self._opened = opened

    @classmethod
    def name(cls) -> str:
        """Return ``web``, the input channel written on each message."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: Mapping[str, Any] | None) -> WebChannel:
        """Return the channel as credentials.yml wants it. Raises InvalidConfigException, as Rasa expects."""
        try:
            settings.settings()  # the environment too: now, not at the first request
            return cls(settings.WebSettings.of(credentials))
        except SettingsError as error:
            raise InvalidConfigException(str(error)) from error

    def url_prefix(self) -> str:
        """Return ``/``: not under ``/webhooks/``."""
        return "/"

    def blueprint(self, on_new_message: turn.Handler) -> Blueprint:
        """Return every route of the page and of its API."""
        routes = Routes(self._settings, self._static, on_new_message, self._kept or conversations())
        blueprint = _Blueprint(routes)
        desk = Desk(self._settings.rates.requests_per_address, self._opened)
        for number, (path, methods, handler) in enumerate((*routes.table, *desk.table)):
            blueprint.add_route(handler, path, methods=methods, name=f"{handler.__name__}_{number}")
        # Not on_response(routes.finish): in Sanic 21.12 that does nothing, silently, unless another blueprint of the
        # process was given a function that way before; a method is not one.
        blueprint.middleware("response")(routes.finish)
        blueprint.listener("after_server_start")(routes.start)
        blueprint.listener("before_server_stop")(routes.stop)
        return blueprint


class _Blueprint(Blueprint):  # type: ignore[misc]
    """What a blueprint cannot do by itself: the address « / », which Rasa holds, and errors outside any route."""

    def __init__(self, routes: Routes) -> None:
        super().__init__("bemo_web")
        self.ctx.routes = routes

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Register the routes, then what belongs to the whole server."""
        super().register(app, options)
        self.ctx.routes.configure(app)
        _take_root(app, self.ctx.routes)
        app.exception(SanicException, Exception)(_error)


def _take_root(app: Sanic, routes: Routes) -> None:
    """Serve the page on « / ». Rasa's « Hello from Rasa » has the address by then: its handler is replaced."""
    for route in app.router.routes_all.values():
        if not route.parts or route.parts == ("",):
            route.handler = routes.index
            app.add_route(routes.index, "/", methods=["HEAD"], name="index_head")
            return
    app.add_route(routes.index, "/", methods=["GET", "HEAD"])


def _error(request: Request | None, error: Exception) -> HTTPResponse:
    answer = problems.answer_to(request, error)
    headers.secure(answer)
    return answer
