"""Every check of the project, one after the other, and one summary at the end (`make test`).

A failed check does not hide the next ones; a check whose ground failed (no base, no model) is skipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass

CODE = ("bot", "knowledge", "scripts", "benchmarks", "tests", "rasa_sdk_plugins.py")
_PYTEST = ("-m", "pytest", "-q", "--disable-warnings")


@dataclass(frozen=True)
class Check:
    """One command run by the environment's Python; ``needs`` names the checks it cannot do without."""

    name: str
    arguments: tuple[str, ...]
    needs: tuple[str, ...] = ()


CHECKS = (
    Check("style (ruff check)", ("-m", "ruff", "check", ".")),
    Check("style (ruff format)", ("-m", "ruff", "format", "--check", ".")),
    Check("types (mypy)", ("-m", "mypy", *CODE)),
    Check("knowledge base", ("-m", "knowledge", "build")),
    Check("unit tests", (*_PYTEST, "tests", "-m", "not model and not live and not browser"), ("knowledge base",)),
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
    """Run these checks in order, their output going to the terminal; return how each ended."""
    outcomes: list[Outcome] = []
    for check in checks:
        lost = {outcome.check.name for outcome in outcomes if outcome.state != "ok"}
        state, started = "skipped", time.monotonic()
        if lost.isdisjoint(check.needs):
            _show(f"\n==> {check.name}")
            state = "ok" if _passes(check) else "failed"
        outcomes.append(Outcome(check, state, time.monotonic() - started))
    return outcomes


def summary(outcomes: list[Outcome]) -> str:
    """Return one line per check, and a last one for the whole."""
    lines = [f"  {outcome.state:8}{outcome.seconds:7.1f} s  {outcome.check.name}" for outcome in outcomes]
    bad = sum(outcome.state != "ok" for outcome in outcomes)
    total = sum(outcome.seconds for outcome in outcomes)
    verdict = f"{bad} of {len(outcomes)} checks did not pass" if bad else f"all {len(outcomes)} checks passed"
    return "\n".join(["", "Summary", *lines, f"  {verdict} in {total / 60:.1f} min"])


def _passes(check: Check) -> bool:
    quiet = {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, *check.arguments]
    environment = {**os.environ, **quiet}
    return subprocess.run(command, stdin=subprocess.DEVNULL, env=environment, check=False).returncode == 0  # noqa: S603


def _show(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run every check; return 0 when all pass, else 1."""
    outcomes = run_all(CHECKS)
    _show(summary(outcomes))
    return int(any(outcome.state != "ok" for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
