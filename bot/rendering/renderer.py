"""The side of the server: hands a task to a rendering process, one at a time, and keeps the last documents."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
import math
import sys
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.rendering.worker import MADE, NOTHING

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).parents[2]
_COMMAND = (sys.executable, "-m", "bot.rendering.worker")


class BusyError(RuntimeError):
    """Too many documents are waiting to be made."""


class RenderError(RuntimeError):
    """A document could not be made; the message is for the log."""


class Renderer:
    """One rendering process, started when first needed and stopped when idle.

    At most ``max_waiting`` tasks wait their turn. A process that takes more than ``timeout`` seconds is killed; one
    killed or dead leaves its task to another process, once. The last documents are kept, ``cache_bytes`` of them at
    most, for ``cache_seconds``.
    """

    def __init__(
        self,
        command: Sequence[str] = _COMMAND,
        *,
        max_waiting: int = 16,
        timeout: float = 20.0,
        idle_seconds: float = 300.0,
        cache_bytes: int = 16 * 1024 * 1024,
        cache_seconds: float = 600.0,
    ) -> None:
        self._command = command
        self._max_waiting = max_waiting
        self._timeout = timeout
        self._idle = idle_seconds
        self._cache_bytes = cache_bytes
        self._cache_seconds = cache_seconds
        self._cache: OrderedDict[str, tuple[float, bytes | None]] = OrderedDict()
        self._tasks: dict[str, asyncio.Task[bytes | None]] = {}
        self._lock = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._stop_when_idle: asyncio.TimerHandle | None = None

    async def render(self, name: str, subject: Any) -> bytes | None:
        """Return the document, None when there is none. Raises BusyError, RenderError."""
        task, key = _task(name, subject)
        if self._kept(key):
            self._cache.move_to_end(key)
            return self._cache[key][1]
        if key not in self._tasks:
            if len(self._tasks) >= self._max_waiting:
                raise BusyError
            self._tasks[key] = asyncio.create_task(self._render(key, task))
            self._tasks[key].add_done_callback(lambda done: self._done(key, done))
        # Shielded: whoever asked may go away, others may be waiting for the same document.
        return await asyncio.shield(self._tasks[key])

    def has(self, name: str, subject: Any) -> bool:
        """Return whether the document is made already: giving it costs nothing."""
        return self._kept(_task(name, subject)[1])

    def close(self) -> None:
        """Stop the process."""
        if self._stop_when_idle:
            self._stop_when_idle.cancel()
            self._stop_when_idle = None
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        self._process = None

    def _done(self, key: str, done: asyncio.Task[bytes | None]) -> None:
        del self._tasks[key]
        self._close_when_idle()
        if not done.cancelled():
            done.exception()  # seen here if by no one else

    async def _render(self, key: str, task: bytes) -> bytes | None:
        async with self._lock:
            try:
                status, content = await self._answered(task)
            except RenderError as error:
                logger.warning("A document is tried again: %s", error)
                status, content = await self._answered(task)
        if status not in (MADE, NOTHING):
            raise RenderError(content.decode(errors="replace"))
        document = content if status == MADE else None
        self._keep(key, document)
        return document

    async def _answered(self, task: bytes) -> tuple[bytes, bytes]:
        """Return what the process answers. Raises RenderError when it does not; then it is stopped."""
        try:
            return await asyncio.wait_for(self._made(task), self._timeout)
        except (asyncio.TimeoutError, asyncio.IncompleteReadError, OSError) as error:
            self.close()
            raise RenderError(f"the rendering process did not answer: {error!r}") from error
        except BaseException:
            self.close()  # its answer would be taken for that of the next task
            raise

    async def _made(self, task: bytes) -> tuple[bytes, bytes]:
        process = await self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(len(task).to_bytes(4, "big") + task)
        await process.stdin.drain()
        status = await process.stdout.readexactly(1)
        size = int.from_bytes(await process.stdout.readexactly(4), "big")
        return status, await process.stdout.readexactly(size)

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, cwd=_ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
            )
        return self._process

    def _close_when_idle(self) -> None:
        if self._stop_when_idle:
            self._stop_when_idle.cancel()
        self._stop_when_idle = asyncio.get_running_loop().call_later(self._idle, self._close_if_idle)

    def _close_if_idle(self) -> None:
        if not self._tasks:
            self.close()

    def _kept(self, key: str) -> bool:
        at, _ = self._cache.get(key, (-math.inf, None))
        return asyncio.get_running_loop().time() - at < self._cache_seconds

    def _keep(self, key: str, document: bytes | None) -> None:
        self._cache[key] = (asyncio.get_running_loop().time(), document)
        while sum(len(each or b"") + 200 for _, each in self._cache.values()) > self._cache_bytes:
            self._cache.popitem(last=False)


def _task(name: str, subject: Any) -> tuple[bytes, str]:
    """Return a task as the process reads it, and the key of its document."""
    task = json.dumps([name, subject], sort_keys=True).encode()
    return task, hashlib.sha256(task).hexdigest()
