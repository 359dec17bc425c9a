"""The embedded base, built once for these tests."""

from __future__ import annotations

from tests.answers.conftest import knowledge as knowledge  # noqa: PLC0414 — a fixture is found by its name
