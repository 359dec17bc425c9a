"""The mail server of a test: started, told what to do, read, killed."""

from __future__ import annotations

import email
import subprocess
import sys
import time
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from bot.processes import die_with_parent, free_port
from knowledge.paths import PROJECT


class Mailbox:
    """A mail server and what it accepted."""

    def __init__(self, folder: Path, security: str = "none", certificate: str = "") -> None:
        """Choose its port; it is not started yet."""
        folder.mkdir(parents=True)
        self.folder, self.port = folder, free_port()
        self._arguments = [str(self.port), str(folder), security, certificate]
        self._process: subprocess.Popen[bytes] | None = None
        self.does("accept")

    def does(self, mode: str) -> None:
        """Have it do something else from now on."""
        (self.folder / ".mode").write_text(mode)
        (self.folder / ".mode").rename(self.folder / "mode")

    def start(self) -> None:
        """Start it and wait until it listens."""
        ready = self.folder / "ready"
        ready.unlink(missing_ok=True)
        command = [sys.executable, "-m", "tests.handover.mail_server", *self._arguments]
        self._process = subprocess.Popen(command, cwd=PROJECT, preexec_fn=die_with_parent)  # noqa: PLW1509 — the child's first act
        while not ready.exists():
            assert self._process.poll() is None
            time.sleep(0.02)

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def messages(self) -> list[EmailMessage]:
        """Return what it accepted, in the order it did."""
        files = sorted(self.folder.glob("*.eml"), key=lambda each: each.stat().st_mtime_ns)
        return [email.message_from_bytes(each.read_bytes(), policy=default) for each in files]
