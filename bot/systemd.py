"""What systemd wants to hear from a service of ``Type=notify``."""

from __future__ import annotations

import contextlib
import socket

from bot.settings import inherited

READY = "READY=1"
ALIVE = "WATCHDOG=1"
STOPPING = "STOPPING=1"


def tell(state: str) -> None:
    """Send a state to the systemd that started this process; do nothing where none did, or no longer listens."""
    address = inherited().get("NOTIFY_SOCKET", "")
    if address:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.setblocking(False)
            line.sendto(state.encode(), f"\0{address[1:]}" if address.startswith("@") else address)
