"""The model is trained again when its inputs change, and only then."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot import training


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "config.yml",
        "domain.yml",
        "data/nlu/a.yml",
        "bot/nlu/intent.py",
        "knowledge/text.py",
        "requirements.lock",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(training, "MODEL", tmp_path / "models" / "bemo.tar.gz")
    monkeypatch.setattr(training, "_DIGESTS", tmp_path / "models" / "bemo.inputs.sha256")
    monkeypatch.setattr(training, "VAR", tmp_path / "var")
    monkeypatch.setattr(training, "_LOCK", tmp_path / "var" / "training.lock")
    monkeypatch.setattr(training, "inputs_digest", lambda: digest(tmp_path))
    return tmp_path


digest = training.inputs_digest


@pytest.mark.parametrize(
    "changed",
    ["config.yml", "domain.yml", "data/nlu/b.yml", "bot/nlu/lexicon.yml", "knowledge/text.py", "requirements.lock"],
)
def test_inputs_change_the_digest(project: Path, changed: str) -> None:
    before = digest(project)
    (project / changed).write_text("autre")
    assert digest(project) != before


@pytest.mark.parametrize("unrelated", ["bot/nlu/__pycache__/a.pyc", "README.md", "tests/a.py", "bot/answers/a.py"])
def test_the_rest_does_not(project: Path, unrelated: str) -> None:
    before = digest(project)
    (project / unrelated).parent.mkdir(parents=True, exist_ok=True)
    (project / unrelated).write_text("autre")
    assert digest(project) == before


@pytest.fixture
def trained(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders of what was trained for ``project``, in order."""
    assert training.MODEL.is_relative_to(project)
    done: list[Path] = []

    def train(folder: Path, _: object) -> None:
        done.append(folder)
        folder.mkdir(parents=True)
        (folder / "bemo.tar.gz").write_text("model")

    monkeypatch.setattr(training, "_train", train)
    return done


def test_a_model_is_trained_once(project: Path, trained: list[Path]) -> None:
    for _ in range(2):
        assert training.ensure_model(lambda _: None).read_text() == "model"
    assert len(trained) == 1

    (project / "domain.yml").write_text("autre")
    assert not training.is_current()
    training.ensure_model(lambda _: None)
    training.ensure_model(lambda _: None, force=True)
    assert len(trained) == 3


@pytest.mark.parametrize("damage", [lambda path: os.truncate(path, 2), Path.unlink, lambda path: path.write_text("x")])
def test_a_model_that_is_no_longer_the_one_trained_is_trained_again(
    damage: Callable[[Path], None], trained: list[Path]
) -> None:
    training.ensure_model(lambda _: None)
    damage(training.MODEL)
    assert not training.is_current()
    assert training.ensure_model(lambda _: None).read_text() == "model"
    assert training.is_current()
    assert len(trained) == 2


@pytest.mark.usefixtures("trained")
@pytest.mark.parametrize("written", [b"", b"\xff", b"one line only"])
def test_a_damaged_digest_is_no_proof(written: bytes) -> None:
    training.ensure_model(lambda _: None)
    training._DIGESTS.write_bytes(written)
    assert not training.is_current()
    training.ensure_model(lambda _: None)
    assert training.is_current()


def test_two_runs_that_must_train_train_once(trained: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, train = threading.Event(), training._train

    def told(text: str) -> None:
        assert text.endswith("another run is training")
        waiting.set()

    def train_once_the_other_waits(folder: Path, progress: Callable[[str], None]) -> None:
        assert waiting.wait(60)
        train(folder, progress)

    monkeypatch.setattr(training, "_train", train_once_the_other_waits)
    with ThreadPoolExecutor(2) as pool:
        models = list(pool.map(lambda _: training.ensure_model(told).read_text(), range(2)))
    assert models == ["model", "model"]
    assert len(trained) == 1


def test_a_failed_training_keeps_the_old_model_and_says_why(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    training.MODEL.parent.mkdir()
    training.MODEL.write_text("old")
    monkeypatch.setattr("bot.training.sys.executable", str(project / "python"))
    (project / "python").write_text("#!/bin/sh\necho 'contradicting rules'; exit 3\n")
    (project / "python").chmod(0o755)

    with pytest.raises(training.TrainingError, match="contradicting rules"):
        training.ensure_model(lambda _: None)

    assert training.MODEL.read_text() == "old"
    assert not training.is_current()
