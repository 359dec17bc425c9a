"""What the set-up says, and how it runs other programs."""

import subprocess
import sys


class SetupError(Exception):
    """A step that failed: what happened, then what to do about it (one line each)."""

    def __init__(self, problem: str, *advice: str) -> None:
        super().__init__(problem)
        self.advice = advice


def step(text: str) -> None:
    """Announce a step that takes time."""
    sys.stdout.write(f"==> {text}\n")
    sys.stdout.flush()


def output(command: "list[str]", cwd: str = "/", timeout: int = 30) -> str:
    """Return what a command prints on its standard output, stripped; an empty string if it fails or hangs.

    It runs in ``cwd``, the root folder by default: there no ``.python-version`` sends pyenv astray.
    """
    try:
        printed = subprocess.check_output(  # noqa: S603 — its callers choose the program
            command, cwd=cwd, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, timeout=timeout
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return printed.decode("utf-8", "replace").strip()


def succeeds(command: "list[str]", cwd: str, environment: "dict[str, str]") -> bool:
    """Run a command whose output the user sees; say whether it succeeded."""
    try:
        code = subprocess.call(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL)  # noqa: S603
    except OSError as error:
        sys.stderr.write(f"{command[0]}: {error}\n")
        return False
    return code == 0
