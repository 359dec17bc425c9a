"""A worker of the outbox in a process of its own, that waits less than the server's."""

from __future__ import annotations

from bot.handover.delivery.worker import Worker
from bot.handover.store import requests

LEASE = 3.0


def main() -> None:
    """Send until killed."""
    Worker(requests(), lease=LEASE, seconds=0.8, back_off=lambda _tries: 0.3).run()


if __name__ == "__main__":
    main()
