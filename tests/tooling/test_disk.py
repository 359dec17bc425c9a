"""A disk that is full or cannot be written is told in one French sentence, never by a trace."""

import errno
import sys
from pathlib import Path

import pytest

from bot import __main__ as command
from bot import disk, training
from knowledge.paths import VAR
from scripts import bootstrap

linux = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and /sys are Linux's")


def test_a_disk_that_takes_a_megabyte_is_good(tmp_path: Path) -> None:
    disk.check(tmp_path / "new" / "var")
    assert list((tmp_path / "new" / "var").iterdir()) == []


@linux
def test_a_folder_that_cannot_be_written_is_named() -> None:
    with pytest.raises(OSError) as found:  # noqa: PT011 — which one depends on who runs this
        disk.check(Path("/sys/bemo"))
    said = disk.sentence(found.value, VAR)
    assert said is not None
    assert "ne peut pas écrire dans « /sys/bemo »" in said


@linux
def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("bot.disk.tempfile.TemporaryFile", lambda **_: open("/dev/full", "wb"))  # noqa: SIM115
    with pytest.raises(OSError) as found:  # noqa: PT011 — its number is what the sentence reads
        disk.check(tmp_path)
    assert disk.sentence(found.value, tmp_path) == (
        f"Le disque est plein, « {tmp_path} » ne peut plus grandir : libérez de la place, puis recommencez."
    )


def test_other_errors_are_not_of_the_disk() -> None:
    assert disk.sentence(FileNotFoundError(errno.ENOENT, "x", "y"), VAR) is None


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("action", ["run", "chat", "train"])
def test_nothing_starts_and_one_sentence_says_why(
    action: str, number: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(folder: Path) -> None:
        raise OSError(number, "no", str(folder))

    monkeypatch.setattr("sys.argv", ["bot", action])
    monkeypatch.setattr(disk, "check", refuse)
    monkeypatch.setattr(command, "build_knowledge", lambda: pytest.fail("started"))
    assert command.main() == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert said.endswith("puis recommencez.")
    assert str(VAR) in said


def test_a_disk_that_fills_up_while_training_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'OSError: [Errno 28] No space left on device'; exit 1\n")
    python.chmod(0o755)
    monkeypatch.setattr("bot.training.sys.executable", str(python))
    for name, path in {"MODEL": "m/bemo.tar.gz", "_DIGESTS": "m/digests", "_LOCK": "lock", "VAR": "var"}.items():
        monkeypatch.setattr(training, name, tmp_path / path)
    monkeypatch.setattr(command, "build_knowledge", lambda: None)
    monkeypatch.setattr("sys.argv", ["bot", "train"])
    assert command.main() == 1
    assert capsys.readouterr().err.startswith("Le disque est plein")


def test_the_set_up_goes_on_where_there_is_nothing_to_write(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "var").write_text("a file, where a folder is wanted")
    monkeypatch.setattr(bootstrap, "PROJECT", str(tmp_path))
    monkeypatch.setattr(bootstrap, "is_ready", lambda: True)
    assert bootstrap.main() == 0

    monkeypatch.setattr(bootstrap, "is_ready", lambda: False)
    assert bootstrap.main() == 1
    assert f"impossible d'écrire dans le dossier {tmp_path}/var" in capsys.readouterr().err
