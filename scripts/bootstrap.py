"""Makes ``.venv`` with Python 3.10 and the locked dependencies; does nothing when it is already right.

Run as ``python -m scripts.bootstrap`` from the project's root by any Python from 3.6 on.
"""

import contextlib
import hashlib
import os
import shutil
import sys

from scripts import interpreters, uv
from scripts.console import SetupError, output, step, succeeds

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOCK = os.path.join(PROJECT, "requirements.lock")
VENV = os.path.join(PROJECT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "bemo-installed")
_ADVICE = "Rendez-le accessible en écriture, ou libérez de la place sur ce disque, puis recommencez."
DISK_NEEDED = 4  # GB: the environment is 2.7 GB, of which TensorFlow, and the wheels pass through a cache


def main() -> int:
    """Bring the environment up to date; return the exit code."""
    try:
        with _Alone():
            prepare()
    except SetupError as error:
        sys.stderr.write(f"error: {error}\n")
        for line in error.advice:
            sys.stderr.write(f"  {line}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted; the next run takes up where this one stopped.\n")
        return 130
    return 0


def prepare() -> None:
    """Make ``.venv`` and install the lock file, unless the stamp says that it is done. Raises SetupError."""
    if is_ready():
        return
    if not interpreters.check(PYTHON):
        make_venv()
    install()
    with open(STAMP, "w") as stamp:
        stamp.write(fingerprint())
    step("Environment ready: .venv")


def is_ready() -> bool:
    """Say whether ``.venv`` holds what the lock file asks for."""
    return _read(STAMP) == fingerprint() and os.access(PYTHON, os.X_OK)


def fingerprint() -> str:
    """Return what identifies a right environment: the lock file's content, and the place (a venv cannot move)."""
    with open(LOCK, "rb") as lock:
        digest = hashlib.sha256(lock.read())
    digest.update(PROJECT.encode())
    return digest.hexdigest()


def make_venv() -> None:
    """Make an empty ``.venv`` with Python 3.10. Raises SetupError."""
    step(f"Looking for Python {interpreters.WANTED}")
    python = interpreters.find_or_fetch(PROJECT)
    step(f"Making .venv with {python}")
    shutil.rmtree(VENV, ignore_errors=True)
    command = uv.find() or uv.install(PROJECT)
    made = bool(command) and succeeds([*command, "venv", "--quiet", "--python", python, VENV], PROJECT, _environment())
    if not made and not succeeds([python, "-m", "venv", "--clear", VENV], PROJECT, _environment()):
        raise SetupError(
            f"{python} could not make a virtual environment.",
            "Install uv (https://docs.astral.sh/uv), or the venv module: `apt install python3-venv` on Debian.",
        )


def install() -> None:
    """Install exactly the lock file, hashes checked and bytecode compiled. Raises SetupError.

    Bytecode counts: without it every start compiles TensorFlow again, 14 to 24 s.
    """
    _check_disk()
    step("Installing the locked dependencies (2.7 GB; a minute when cached, several when downloaded)")
    command = uv.find() or uv.install(PROJECT)
    if command and _install_with_uv(command):
        return
    if command:
        step("uv could not install them; trying with pip")
    if not _install_with_pip():
        raise SetupError(
            "the dependencies could not be installed (the lines above say why).",
            "No network, or a proxy? pip and uv read HTTPS_PROXY, PIP_INDEX_URL and UV_INDEX_URL.",
            "Disk full? `df -h .` Then run the same command again: it takes up where it stopped.",
        )


def _install_with_uv(command: "list[str]") -> bool:
    arguments = ["pip", "sync", "--require-hashes", "--compile-bytecode", "--python", PYTHON, LOCK]
    return succeeds([*command, *arguments], PROJECT, _environment())


def _install_with_pip() -> bool:
    environment = _environment()
    if not output([PYTHON, "-m", "pip", "--version"]) and not succeeds(
        [PYTHON, "-m", "ensurepip", "--upgrade"], PROJECT, environment
    ):
        return False
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r", LOCK]
    if not succeeds(pip, PROJECT, environment):
        return False
    step("Compiling the bytecode")
    # Some packages ship files for other Pythons, which do not compile: that is no failure.
    succeeds([PYTHON, "-m", "compileall", "-q", "-j", "2", os.path.join(VENV, "lib")], PROJECT, environment)
    return True


def _environment() -> "dict[str, str]":
    """Return the environment of the installers: theirs to configure, but patient with large files."""
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONHOME", "VIRTUAL_ENV"}}
    environment.setdefault("UV_HTTP_TIMEOUT", "300")
    return environment


def _check_disk() -> None:
    free = shutil.disk_usage(PROJECT).free / 1e9
    if free < DISK_NEEDED and not os.path.exists(STAMP):
        raise SetupError(
            f"only {free:.1f} GB are free here; the environment needs {DISK_NEEDED} GB.",
            "Free some space, or clone the project on another disk.",
        )


def _read(path: str) -> str:
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


class _Alone:
    """Holds ``var/setup.lock`` so that two runs at once do not install into one environment."""

    def __init__(self) -> None:
        self._held = contextlib.ExitStack()

    def __enter__(self) -> None:
        folder = os.path.join(PROJECT, "var")
        try:
            if not os.path.isdir(folder):
                os.makedirs(folder)
            lock = self._held.enter_context(open(os.path.join(folder, "setup.lock"), "w"))
        except OSError as error:
            if is_ready():
                return  # nothing will be installed: nothing to wait for
            raise SetupError(f"impossible d'écrire dans le dossier {folder} ({error.strerror}).", _ADVICE) from error
        try:
            import fcntl  # noqa: PLC0415 — absent on Windows

            fcntl.flock(lock, fcntl.LOCK_EX)
        except ImportError:
            pass

    def __exit__(self, *_: object) -> None:
        self._held.close()


if __name__ == "__main__":
    sys.exit(main())
