"""Every test of this folder needs the live servers: all carry the marker ``live``."""

from pathlib import Path

import pytest

from tests.live.server import live

__all__ = ["live"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("live")
