"""Where things are: the project, the figures it ships, what it makes as it runs."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
EMBEDDED = PROJECT / "knowledge" / "embedded"
VAR = PROJECT / "var"
