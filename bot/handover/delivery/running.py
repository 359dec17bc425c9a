"""The worker of the server: a thread of its process, which is supervised, and which ends with it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.handover.delivery.worker import Worker

_SECONDS_TO_STOP = 1.0


class Running:
    """The worker of this process, started once; several processes may each have theirs."""

    def __init__(self) -> None:
        """Start nothing."""
        self._thread: threading.Thread | None = None
        self._worker: Worker | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the worker, unless it is started."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="outbox", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Have the worker stop after the letter in hand, and wait a moment for it."""
        with self._lock:
            if self._worker is not None:
                self._worker.stop()
            if self._thread is not None:
                self._thread.join(_SECONDS_TO_STOP)

    def _work(self) -> None:
        # Here, so that the server does not wait for what this loads.
        from bot.handover.delivery.worker import Worker  # noqa: PLC0415
        from bot.handover.store import requests  # noqa: PLC0415

        self._worker = Worker(requests())
        self._worker.run()


outbox = Running()
