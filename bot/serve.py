"""The Rasa server as `make run` starts it: ordinary Rasa, without what it does not need.

Same model, same channels, same answers as ``rasa run``; `bot.lean` and `bot.shortcuts` say what differs and why.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import logging
import os
import signal
import warnings
from functools import partial
from pathlib import Path
from typing import Any

from bot import lean
from bot.settings import web_settings

logger = logging.getLogger(__name__)

_OBJECTS_OF_A_TURN = 50_000
"""What a turn makes goes by itself: looking for cycles each 700 objects, as Python does, takes 5 % of it."""
MAX_REQUEST = 1024 * 1024  # bytes; Sanic's own limit is 100 MB


def main() -> None:
    """Serve until stopped; exit with code 1 when the model cannot be loaded."""
    options = _options()
    _configure_logging()
    faulthandler.register(signal.SIGUSR1)  # asked by the watchdog where this process hangs
    gc.disable()  # until the model is loaded: what loading makes is kept, and looking for garbage in it takes 1 s
    if lean.is_wanted(options.model):
        lean.install()
    else:
        logger.warning("Serving with all of Rasa: asked for, or needed by a component of the model.")
    _serve(options)


def _serve(options: argparse.Namespace) -> None:
    # Not before lean.install()
    from rasa import server  # noqa: PLC0415
    from rasa.core import run  # noqa: PLC0415
    from rasa.core.utils import AvailableEndpoints  # noqa: PLC0415
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    from bot import guard, shortcuts  # noqa: PLC0415
    from bot.local_actions import LocalActions  # noqa: PLC0415

    configure_structlog(logging.WARNING)
    shortcuts.install()
    endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
    elsewhere = options.actions and shortcuts.KeptOpenEndpoint.like(endpoints.action, options.actions)
    endpoints.action = elsewhere or LocalActions()
    server.configure_cors = _no_cors
    channels = run.create_http_input_channels(None, str(options.credentials))
    if options.telegram:
        from bot.channels.telegram.channel import TelegramChannel  # noqa: PLC0415 — where it is asked for only

        channels.append(TelegramChannel(options.telegram))
    app = run.configure_app(channels, enable_api=False, port=options.port, endpoints=endpoints)
    app.config.REQUEST_MAX_SIZE = MAX_REQUEST
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 2.0
    web = web_settings(options.credentials)
    guard.install(
        app,
        connections_per_address=web.connections_per_address,
        hosts=web.allowed_hosts and (*web.allowed_hosts, *guard.LOOPBACK_NAMES),
        proxied=web.proxies > 0,
    )
    load = partial(run.load_agent_on_start, str(options.model), endpoints, None)
    app.register_listener(partial(_load, load), "before_server_start")
    app.register_listener(run.close_resources, "after_server_stop")
    app.run(host=options.host, port=options.port, workers=1, access_log=False)


def _no_cors(_app: Any, _origins: Any) -> None:
    """Stand for what answers OPTIONS everywhere, in Rasa: only the web channel lets pages of other sites in."""


async def _load(load: Any, app: Any, loop: Any) -> None:
    agent = await load(app, loop)
    if not agent.is_ready():
        # Rasa has logged why, and would go on without a model.
        logger.critical("The model could not be loaded.")
        os._exit(1)
    # What is left stays for good: no turn has to wait while half a million objects are looked at.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_OF_A_TURN)
    gc.enable()


def _configure_logging() -> None:
    warnings.simplefilter("ignore")
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)-8s %(name)s  %(message)s")
    logging.getLogger("bot").setLevel(logging.INFO)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.serve", description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--credentials", type=Path, default=Path("credentials.yml"))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--actions", default="", help="webhook of an action server; the actions run here without")
    parser.add_argument("--telegram", choices=("polling", "webhook"), help="answer on Telegram too; off without")
    return parser.parse_args()


if __name__ == "__main__":
    main()
