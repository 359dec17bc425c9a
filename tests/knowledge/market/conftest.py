"""The APIs of France Travail served on this machine, and the real clients connected to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.market.cache import Answers
from knowledge.market.connection import Connection
from knowledge.market.facade import Market, now
from scripts.demo.france_travail import CLIENT, REALM, TOKEN, FranceTravail, served

PATIENCE = 60.0
"""Seconds of a call in the tests: no slow machine makes one fail."""


@pytest.fixture
def france_travail() -> FranceTravail:
    """The servers, which a test may have fail."""
    return FranceTravail()


@pytest.fixture
def address(france_travail: FranceTravail) -> Iterator[str]:
    """Where they are served."""
    with served(france_travail) as url:
        yield url


@pytest.fixture
def connected(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Market]]:
    """Make markets connected to the servers; they all keep their answers in one base."""
    made: list[Market] = []
    monkeypatch.setattr("knowledge.market.transport.ATTEMPT", PATIENCE)

    def market(url: str = address, client: tuple[str, str] = CLIENT, **how: object) -> Market:
        answers = Answers(f"sqlite:///{tmp_path / 'market.sqlite'}", how.get("clock", now))  # type: ignore[arg-type]
        connection = Connection(f"{url}/partenaire", f"{url}{TOKEN}?realm={REALM}", client)
        made.append(Market(connection, answers, **{"call_seconds": PATIENCE, **how}))  # type: ignore[arg-type]
        return made[-1]

    yield market
    for each in made:
        each.close()
