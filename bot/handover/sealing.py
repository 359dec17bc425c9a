"""What people leave is sealed before it is kept: Fernet keys, the first seals, all open.

They come from ``HANDOVER_KEYS``, else from a file of one key a line (0600), made at the first start. A key that is
retired stays in the file until the next rotation: a server that has not read the new one yet may still seal with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.handover.request import HandoverError

_KEPT = 2
_ABSENT = "La clé des demandes est absente ({}) : remettez-la en place, sans elle rien ne peut être lu."
_UNREADABLE = "La clé des demandes ({}) est illisible : remettez celle d'avant."
_OTHER = "La clé des demandes n'est pas celle de cette base : remettez celle d'avant."
_SET = "Les clés viennent de HANDOVER_KEYS : mettez-y celle-ci en premier, puis relancez : {}"


class Seal:
    """Seals values and opens them again; may be used from several threads and processes at once."""

    def __init__(self, path: Path, given: str = "") -> None:
        """Take the keys of ``given`` (parted by spaces), else those of the file at ``path``, read when needed."""
        self._path = path
        self._given = given.split()
        self._lock = threading.Lock()
        self._read: tuple[object, MultiFernet] | None = None

    def seal(self, value: Any) -> bytes:
        """Return a JSON value as only the keys can open it. Raises HandoverError."""
        return self._fernet().encrypt(json.dumps(value, ensure_ascii=False).encode())

    def unseal(self, sealed: bytes) -> Any:
        """Return the value that was sealed. Raises HandoverError when no key opens it."""
        try:
            return json.loads(self._fernet().decrypt(bytes(sealed)))
        except InvalidToken:
            raise HandoverError(_OTHER) from None

    def reseal(self, sealed: bytes) -> bytes:
        """Return the same value sealed with the first key. Raises HandoverError when no key opens it."""
        try:
            return self._fernet().rotate(bytes(sealed))
        except InvalidToken:
            raise HandoverError(_OTHER) from None

    def make_if_none(self) -> None:
        """Make the first key where there is none."""
        if self._given or self._path.exists():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        new = _written(self._path.parent, [Fernet.generate_key().decode()])
        with contextlib.suppress(FileExistsError):  # another process made one meanwhile: it is that one
            os.link(new, self._path)
        new.unlink()
        _sync(self._path.parent)

    def add_key(self) -> None:
        """Put a new key first in the file. Raises HandoverError when the keys are not those of a file."""
        if self._given:
            raise HandoverError(_SET.format(Fernet.generate_key().decode()))
        self._replace([Fernet.generate_key().decode(), *self._keys()])

    def drop_old_keys(self) -> None:
        """Leave in the file the first key and the one before it: all is sealed with the first."""
        if not self._given:
            self._replace(self._keys()[:_KEPT])

    def _replace(self, keys: list[str]) -> None:
        _written(self._path.parent, keys).replace(self._path)
        _sync(self._path.parent)

    def _keys(self) -> list[str]:
        try:
            return self._given or self._path.read_text("ascii").split()
        except FileNotFoundError:
            raise HandoverError(_ABSENT.format(self._path)) from None
        except (OSError, UnicodeDecodeError):
            raise HandoverError(_UNREADABLE.format(self._path)) from None

    def _fernet(self) -> MultiFernet:
        version = None if self._given else self._version()
        with self._lock:
            if self._read is None or self._read[0] != version:
                try:
                    self._read = version, MultiFernet([Fernet(key) for key in self._keys()])
                except ValueError:  # cut short, emptied
                    raise HandoverError(_UNREADABLE.format(self._path)) from None
            return self._read[1]

    def _version(self) -> object:
        try:
            found = self._path.stat()
        except OSError:
            raise HandoverError(_ABSENT.format(self._path)) from None
        return found.st_mtime_ns, found.st_ino, found.st_size


def _written(folder: Path, keys: list[str]) -> Path:
    """Return a file of these keys, beside the real one, that a cut of power leaves whole."""
    handle, name = tempfile.mkstemp(prefix=".handover-key-", dir=folder)  # its mode is 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write("".join(f"{key}\n" for key in keys))
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
