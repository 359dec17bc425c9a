"""Writes a letter in a file, where nothing is set up to send it: any mail program opens it."""

from __future__ import annotations

import os
from email.message import EmailMessage
from pathlib import Path


def write(message: EmailMessage, name: str, folder: Path) -> Path:
    """Return the file ``name``.eml of a message (0600), whole or not at all. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path, partial = folder / f"{name}.eml", folder / f".{name}.{os.getpid()}"
    with os.fdopen(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(bytes(message))
        file.flush()
        os.fsync(file.fileno())
    return partial.replace(path)
