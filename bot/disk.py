"""What a disk refuses, said in one French sentence: no right to write, no room left."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

_PROBE = bytes(1024 * 1024)
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def check(folder: Path) -> None:
    """Write a megabyte in ``folder``, made where absent, and take it away. Raises OSError, naming ``folder``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(_PROBE)
    except OSError as error:
        error.filename = str(folder)  # not that of the probe
        raise


def sentence(error: OSError, place: Path) -> str | None:
    """Say what ``error`` means and what to do, None when it is about something else; ``place`` where it names none."""
    where = error.filename or place
    if error.errno in _FORBIDDEN:
        return (
            f"Bémo ne peut pas écrire dans « {where} » (lecture seule ou droits insuffisants), où il garde sa base, "
            "son modèle, ses journaux et les avis : rendez ce dossier accessible en écriture, puis recommencez."
        )
    if error.errno in _FULL:
        return f"Le disque est plein, « {where} » ne peut plus grandir : libérez de la place, puis recommencez."
    return None


def tells_of_a_full_disk(log: str) -> bool:
    """Say whether what a program printed tells that it found no room left."""
    return f"[Errno {errno.ENOSPC}]" in log or "No space left on device" in log
