"""Live servers for tests: ``with live_servers() as servers: servers.ask("…")``, or the ``live`` fixture."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.servers import Servers
from bot.training import build_knowledge, ensure_model


@contextmanager
def live_servers() -> Iterator[Servers]:
    """Start both servers on free ports, with an up-to-date base and model; stop them at the end.

    Their logs go to a folder of their own, printed when the servers fail.
    """
    build_knowledge()
    model = ensure_model(lambda _: None)
    with tempfile.TemporaryDirectory(prefix="bemo-live-") as logs, Servers(model, logs=Path(logs)) as servers:
        yield servers


@pytest.fixture(scope="session")
def live() -> Iterator[Servers]:
    """Running servers, shared by the whole test session."""
    with live_servers() as servers:
        yield servers
