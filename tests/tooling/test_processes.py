"""Child processes end with their parent, whatever ends it."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.processes import Service, free_port, is_free, stop_all
from knowledge.paths import PROJECT
from tests.tooling.waiting import happens, is_gone

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(99)"


def test_output_goes_to_the_log(tmp_path: Path) -> None:
    service = Service("hello", [sys.executable, "-c", "print('hello')"], tmp_path / "log" / "hello.log")
    assert service.exit_code is None
    service.start()
    assert happens(lambda: service.exit_code == 0)
    assert service.log_tail() == "hello"


def test_a_process_that_ignores_sigterm_is_killed_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.processes.GRACE", 0.3)
    code = f"import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {STUBBORN!r}]).pid, flush=True); "
    service = Service("stubborn", [sys.executable, "-c", code + STUBBORN], tmp_path / "log")
    service.start()
    assert happens(lambda: service.log_tail().count("up") == 2)
    grandchild = int(service.log_tail().splitlines()[0])

    stop_all([service])

    assert service.exit_code == -signal.SIGKILL
    assert happens(lambda: is_gone(grandchild))


def test_a_process_that_was_stopped_ends_politely(tmp_path: Path) -> None:
    code = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(7)); print('up', flush=True)"
    service = Service("stopped", [sys.executable, "-c", f"{code}; time.sleep(99)"], tmp_path / "log")
    service.start()
    assert happens(lambda: service.log_tail() == "up")
    service.signal(signal.SIGSTOP)
    stop_all([service])
    assert service.exit_code == 7


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")
def test_nothing_survives_a_killed_parent(tmp_path: Path) -> None:
    code = f"""
import sys, time
from pathlib import Path
from bot.processes import Service
service = Service("sleep", [sys.executable, "-c", "import time; time.sleep(99)"], Path({str(tmp_path)!r}) / "log")
service.start()
print(service.process.pid, flush=True)
time.sleep(99)
"""
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())

    parent.kill()
    parent.wait()

    assert happens(lambda: is_gone(child))


def test_ports() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free("127.0.0.1", port)
        assert free_port(port) != port
    assert is_free("127.0.0.1", port)
    assert free_port(port) == port
    with pytest.raises(OSError):  # noqa: PT011 — the message is the system's
        is_free("203.0.113.1", port)
