"""Child processes that never outlive their parent, and the ports they listen on."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from bot.logs import prepare
from bot.settings import inherited
from knowledge.paths import PROJECT

GRACE = 5.0  # seconds left to a process between the polite signal and the other one
_LAST_WORDS = 0.5  # seconds left to a process that hangs to write where it was
_PR_SET_PDEATHSIG = 1


@dataclass
class Service:
    """A program run in the background, in a process group of its own, its output in a log file."""

    name: str
    command: list[str]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start (or start again) the program; the log goes on where it was."""
        prepare(self.log)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 — our own programs
                self.command,
                cwd=PROJECT,
                env=inherited(**self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 — one thread
            )

    @property
    def exit_code(self) -> int | None:
        """The code the program ended with, None while it runs or before it has."""
        return self.process.poll() if self.process else None

    @property
    def is_stopped(self) -> bool:
        """Whether the program runs no more until it is told to go on (SIGSTOP); False where the system does not say."""
        if self.process is None:
            return False
        with contextlib.suppress(OSError):
            told = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8", "replace")
            return told.rpartition(")")[2].split()[0] == "T"
        return False

    def signal(self, number: int) -> None:
        """Send a signal to the program and to everything it started."""
        if self.process and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def log_tail(self, lines: int = 12) -> str:
        """Return the last lines of the log, for a message that says why."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])


def stop_all(services: list[Service]) -> None:
    """Stop these programs: politely, then, after ``GRACE`` seconds, for good."""
    for service in services:
        service.signal(signal.SIGTERM)
        service.signal(signal.SIGCONT)  # a program that was stopped hears nothing else
    deadline = time.monotonic() + GRACE
    while time.monotonic() < deadline and any(s.process and s.exit_code is None for s in services):
        time.sleep(0.05)
    kill_all(services)


def end_hung(service: Service) -> None:
    """Kill a program that no longer answers, after it wrote in its log where it was, if it can (`faulthandler`)."""
    if service.process and service.process.poll() is None:
        service.process.send_signal(signal.SIGUSR1)
        with contextlib.suppress(subprocess.TimeoutExpired):
            service.process.wait(_LAST_WORDS)
    kill_all([service])


def kill_all(services: list[Service]) -> None:
    """Kill these programs and everything in their groups, now."""
    for service in services:
        if service.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(service.process.pid, signal.SIGKILL)
            service.process.wait()


def is_free(host: str, port: int) -> bool:
    """Say whether a server may listen on this address. Raises OSError when the host is not one of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except PermissionError:
            return False
        except OSError as error:
            if error.errno in (98, 48):  # EADDRINUSE on Linux, on macOS
                return False
            raise
    return True


def free_port(preferred: int = 0) -> int:
    """Return ``preferred`` if it is free on loopback, else a port that is."""
    if preferred and is_free("127.0.0.1", preferred):
        return preferred
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def die_with_parent() -> None:
    """Ask Linux to kill this process when its parent dies, however it dies."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
