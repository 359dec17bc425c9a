"""Building the base: once, by whoever comes first, without losing what was imported."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.engine import Engine

from knowledge.bmo.importer import import_workbook
from knowledge.build import build, ensure_built
from knowledge.database import meta, open_engine, writing
from knowledge.errors import BaseUnavailableError
from knowledge.figures.survey import Bmo
from knowledge.territories.model import Level, Territory
from tests.counting import statements

MakeRow = Callable[..., list[object]]
Write = Callable[..., Path]

REGION = Territory(Level.REGION, "24", "Centre-Val de Loire")


def region_total(engine: Engine) -> float:
    """Return the published projects of the home region in 2025."""
    figures = Bmo(engine).figures([REGION], None, 2025)
    assert figures is not None
    return int(figures.projects.published)


def build_and_read(url: str) -> float:
    """Do what each process of a server does when it starts."""
    return region_total(ensure_built(url))


def test_a_base_is_built_once_and_known_to_be(new_base: Callable[[], str]) -> None:
    url = new_base()
    assert build_and_read(url) == 84_515
    again = open_engine(url, writer=True)
    with again.connect():  # what opening a connection asks is not what is counted
        pass
    with statements(again) as sent:
        assert not build(again)
    assert not [sql for sql, _ in sent if not sql.upper().startswith(("SELECT", "PRAGMA"))]
    assert len(sent) <= 3


def test_a_base_is_built_with_few_statements(new_base: Callable[[], str]) -> None:
    """Rows are written by the thousand: one at a time, there would be tens of thousands."""
    engine = open_engine(new_base(), writer=True)
    with statements(engine) as sent:
        assert build(engine)
    assert len(sent) < 100 * len(Bmo(engine).years())


def test_processes_that_start_together_agree(new_base: Callable[[], str]) -> None:
    url = new_base()
    with ProcessPoolExecutor(6, mp_context=get_context("spawn")) as pool:
        assert set(pool.map(build_and_read, [url] * 6)) == {84_515}


def test_an_imported_workbook_outlives_a_start(base: Engine, write_workbook: Write, survey_row: MakeRow) -> None:
    import_workbook(base, write_workbook([survey_row()]))
    assert not build(base)
    assert region_total(base) == 120


def test_new_embedded_figures_spare_an_imported_workbook(
    base: Engine, write_workbook: Write, survey_row: MakeRow
) -> None:
    import_workbook(base, write_workbook([survey_row()]))
    with writing(base) as connection:
        connection.execute(update(meta).where(meta.c.key == "embedded").values(value="of another release"))
    assert build(base)
    assert region_total(base) == 120
    older = Bmo(base).figures([REGION], None, 2024)
    assert older is not None
    assert older.projects.published == 98_613


def test_tables_of_another_version_are_made_again(base: Engine, write_workbook: Write, survey_row: MakeRow) -> None:
    import_workbook(base, write_workbook([survey_row()]))
    with writing(base) as connection:
        connection.execute(update(meta).where(meta.c.key == "schema").values(value="0"))
    assert build(base)
    assert region_total(base) == 84_515


def test_a_reader_cannot_write(new_base: Callable[[], str]) -> None:
    url = new_base()
    if not url.startswith("sqlite"):
        pytest.skip("sur PostgreSQL, ce sont les droits du compte qui en décident")
    reader = ensure_built(url)
    with pytest.raises(BaseUnavailableError, match="readonly"), writing(reader) as connection:
        connection.execute(update(meta).values(value=""))


@pytest.mark.parametrize("url", ["nonsense", "nosuchbase://u:secret@h/b", "sqlite:////proc/none/bemo.sqlite"])
def test_a_wrong_address_is_said_in_french(url: str) -> None:
    with pytest.raises(BaseUnavailableError, match=r"DATABASE_URL|dossier") as error:
        ensure_built(url)
    assert "secret" not in str(error.value)
