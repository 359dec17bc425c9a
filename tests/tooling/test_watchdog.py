"""What ends or hangs is started again: on a clock that moves when told, then on real processes."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot import watchdog as module
from bot.processes import Service, free_port, kill_all
from bot.watchdog import HUNG_AFTER, Watchdog, takes_requests
from tests.tooling.waiting import PATIENCE, happens, is_gone

START_TIMEOUT = 180.0


class Program(Service):
    """A program that is up, down or hung as told, and knows how often it was started and killed."""

    def __init__(self) -> None:
        super().__init__("program", [], Path("program.log"))
        self.ended: int | None = None
        self.hangs = self.stopped = False
        self.delay = 0.0
        self.starts = self.kills = self.impossible_starts = 0

    @property
    def exit_code(self) -> int | None:
        return self.ended

    @property
    def is_stopped(self) -> bool:
        return self.stopped

    def start(self) -> None:
        self.starts += 1
        if self.starts <= self.impossible_starts:
            raise OSError("No space left on device")
        self.ended, self.hangs, self.stopped = None, False, False


class Scene:
    """A program, its watchdog, and the time."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.program = Program()
        self.said: list[str] = []
        self.watchdog = Watchdog(
            self.program, self.answers, self.said.append, start_timeout=START_TIMEOUT, clock=lambda: self.now
        )

    def answers(self, seconds: float) -> bool:
        delay = PATIENCE if self.program.hangs else self.program.delay
        self.now += min(delay, seconds)
        return delay <= seconds

    def run(self, seconds: float, *, fails: bool = False) -> None:
        """Look every second; ``fails``: the program ends as soon as it is started."""
        end = self.now + seconds
        while self.now < end:
            if fails:
                self.program.ended = 1
            self.watchdog.look()
            self.now += 1


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    scene = Scene()

    def killed(_service: Service) -> None:
        scene.program.kills += 1

    monkeypatch.setattr(module, "end_hung", killed)
    return scene


def test_what_answers_is_left_alone(scene: Scene) -> None:
    scene.run(1000)
    assert (scene.program.starts, scene.program.kills, scene.said) == (0, 0, [])


def test_what_ended_is_started_again_at_once(scene: Scene) -> None:
    scene.program.ended = -9
    scene.watchdog.look()
    assert scene.program.starts == 1
    assert scene.said == ["The program ended (code -9); starting it again. Its log says why: program.log"]


def test_what_hangs_is_killed_and_started_again_within_ten_seconds(scene: Scene) -> None:
    scene.run(100)
    hung = scene.now
    scene.program.hangs = True
    while not scene.program.starts:
        scene.run(1)
    assert scene.now - hung < 10
    assert scene.program.kills == 1
    assert "no longer answered" in scene.said[0]


def test_what_is_stopped_is_known_at_once_and_killed_without_a_last_word(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[Service] = []
    monkeypatch.setattr(module, "kill_all", killed.extend)
    scene.run(100)
    hung = scene.now
    scene.program.hangs = scene.program.stopped = True
    scene.run(1)
    assert scene.program.starts == 0, "it may be told to go on"
    while not scene.program.starts:
        scene.run(1)
    assert scene.now - hung <= 3
    assert killed == [scene.program]
    assert "was stopped (SIGSTOP)" in scene.said[0]


def test_a_late_answer_is_not_a_hang(scene: Scene) -> None:
    scene.program.delay = HUNG_AFTER - 2
    scene.run(200)
    assert scene.program.kills == 0


def test_what_fails_again_and_again_is_started_less_and_less_often(scene: Scene) -> None:
    scene.run(600, fails=True)
    assert 15 < scene.program.starts < 30
    assert "starting it again in 30 s" in scene.said[-1]
    scene.run(600)
    scene.program.ended = 1
    before = scene.program.starts
    scene.watchdog.look()
    assert scene.program.starts == before + 1


def test_a_start_that_cannot_be_is_tried_again(scene: Scene) -> None:
    scene.program.ended = 1
    scene.program.impossible_starts = 3
    scene.run(60)
    assert scene.program.starts == 4
    assert "No space left" in scene.said[-1]
    assert scene.program.exit_code is None


def test_a_start_has_its_time(scene: Scene) -> None:
    scene.program.ended = 1
    scene.watchdog.look()
    scene.program.hangs = True
    scene.run(START_TIMEOUT - 10)
    assert scene.program.kills == 0
    scene.run(20)
    assert scene.program.kills == 1


def test_a_sleep_of_the_machine_is_not_a_hang(scene: Scene) -> None:
    scene.run(10)
    scene.now += 3600
    scene.program.delay = HUNG_AFTER - 2
    scene.run(10)
    assert scene.program.kills == 0


SERVER = """
import faulthandler, signal, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(999)"])
print("child", child.pid, flush=True)
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
faulthandler.register(signal.SIGUSR1)
class Handler(BaseHTTPRequestHandler):
    def do_GET(self): self.send_response(404); self.end_headers()
    def log_message(self, *_): pass
def hang(*_):
    while True: pass
signal.signal(signal.SIGUSR2, hang)
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Service, int]]:
    port = free_port()
    service = Service("server", [sys.executable, "-c", SERVER, str(port)], tmp_path / "server.log")
    service.start()
    assert happens(lambda: takes_requests("127.0.0.1", port, PATIENCE))
    yield service, port
    kill_all([service])


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGKILL, signal.SIGUSR2])
def test_a_process_stopped_killed_or_caught_in_a_loop_is_started_again(
    server: tuple[Service, int], number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HUNG_AFTER", 1.0)
    monkeypatch.setattr(module, "STOPPED_AFTER", 1.0)
    service, port = server
    assert service.process
    first = service.process.pid
    child = int(service.log_tail().split()[-1])
    watchdog = Watchdog(
        service, lambda seconds: takes_requests("127.0.0.1", port, seconds), print, start_timeout=PATIENCE
    )
    os.kill(first, number)

    def answers_again() -> bool:
        watchdog.look()
        return bool(service.process and service.process.pid != first and takes_requests("127.0.0.1", port, PATIENCE))

    assert happens(answers_again)
    assert happens(lambda: is_gone(child))
    if number == signal.SIGUSR2:
        assert "in hang" in service.log.read_text()


def test_a_process_is_told_stopped_while_it_is(server: tuple[Service, int]) -> None:
    service, _ = server
    assert service.process
    for number, stopped in ((signal.SIGSTOP, True), (signal.SIGCONT, False), (signal.SIGKILL, False)):
        os.kill(service.process.pid, number)
        assert happens(lambda stopped=stopped: service.is_stopped is stopped)  # type: ignore[misc]
    service.process.wait()
    assert not service.is_stopped
    assert not Service("none", [], service.log).is_stopped


def test_a_server_that_closes_in_our_face_lives() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def close_one() -> None:
            listening.accept()[0].close()

        threading.Thread(target=close_one, daemon=True).start()
        assert takes_requests("127.0.0.1", listening.getsockname()[1], PATIENCE)
        assert not takes_requests("127.0.0.1", listening.getsockname()[1], 0.1)
    assert not takes_requests("127.0.0.1", free_port(), PATIENCE)
