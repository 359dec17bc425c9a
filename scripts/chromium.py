"""Finds the Chromium that the browser tests drive, or installs Debian's where that is allowed.

The tests drive a browser of the system: none is downloaded.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from bot.settings import settings

VARIABLE = "BEMO_CHROMIUM"
INSTALL = "apt-get install -y --no-install-recommends chromium"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE = 600  # seconds for the package manager


def find() -> str | None:
    """Return the path of a Chromium: the one of ``BEMO_CHROMIUM``, else the first on PATH, else None."""
    return settings().chromium or next((path for name in _NAMES if (path := shutil.which(name))), None)


def install() -> str | None:
    """Install Debian's Chromium where this process may (root, with apt-get); return its path, None when it cannot."""
    if os.geteuid() or not shutil.which("apt-get"):
        return None
    try:
        for command in ("apt-get update -qq", f"{INSTALL} -qq"):
            _run(command)
    except subprocess.TimeoutExpired:
        return None
    return find()


def _run(command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    words = command.split()
    subprocess.run(words, stdin=subprocess.DEVNULL, env=environment, timeout=_PATIENCE, check=False)  # noqa: S603


def main() -> int:
    """Find or install it; say in a loud line what to do when there is none. Fail only where tests must all run."""
    found = find() or install()
    if found:
        sys.stdout.write(f"Chromium: {found}\n")
        return 0
    sys.stderr.write(
        "\n!!! NO CHROMIUM: the tests of the web page will NOT run.\n"
        f"!!! Install it (as root: {INSTALL}), or give its path: {VARIABLE}=/path/to/chromium make test\n\n"
    )
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
