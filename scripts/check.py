"""Every check of the project, in order, and one summary at the end (`make test`).

A failed check does not hide the next ones; a check whose ground failed (no base, no model) is skipped. The longest one
that nothing needs runs beside those that follow, on the other core: what it says is shown once it ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from threading import Thread
from typing import IO

CODE = ("bot", "knowledge", "scripts", "benchmarks", "tests", "rasa_sdk_plugins.py")
_PYTEST = ("-m", "pytest", "-q", "--disable-warnings")


@dataclass(frozen=True)
class Check:
    """One command run by the environment's Python.

    ``needs`` names the checks it cannot do without. ``beside``: those that follow do not wait for it; none needs it.
    """

    name: str
    arguments: tuple[str, ...]
    needs: tuple[str, ...] = ()
    beside: bool = False


CHECKS = (
    Check("style (ruff check)", ("-m", "ruff", "check", ".")),
    Check("style (ruff format)", ("-m", "ruff", "format", "--check", ".")),
    Check("types (mypy)", ("-m", "mypy", *CODE)),
    Check("knowledge base", ("-m", "knowledge", "build")),
    Check(
        "unit tests",
        (*_PYTEST, "tests", "-m", "not model and not live and not browser"),
        ("knowledge base",),
        beside=True,
    ),
    Check("training data (rasa data validate)", ("-m", "rasa", "data", "validate", "--fail-on-warnings")),
    Check("training", ("-m", "bot", "train"), ("knowledge base",)),
    Check("held-out understanding", (*_PYTEST, "tests", "-m", "model"), ("training",)),
    Check("live questions and conversations", (*_PYTEST, "tests", "-m", "live", "-s"), ("training",)),
    Check("Chromium", ("-m", "scripts.chromium")),
    Check("web page in a browser", (*_PYTEST, "tests", "-m", "browser"), ("training", "Chromium")),
)


@dataclass(frozen=True)
class Outcome:
    """How a check ended: ``ok``, ``failed`` or ``skipped``, and after how many seconds."""

    check: Check
    state: str
    seconds: float


def run_all(checks: tuple[Check, ...]) -> list[Outcome]:
    """Run these checks, their output going to the terminal; return how each ended, in their order."""
    outcomes: dict[str, Outcome] = {}
    beside: list[Thread] = []
    for check in checks:
        lost = {name for name, outcome in list(outcomes.items()) if outcome.state != "ok"}  # one may end meanwhile
        if not lost.isdisjoint(check.needs):
            outcomes[check.name] = Outcome(check, "skipped", 0.0)
        elif check.beside:
            outcomes[check.name] = Outcome(check, "failed", 0.0)  # until it ends well
            beside.append(Thread(target=_run_beside, args=(check, outcomes)))
            beside[-1].start()
        else:
            _show(f"\n==> {check.name}")
            outcomes[check.name] = _run(check, None)
    for thread in beside:
        thread.join()
    return [outcomes[check.name] for check in checks]


def _run_beside(check: Check, outcomes: dict[str, Outcome]) -> None:
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        outcomes[check.name] = _run(check, said)
        said.seek(0)
        _show(f"\n==> {check.name} (beside the others)\n{said.read()}")


def _run(check: Check, output: IO[str] | None) -> Outcome:
    started = time.monotonic()
    state = "ok" if _passes(check, output) else "failed"
    return Outcome(check, state, time.monotonic() - started)


def summary(outcomes: list[Outcome], seconds: float) -> str:
    """Return one line per check, and a last one for the whole, which took ``seconds``."""
    lines = [f"  {outcome.state:8}{outcome.seconds:7.1f} s  {outcome.check.name}" for outcome in outcomes]
    bad = sum(outcome.state != "ok" for outcome in outcomes)
    verdict = f"{bad} of {len(outcomes)} checks did not pass" if bad else f"all {len(outcomes)} checks passed"
    return "\n".join(["", "Summary", *lines, f"  {verdict} in {seconds / 60:.1f} min"])


def _passes(check: Check, output: IO[str] | None) -> bool:
    quiet = {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, *check.arguments]
    environment = {**os.environ, **quiet}
    errors = subprocess.STDOUT if output else None
    done = subprocess.run(  # noqa: S603
        command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=environment, check=False
    )
    return done.returncode == 0


def _show(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run every check; return 0 when all pass, else 1."""
    started = time.monotonic()
    outcomes = run_all(CHECKS)
    _show(summary(outcomes, time.monotonic() - started))
    return int(any(outcome.state != "ok" for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
