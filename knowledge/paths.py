"""Where things are: the project, the figures it ships, the base it builds, the raw workbooks when present."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
EMBEDDED = PROJECT / "knowledge" / "embedded"
VAR = PROJECT / "var"


def raw_data() -> Path | None:
    """Return the folder of the raw published files (``BMO_DIR``, else ``../shared/data``), None if absent."""
    folder = Path(os.environ.get("BMO_DIR") or PROJECT.parent / "shared" / "data")
    return folder if (folder / "bmo").is_dir() else None


def database_url() -> str:
    """Return the SQLAlchemy URL of the base: ``DATABASE_URL``, else a SQLite file under ``var/``."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'bemo.sqlite'}"
