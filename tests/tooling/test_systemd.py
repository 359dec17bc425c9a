"""What is told to systemd, where there is one."""

import socket
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot import systemd


def test_a_state_is_told_to_the_socket_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [str(tmp_path / "notify"), *(["@bemo-test-notify"] if sys.platform == "linux" else [])]
    for name in names:
        with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listening:
            listening.bind(name.replace("@", "\0"))
            monkeypatch.setenv("NOTIFY_SOCKET", name)
            systemd.tell(systemd.READY)
            assert listening.recv(100) == b"READY=1"


def test_without_systemd_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", str(tmp_path / "gone")):
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        systemd.tell(systemd.ALIVE)
