"""A channel on a real socket, for the time of a test."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import httpx
from sanic import Sanic
from sanic.touchup import TouchUp

from bot.processes import free_port

Talk = Callable[[httpx.AsyncClient], Awaitable[None]]
_touch_up = TouchUp.run
_touched: list[Sanic] = []


def serve_app(app: Sanic, talk: Talk, host: str = "127.0.0.1") -> None:
    """Serve an app, talk to it, and stop."""
    TouchUp.run = _touch_up_once

    async def session() -> None:
        port = free_port()
        server = await app.create_server(host, port, return_asyncio_server=True, access_log=False)
        assert server is not None
        await server.startup()
        await server.before_start()
        await server.after_start()
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60) as client:
            await talk(client)
        await server.before_stop()
        server.close()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(server.wait_closed(), 2)

    asyncio.run(session())


def served_connections() -> int:
    """Return how many connections the server of the test has in hand."""
    return sum("connection_task" in repr(task.get_coro()) for task in asyncio.all_tasks())


def _touch_up_once(app: Sanic) -> None:
    """Sanic rewrites its own classes when an app starts and cannot do it twice in a process."""
    if not _touched:
        _touched.append(app)
        _touch_up(app)
