"""Logs are bounded while their program writes, and not for everyone to read."""

import sys
from pathlib import Path

import pytest

from bot import logs
from bot.processes import Service, kill_all
from tests.tooling.waiting import happens


def test_a_new_log_keeps_the_previous_ones(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    logs.rotate(log)
    assert not log.exists()
    for number in range(5):
        log.write_text(str(number))
        logs.rotate(log)
        logs.rotate(log)  # an empty one pushes nothing out
    assert log.read_text() == ""
    assert [(tmp_path / f"a.log.{number}").read_text() for number in (1, 2, 3)] == ["4", "3", "2"]
    assert not (tmp_path / "a.log.4").exists()


def test_a_log_is_cut_while_its_program_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LIMIT", 1000)
    code = "import itertools, time\nfor n in itertools.count(): print('line', n, flush=True); time.sleep(0.001)"
    service = Service("writer", [sys.executable, "-c", code], tmp_path / "a.log")
    service.start()

    def cut_often() -> bool:
        logs.rotate_if_large(service.log)
        return (tmp_path / "a.log.3").exists()

    try:
        assert happens(cut_often)
        assert happens(lambda: service.log.stat().st_size > 0)
        assert service.log.read_bytes().startswith(b"line")  # at the start of the file, not where it was before the cut
    finally:
        kill_all([service])


def test_only_owner_and_group_read_logs(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_text("old")
    log.chmod(0o644)
    service = Service("hello", [sys.executable, "-c", "print('hello')"], log)
    service.start()
    assert happens(lambda: service.exit_code == 0)
    logs.rotate(log)
    assert log.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "a.log.1").stat().st_mode & 0o777 == 0o640
