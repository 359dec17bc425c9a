"""The whole of France, loaded once per kind of base."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from knowledge.bmo.importer import import_workbook
from knowledge.build import build
from knowledge.database import open_engine

YEARS = (2022, 2023, 2024, 2025)


@pytest.fixture(scope="session")
def france(raw: Path, new_base: Callable[[], str]) -> Iterator[Engine]:
    """An engine on a base that holds every row of the four official workbooks."""
    engine = open_engine(new_base(), writer=True)
    build(engine)
    for year in YEARS:
        import_workbook(engine, raw / "bmo" / f"Base_open_data_BMO_{year}.xlsx")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def shipped(new_base: Callable[[], str]) -> Iterator[Engine]:
    """A reader on a base that holds only what Bémo ships."""
    url = new_base()
    writer = open_engine(url, writer=True)
    build(writer)
    writer.dispose()
    engine = open_engine(url)
    yield engine
    engine.dispose()
