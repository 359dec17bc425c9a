"""The server of the assistant: Rasa, with the actions inside, started, watched and stopped."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NoReturn
from urllib.parse import urlsplit

import httpx

from bot import systemd
from bot.guard.address import is_loopback
from bot.logs import rotate, rotate_if_large
from bot.processes import Service, free_port, is_free, kill_all, stop_all
from bot.settings import settings
from bot.watchdog import Watchdog, takes_requests
from knowledge.paths import VAR

QUESTIONS = (
    "Combien de projets de recrutement dans le Loiret en 2025 ?",
    "Quels métiers recrutent le plus à Tours ?",
    "Est-ce difficile de trouver des infirmiers à Bourges ?",
)
START_TIMEOUT = 180.0  # seconds; a first start on a slow disk
_WRONG_ANSWERS = 5
_LOOK_EVERY = 1.0  # seconds
_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONUNBUFFERED": "1",
    # One sentence is too little work to share: on two cores, the threads of the linear algebra wait for each other.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


class StartError(RuntimeError):
    """The servers cannot start; the message says why and what to do."""


class Servers:
    """The processes of the assistant, as one thing to start, watch and stop (a context manager).

    ``url`` is the address to talk to, ``host`` is where it listens. A port 0 means any free one. ``actions`` is the
    webhook of an action server (`rasa run actions`); the actions run in the Rasa process without one.
    ``credentials`` lists the open channels; ``telegram`` says how messages come from there (none: not at all).
    """

    def __init__(
        self,
        model: Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        logs: Path = VAR / "log",
        actions: str = "",
        credentials: Path = Path("credentials.yml"),
        telegram: Literal["polling", "webhook"] | None = None,
    ) -> None:
        self.host = host
        self.port = port or free_port()
        where = ["--host", host, "--port", str(self.port), "--actions", actions, "--credentials", str(credentials)]
        where += ["--telegram", telegram] if telegram else []
        self._rasa = Service(
            "Rasa server", [sys.executable, "-m", "bot.serve", "--model", str(model), *where], logs / "rasa.log", _QUIET
        )
        self.services = [self._rasa]

    @property
    def url(self) -> str:
        """The address of the Rasa server, as seen from this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 — compared, not bound
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def rest_is_open(self) -> bool:
        """Whether the REST channel answers at ``url``: on loopback, or anywhere once a token is set."""
        return bool(settings().rest_token.get_secret_value()) or is_loopback(self.host)

    def start(self, progress: Callable[[str], None] = lambda _: None) -> None:
        """Start and return once a real question is answered. Raises StartError; then nothing is left running."""
        self._check_port()
        try:
            for service in self.services:
                rotate(service.log)
                service.start()
            self._wait(progress)
        except BaseException:
            self.stop()
            raise

    def watch(self, say: Callable[[str], None]) -> NoReturn:
        """Keep it answering until this process is told to stop: what ends or hangs is started again."""
        host = urlsplit(self.url).hostname or self.host
        answers = partial(takes_requests, host, self.port)
        watchdogs = [Watchdog(service, answers, say, start_timeout=START_TIMEOUT) for service in self.services]
        systemd.tell(systemd.READY)
        while True:
            for service, watchdog in zip(self.services, watchdogs, strict=True):
                watchdog.look()
                rotate_if_large(service.log)
            systemd.tell(systemd.ALIVE)
            time.sleep(_LOOK_EVERY)

    def stop(self) -> None:
        """Stop it, and everything it started."""
        stop_all(self.services)

    def kill(self) -> None:
        """Kill it at once."""
        kill_all(self.services)

    def ask(self, question: str, sender: str = "bemo-check") -> list[dict[str, Any]]:
        """Return the messages that answer a question over REST. Raises httpx.HTTPError."""
        token = settings().rest_token.get_secret_value()
        answer = httpx.post(
            f"{self.url}/webhooks/rest/webhook",
            json={"sender": sender, "message": question},
            headers={"Authorization": f"Bearer {token}"} if token else {},
            timeout=60,
            trust_env=False,
        )
        answer.raise_for_status()
        messages: list[dict[str, Any]] = answer.json()
        return messages

    def _check_port(self) -> None:
        try:
            free = is_free(self.host, self.port)
        except OSError as error:
            raise StartError(f"cannot listen on {self.host}: {error}. Choose another one: make run HOST=…") from error
        if not free:
            advice = f"Stop the program that holds it, or choose another one: make run PORT={self.port + 1}"
            raise StartError(f"port {self.port} of {self.host} is taken, or not allowed.\n  {advice}")

    def _wait(self, progress: Callable[[str], None]) -> None:
        started = time.monotonic()
        wrong = 0
        while (answer := self._answer()) is not True:
            wrong += answer is not None
            if wrong > _WRONG_ANSWERS:
                raise StartError(f"« {QUESTIONS[0]} » gets: {answer}\n{self._logs()}")
            for service in self.services:
                if service.exit_code is not None:
                    why = f"{service.log_tail()}\n  The whole log: {service.log}"
                    raise StartError(f"the {service.name} ended at once (code {service.exit_code}):\n{why}")
            if time.monotonic() - started > START_TIMEOUT:
                raise StartError(f"no answer after {START_TIMEOUT:.0f} s.\n{self._logs()}")
            progress(f"{time.monotonic() - started:.0f} s")
            time.sleep(0.1)

    def _answer(self) -> Literal[True] | str | None:
        """Return True once a real question gets a real answer, None if there is none yet, or what was said instead."""
        try:
            if not self.rest_is_open:
                return True if httpx.get(f"{self.url}/health/ready", timeout=5, trust_env=False).is_success else None
            messages = self.ask(QUESTIONS[0])
        except httpx.TransportError:
            return None
        except httpx.HTTPStatusError as error:
            return f"{error.response.status_code} {error.response.text}"
        if any("custom" in message for message in messages):  # the structured side of a real answer
            return True
        return " ".join(str(message.get("text", "")) for message in messages)

    def _logs(self) -> str:
        return "  The logs say why: " + " and ".join(str(service.log) for service in self.services)

    def __enter__(self) -> Servers:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def stop_on_signals(servers: Servers) -> None:
    """Turn SIGINT, SIGTERM and SIGHUP into SystemExit; a second one kills the servers without waiting."""
    received: list[int] = []

    def on_signal(number: int, _frame: Any) -> None:
        received.append(number)
        if len(received) > 1:
            servers.kill()
            os._exit(1)
        raise SystemExit(0)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
