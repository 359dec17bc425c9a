"""Leaves requests one after the other, in a process of its own: ``python -m … COUNT FILE``.

Each reference that was confirmed is a line of FILE, on the disk before the next request; those that are there already
are not left again, as a person does who saw the confirmation. One that was kept but not confirmed is left again.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from bot.handover.request import HandoverError
from bot.handover.store import requests
from tests.handover.examples import other


def leave(count: int, path: Path) -> None:
    """Leave the requests that are not confirmed yet."""
    done = {line.split()[0] for line in path.read_text().splitlines()} if path.exists() else set()
    with path.open("a") as confirmed:
        for number in range(count):
            while str(number) not in done:
                try:
                    filed = requests().submit(other(number))
                except HandoverError:
                    time.sleep(0.1)
                    continue
                confirmed.write(f"{number} {filed.reference}\n")
                confirmed.flush()
                os.fsync(confirmed.fileno())
                break


if __name__ == "__main__":
    leave(int(sys.argv[1]), Path(sys.argv[2]))
