"""The side that asks: names of people in a text, found by a process of its own, started when first needed."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_COMMAND = (sys.executable, "-m", "bot.privacy.worker")

Span = tuple[int, int]


class UnavailableError(RuntimeError):
    """Names cannot be looked for now; the message is for the log."""


class PeopleFinder:
    """One process at most, that takes about 400 MB: to be closed when there is nothing more to look at.

    One that takes more than ``start_seconds`` for its first text or ``seconds`` for the next ones is killed; after a
    failure, none is started for ``pause_seconds``.
    """

    def __init__(
        self,
        command: Sequence[str] = _COMMAND,
        *,
        start_seconds: float = 120.0,
        seconds: float = 20.0,
        pause_seconds: float = 60.0,
    ) -> None:
        self._command = command
        self._start_seconds = start_seconds
        self._seconds = seconds
        self._pause = pause_seconds
        self._not_before = 0.0
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def find(self, text: str) -> list[Span]:
        """Return where people are named in ``text``, in order and apart. Raises UnavailableError."""
        with self._lock:
            if time.monotonic() < self._not_before:
                raise UnavailableError("it failed a moment ago")
            try:
                return self._answer(text)
            except (OSError, ValueError, TypeError) as error:
                self._stop()
                self._not_before = time.monotonic() + self._pause
                raise UnavailableError(f"the process that finds them did not answer: {error!r}") from error

    def close(self) -> None:
        """Stop the process."""
        with self._lock:
            self._stop()

    def _answer(self, text: str) -> list[Span]:
        seconds = self._seconds
        if self._process is None:
            seconds = self._start_seconds
            self._process = subprocess.Popen(  # noqa: S603 — a command of this project
                self._command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        killer = threading.Timer(seconds, process.kill)  # then the line that is waited for is empty
        killer.daemon = True
        killer.start()
        try:
            process.stdin.write(json.dumps(text) + "\n")
            process.stdin.flush()
            return [(int(start), int(end)) for start, end in json.loads(process.stdout.readline())]
        finally:
            killer.cancel()

    def _stop(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        with contextlib.suppress(OSError):
            self._process.communicate()
        self._process = None
