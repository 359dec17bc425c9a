"""A PostgreSQL of the tests' own: made empty, reached by a socket in a private folder, gone with the run."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.processes import die_with_parent

_DEBIANS = Path("/usr/lib/postgresql")
_PATIENCE = 120.0  # seconds to start
NONE = "pas de PostgreSQL : installer le paquet « postgresql » de Debian, ou donner TEST_DATABASE_URL"


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, None where there is none that may be run here."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else sorted(_DEBIANS.glob("*/bin"))[-1:]
    return found[0] if found and (os.geteuid() or _owner()) else None


def _owner() -> str | None:
    """Return Debian's account for PostgreSQL, which root may not run itself; None where there is none."""
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Start a server with the programs of ``folder``, give its address, stop it. Raises RuntimeError."""
    user = None if os.geteuid() else _owner()
    home = Path(tempfile.mkdtemp(prefix="bemo-pg-", dir="/tmp"))  # a socket's path is short
    log = home / "log"
    if user:
        shutil.chown(home, user, user)

    def command(name: str, *arguments: str) -> list[str]:
        return [str(folder / name), *arguments]

    made = command("initdb", "-D", str(home / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    subprocess.run(made, user=user, group=user, cwd=home, check=True, capture_output=True)
    served = command("postgres", "-D", str(home / "data"), "-k", str(home), "-c", "listen_addresses=", "-F")
    with log.open("wb") as output:
        whose: dict[str, Any] = {"user": user, "group": user, "preexec_fn": die_with_parent}
        server = subprocess.Popen(served, cwd=home, stdout=output, stderr=output, **whose)
    try:
        _wait(command("pg_isready", "-q", "-h", str(home)), server, log)
        yield f"postgresql://postgres@/postgres?host={home}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


def _wait(ready: list[str], server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text('utf-8', 'replace')}")
        time.sleep(0.1)
