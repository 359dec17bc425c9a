"""Trains the model when what it is made of has changed."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.alone import alone
from bot.disk import tells_of_a_full_disk
from bot.logs import rotate
from bot.processes import Service, stop_all
from knowledge.paths import PROJECT, VAR

MODEL = PROJECT / "models" / "bemo.tar.gz"
_DIGESTS = MODEL.with_name("bemo.inputs.sha256")
"""Two lines, written last: the digest of the inputs, and that of the archive trained from them."""
_LOCK = VAR / "training.lock"
# What the model is made of: Rasa's own inputs, the components and the words they know, the versions of the libraries.
_INPUTS = (
    "config.yml",
    "domain.yml",
    "domain/**/*",
    "data/**/*",
    "bot/nlu/**/*",
    "bot/reading/**/*",
    "corpus/heard/**/*",
    "corpus/topics.yml",
    "bot/answers/services_by_meaning.yml",
    "knowledge/text.py",
    "knowledge/matching.py",
    "knowledge/**/gazetteer.py",
    "knowledge/**/*.yml",
    "knowledge/embedded/**/*",
    "requirements.lock",
)


class TrainingError(RuntimeError):
    """The training failed; the message says why and where to look."""


def inputs_digest(project: Path = PROJECT) -> str:
    """Return the SHA-256 (hexadecimal) of everything the model is trained from, names and contents."""
    digest = hashlib.sha256()
    files = {path for pattern in _INPUTS for path in project.glob(pattern) if path.is_file()}
    for path in sorted(files):
        if "__pycache__" not in path.parts:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(project).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def is_current() -> bool:
    """Say whether the model on disk was trained from the present inputs, and is whole."""
    if not (MODEL.exists() and _DIGESTS.exists()):
        return False
    known = _DIGESTS.read_bytes().split()
    return known == [digest.encode() for digest in (inputs_digest(), _archive_digest())]


def ensure_model(progress: Callable[[str], None], *, force: bool = False) -> Path:
    """Return the path of an up-to-date model, trained first if needed. Raises TrainingError, OSError.

    The new model takes the place of the old one only once it is whole. Of two runs that must train, one waits for the
    other, and takes what it trained.
    """
    if not force and is_current():
        return MODEL
    with alone(_LOCK, lambda seconds: progress(f"{seconds:.0f} s, another run is training")):
        if force or not is_current():
            _renew(progress)
    return MODEL


def _renew(progress: Callable[[str], None]) -> None:
    inputs = inputs_digest()
    folder = VAR / "training"
    shutil.rmtree(folder, ignore_errors=True)
    _train(folder, progress)
    MODEL.parent.mkdir(exist_ok=True)
    _DIGESTS.unlink(missing_ok=True)
    (folder / MODEL.name).replace(MODEL)
    _DIGESTS.write_text(f"{inputs}\n{_archive_digest()}\n", "utf-8")


def _archive_digest() -> str:
    return hashlib.sha256(MODEL.read_bytes()).hexdigest()


def _train(folder: Path, progress: Callable[[str], None]) -> None:
    log = VAR / "log" / "train.log"
    rotate(log)
    # By force: Rasa's own cache looks at a component's class, not at the modules it calls.
    command = [sys.executable, "-m", "bot.lean", "train", "--force", "--out", str(folder), "--fixed-model-name", "bemo"]
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONUNBUFFERED": "1"}
    training = Service("training", command, log, quiet)
    started = time.monotonic()
    training.start()
    try:
        while training.exit_code is None:
            progress(f"{time.monotonic() - started:.0f} s")
            time.sleep(0.2)
    finally:
        stop_all([training])
    if training.exit_code or not (folder / MODEL.name).exists():
        if tells_of_a_full_disk(training.log_tail()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
        raise TrainingError(
            f"the training failed (code {training.exit_code}):\n{training.log_tail()}\n  The whole log: {log}"
        )


def build_knowledge() -> None:
    """Build the knowledge base from the embedded figures where it is missing or out of date. Raises TrainingError."""
    done = subprocess.run([sys.executable, "-m", "knowledge", "build"], cwd=PROJECT, check=False)
    if done.returncode:
        raise TrainingError("the knowledge base could not be built (the lines above say why).")
