"""Letters in files, where nothing is set up to send them: any mail program opens them. They go with their request."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from email.message import EmailMessage
from pathlib import Path

logger = logging.getLogger(__name__)


def write(message: EmailMessage, reference: str, name: str, folder: Path) -> Path:
    """Return the file of a message about a request (0600), whole or not at all. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path, partial = folder / f"{reference}-{name}.eml", folder / f".{reference}-{name}.{os.getpid()}"
    with os.fdopen(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(bytes(message))
        file.flush()
        os.fsync(file.fileno())
    return partial.replace(path)


def erase(references: Iterable[str], folder: Path) -> None:
    """Remove the files of these requests; one that cannot be is logged."""
    for reference in references:
        for path in (*folder.glob(f"{reference}-*"), *folder.glob(f".{reference}-*")):
            _remove(path)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        logger.error("%s cannot be removed (%s).", path.name, error.strerror)
