"""Where the browser is: found on the machine, never downloaded."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Return the path of Chromium: what BEMO_CHROMIUM says, else the first of ``NAMES`` on PATH."""
    return os.environ.get("BEMO_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
