"""The keeper of the server, with a small program in its place."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot import servers as module
from bot.processes import free_port
from bot.servers import Servers, StartError
from bot.watchdog import takes_requests
from knowledge.paths import PROJECT
from tests.tooling.waiting import PATIENCE, happens, is_gone

# A server that answers everything with a message that has a structured side
ANSWERING = """
import json, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.reply([{"text": "12 projets", "custom": {"answer": {}}}])
    def do_GET(self): self.reply({"status": "ok"})
    def reply(self, body):
        self.send_response(200); self.end_headers(); self.wfile.write(json.dumps(body).encode())
    def log_message(self, *_): pass
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def small_servers(logs: Path, *, rasa: str = ANSWERING) -> Servers:
    servers = Servers(Path("no-model"), logs=logs)
    servers.services[0].command = [sys.executable, "-c", rasa, str(servers.port)]
    return servers


def pids(servers: Servers) -> list[int]:
    return [service.process.pid for service in servers.services if service.process]


def test_started_means_that_a_question_was_answered_and_stopped_means_gone(tmp_path: Path) -> None:
    with small_servers(tmp_path) as servers:
        assert servers.ask("Combien ?")[0]["text"] == "12 projets"
        running = pids(servers)
    assert all(service.exit_code is not None for service in servers.services)
    for pid in running:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_server_that_ends_at_once_is_told_with_its_log_and_nothing_is_left(tmp_path: Path) -> None:
    servers = small_servers(tmp_path, rasa="raise SystemExit('no such model')")
    with pytest.raises(StartError, match="Rasa server ended at once") as failure:
        servers.start()
    assert "no such model" in str(failure.value)
    assert str(tmp_path / "rasa.log") in str(failure.value)
    assert all(service.exit_code is not None for service in servers.services)


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        servers = Servers(Path("no-model"), port=port, logs=tmp_path)
        with pytest.raises(StartError, match=f"(?s)port {port} .*make run PORT={port + 1}"):
            servers.start()
    assert pids(servers) == []


def test_a_host_of_another_machine_is_told(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="cannot listen on 203"):
        Servers(Path("no-model"), host="203.0.113.1", port=free_port(), logs=tmp_path).start()


def test_a_silent_server_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "START_TIMEOUT", 0.5)
    with pytest.raises(StartError, match="no answer after"):
        small_servers(tmp_path, rasa="import time; time.sleep(99)").start()


def test_a_dead_rasa_is_started_again_until_the_watch_is_told_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOOK_EVERY", 0.05)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    said: list[str] = []
    with small_servers(tmp_path) as servers, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.setblocking(False)
        first = pids(servers)
        os.kill(first[0], signal.SIGKILL)

        def stop_once_it_answers(*_: object) -> None:
            if pids(servers) != first and takes_requests("127.0.0.1", servers.port, 1):
                raise SystemExit
            signal.setitimer(signal.ITIMER_REAL, 0.1)

        signal.signal(signal.SIGALRM, stop_once_it_answers)
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(SystemExit):
            servers.watch(said.append)
        assert [systemd.recv(100) for _ in range(2)] == [b"READY=1", b"WATCHDOG=1"]
    assert "The Rasa server ended (code -9); starting it again" in said[0]


def test_a_server_that_answers_beside_the_point_is_told_at_once(tmp_path: Path) -> None:
    beside = ANSWERING.replace('"12 projets", "custom": {"answer": {}}', '"Pas de base."')
    with pytest.raises(StartError, match=r"gets: Pas de base\."):
        small_servers(tmp_path, rasa=beside).start()


@pytest.mark.parametrize("signals", [[signal.SIGTERM], [signal.SIGINT], [signal.SIGTERM, signal.SIGTERM]])
def test_a_stopped_keeper_leaves_nothing_running(tmp_path: Path, signals: list[signal.Signals]) -> None:
    code = f"""
from pathlib import Path
from bot.servers import stop_on_signals
from tests.tooling.test_servers import pids, small_servers
servers = small_servers(Path({str(tmp_path)!r}))
stop_on_signals(servers)
try:
    servers.start(); print(*pids(servers), flush=True); servers.watch(print)
finally:
    servers.stop()
"""
    keeper = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert keeper.stdout
    children = [int(pid) for pid in keeper.stdout.readline().split()]
    assert len(children) == 1

    for number in signals:
        keeper.send_signal(number)
    keeper.wait(PATIENCE)

    assert happens(lambda: all(map(is_gone, children)))


@pytest.mark.parametrize(
    ("host", "token", "open_"),
    [("127.0.0.1", "", True), ("localhost", "", True), ("0.0.0.0", "", False), ("::", "k", True)],
)
def test_the_rest_channel_is_open_on_loopback_or_with_a_token(
    host: str, token: str, open_: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BEMO_REST_TOKEN", token)
    assert Servers(Path("no-model"), host=host, port=1, logs=tmp_path).rest_is_open is open_


def test_the_address_to_talk_to() -> None:
    def url(host: str) -> str:
        return Servers(Path("no-model"), host=host, port=5005).url

    assert url("127.0.0.1") == url("0.0.0.0") == "http://127.0.0.1:5005"
    assert url("::") == "http://[::1]:5005"
    assert url("localhost") == "http://localhost:5005"
