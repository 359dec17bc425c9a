"""``python -m bot.rendering.worker``: reads tasks on its input, writes documents on its output, until closed.

A task is a length (4 bytes) and that much JSON, ``[name, subject]``. A document is a status byte, a length and that
much content: ``K`` the document, ``N`` there is none, ``E`` why it failed.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import BinaryIO

from bot.rendering.tasks import TASKS, NothingToRenderError

MADE, NOTHING, FAILED = b"K", b"N", b"E"


def main() -> None:
    """Work until the input is closed, after whoever is answering someone."""
    os.nice(10)
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not be taken for a document
    while (task := _read(source)) is not None:
        status, content = _made(task)
        sink.write(status + len(content).to_bytes(4, "big") + content)
        sink.flush()


def _read(source: BinaryIO) -> bytes | None:
    size = source.read(4)
    return source.read(int.from_bytes(size, "big")) if len(size) == 4 else None


def _made(task: bytes) -> tuple[bytes, bytes]:
    try:
        name, subject = json.loads(task)
        return MADE, TASKS[name](subject)
    except NothingToRenderError:
        return NOTHING, b""
    except Exception:
        return FAILED, traceback.format_exc().encode()


if __name__ == "__main__":
    main()
