"""Whether the assistant can answer: its model, its actions and its base of figures."""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from urllib.parse import urljoin

import aiohttp

from bot.local_actions import LocalActions

logger = logging.getLogger(__name__)

_TIMEOUT = 3.0  # seconds, for each of the checks


class Health:
    """Checks what an answer needs. Asked again while it looks, it looks no more: who asks too much waits."""

    def __init__(self) -> None:
        self._checking: asyncio.Task[dict[str, bool]] | None = None

    async def state(self, agent: Any) -> dict[str, bool]:
        """Return what works: ``model``, ``actions`` and ``base``."""
        if self._checking is None or self._checking.done():
            self._checking = asyncio.create_task(_state(agent))
        return await asyncio.shield(self._checking)


def is_ready(agent: Any) -> bool:
    """Say whether a model is loaded."""
    return agent is not None and bool(agent.is_ready())


async def _state(agent: Any) -> dict[str, bool]:
    actions, base = await asyncio.gather(_actions_answer(agent), _base_is_readable())
    return {"model": is_ready(agent), "actions": actions, "base": base}


async def _actions_answer(agent: Any) -> bool:
    endpoint = getattr(agent, "action_endpoint", None)
    if isinstance(endpoint, LocalActions):
        return True
    if endpoint is None:
        return False
    try:
        timeout = aiohttp.ClientTimeout(total=_TIMEOUT)
        url = urljoin(endpoint.url, "/health")
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as answer:
            return bool(answer.status == 200)
    except (aiohttp.ClientError, asyncio.TimeoutError) as error:
        logger.warning("The action server does not answer: %r", error)
        return False


async def _base_is_readable() -> bool:
    try:
        await asyncio.wait_for(asyncio.to_thread(_read_base), _TIMEOUT)
    except Exception as error:
        logger.warning("The base of figures cannot be read: %r", error)
        return False
    return True


def _read_base() -> None:
    from knowledge.library import open_knowledge  # noqa: PLC0415 — read by a check, not at start

    open_knowledge().bmo.latest_year()
