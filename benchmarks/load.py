"""A load of messages over REST, from unique senders, and what it took."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

import aiohttp

from benchmarks.aims import percentiles


@dataclass(frozen=True)
class Load:
    """What ``messages`` took: messages a second, and the times of the answers in milliseconds."""

    clients: int
    messages: int
    per_second: float
    p50: float
    p95: float
    unanswered: int


def put(url: str, texts: list[str], clients: int, messages: int) -> Load:
    """Send this many messages from this many clients at once; each message opens a conversation of its own.

    The client is aiohttp: on two cores, a heavier one would be half of what is measured.
    """
    return asyncio.run(_put(f"{url}/webhooks/rest/webhook", texts, clients, messages))


async def _put(url: str, texts: list[str], clients: int, messages: int) -> Load:
    times: list[float] = []
    unanswered = 0
    left: Iterator[str] = islice(cycle(texts), messages)

    async def client(session: aiohttp.ClientSession) -> None:
        nonlocal unanswered
        for text in left:
            started = time.perf_counter()
            async with session.post(url, json={"sender": uuid.uuid4().hex, "message": text}) as answer:
                said = await answer.json()
            times.append(1000 * (time.perf_counter() - started))
            unanswered += not said

    async with aiohttp.ClientSession(trust_env=False) as session:
        started = time.perf_counter()
        await asyncio.gather(*(client(session) for _ in range(clients)))
        seconds = time.perf_counter() - started
    return Load(clients, messages, messages / seconds, *percentiles(times), unanswered)
