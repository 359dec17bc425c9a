"""The worker of a server: started once, awake at once, stopped with it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.handover import outbox
from bot.handover.delivery import files
from bot.handover.delivery import worker as module
from bot.handover.delivery.running import Running
from bot.handover.request import Request
from bot.handover.store import requests


@pytest.mark.usefixtures("directory")
def test_a_letter_leaves_as_soon_as_it_is_there(tmp_path: Path, left: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOVER_URL", f"sqlite:///{tmp_path / 'handover.sqlite'}")
    monkeypatch.setattr(module, "_POLL", 3600.0)  # nothing but being woken makes it look
    written = threading.Event()
    real: Callable[..., Path] = files.write

    def write(*arguments: object) -> Path:
        path = real(*arguments)
        written.set()
        return path

    monkeypatch.setattr(files, "write", write)
    running = Running()
    running.start()
    first = running._thread
    running.start()
    assert running._thread is first
    try:
        reference = requests().submit(left).reference
        assert written.wait(30)
        assert list((tmp_path / "outbox").glob(f"{reference}-*.eml"))
    finally:
        running.stop()
    assert first is not None
    first.join(30)
    assert not first.is_alive()


def test_a_base_that_fails_does_not_end_the_worker(
    tmp_path: Path, left: Request, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("HANDOVER_URL", f"sqlite:///{tmp_path / 'handover.sqlite'}")
    monkeypatch.setattr(module, "_POLL", 0.01)
    requests().submit(left)
    failures = threading.Semaphore(0)
    allowed = threading.Event()
    real: Callable[..., object] = outbox.lease

    def lease(*arguments: object, **more: object) -> object:
        if not allowed.is_set():
            failures.release()
            raise OSError(f"disk of {left.name}")
        return real(*arguments, **more)

    monkeypatch.setattr(outbox, "lease", lease)
    running = Running()
    running.start()
    try:
        for _ in range(3):
            assert failures.acquire(timeout=30)
        allowed.set()
        while requests().counts().waiting_letters:
            assert running._thread is not None
            running._thread.join(0.05)
            assert running._thread.is_alive()
    finally:
        running.stop()
    assert "The outbox cannot be looked after" in caplog.text
    assert left.name not in caplog.text
