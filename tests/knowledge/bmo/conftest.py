"""The whole of France, loaded once per kind of base."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from knowledge.bmo.importer import import_workbook
from knowledge.build import build
from knowledge.database import open_engine
from tests.knowledge.bmo.oracle import YEARS, path_of


@pytest.fixture(scope="session")
def france(raw_folder: Path, new_base: Callable[[], str]) -> Iterator[Engine]:
    """An engine on a base that holds every row of the nine official workbooks that can be trusted."""
    engine = open_engine(new_base(), writer=True)
    build(engine)
    for year in YEARS:
        import_workbook(engine, path_of(raw_folder, year))
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
