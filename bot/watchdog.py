"""Starts again a program that ended or no longer answers."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable

from bot.processes import Service, end_hung, kill_all

HUNG_AFTER = 4.0  # seconds without an answer; with thirty long messages in hand, it comes within 0.2
STOPPED_AFTER = 1.5  # seconds without an answer of a process that was stopped (SIGSTOP): none can come
_PROBE = 1.0  # seconds left to an answer, at least
_SETTLED = 60.0  # seconds after which what happens has nothing to do with the start
_LONGEST_WAIT = 30.0

Clock = Callable[[], float]


class Watchdog:
    """Looks after one running program. Where it fails again at once, the wait before each start gets longer.

    ``answers`` says whether the program takes a request within some seconds; it has ``start_timeout`` to begin to.
    """

    def __init__(
        self,
        service: Service,
        answers: Callable[[float], bool],
        say: Callable[[str], None],
        *,
        start_timeout: float,
        clock: Clock = time.monotonic,
    ) -> None:
        self._service = service
        self._answers = answers
        self._say = say
        self._start_timeout = start_timeout
        self._clock = clock
        self._failures = 0
        self._due: float | None = None
        self._answered = True
        self._started = self._heard = self._looked = clock()

    def look(self) -> None:
        """Look once, and do what there is to do: a start that is due, or the end of what hangs. To be called often."""
        now = self._clock()
        if now - self._looked > HUNG_AFTER / 2:
            # This process, or the whole machine, was asleep: what is watched may have been too.
            self._heard = now
        if self._due is not None:
            self._start_if_due(now)
        elif self._service.exit_code is not None:
            kill_all([self._service])  # what it had started and left
            self._failed(f"The {self._service.name} ended (code {self._service.exit_code})")
        elif self._service.is_stopped:
            if self._clock() - self._heard >= STOPPED_AFTER:
                kill_all([self._service])
                self._failed(f"The {self._service.name} was stopped (SIGSTOP) and was killed")
        elif self._answers(max(_PROBE, HUNG_AFTER - (now - self._heard))):
            self._heard, self._answered = self._clock(), True
        elif self._clock() - self._heard >= (HUNG_AFTER if self._answered else self._start_timeout):
            end_hung(self._service)
            self._failed(f"The {self._service.name} no longer answered and was killed")
        self._looked = self._clock()

    def _failed(self, what: str) -> None:
        now = self._clock()
        self._failures = 1 if now - self._started > _SETTLED else self._failures + 1
        wait = min(_LONGEST_WAIT, 2.0 ** (self._failures - 2)) if self._failures > 1 else 0.0
        self._say(
            f"{what}; starting it again{f' in {wait:.0f} s' if wait else ''}. Its log says why: {self._service.log}"
        )
        self._due = now + wait
        self._start_if_due(now)

    def _start_if_due(self, now: float) -> None:
        if self._due is None or now < self._due:
            return
        self._started = self._heard = now
        try:
            self._service.start()
            self._due, self._answered = None, False
        except OSError as error:
            self._failed(f"The {self._service.name} cannot be started: {error}")


def takes_requests(host: str, port: int, seconds: float) -> bool:
    """Say whether a server does anything with a request in that time, be it refuse it."""
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    try:
        connection.request("GET", "/health/live")
        connection.getresponse()
    except (TimeoutError, ConnectionRefusedError):
        return False
    except (OSError, http.client.HTTPException):
        pass  # closed in our face, by a process that lives
    finally:
        connection.close()
    return True
