"""What every test shares: the raw files, and bases of the run for opinions and conversations, never the user's own."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from knowledge.settings import raw_data
from tests import postgresql

_NO_RAW = "fichiers bruts absents : donner leur dossier dans BMO_DIR, ou le poser dans ../shared/data"


@pytest.fixture(scope="session")
def raw_folder() -> Path:
    """The folder of raw published files."""
    folder = raw_data()
    if folder is None:
        pytest.skip(_NO_RAW)
    return folder


@pytest.fixture(scope="session", autouse=True)
def bases_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point what the servers started by tests inherit at files that go with the run."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("FEEDBACK_URL", "CONVERSATIONS_URL", "HANDOVER_URL", "TELEGRAM_URL", "MARKET_URL"):
            patch.setitem(os.environ, name, f"sqlite:///{folder / name.lower()}.sqlite")
        patch.setitem(os.environ, "HANDOVER_KEY_FILE", str(folder / "handover.key"))
        patch.setitem(os.environ, "HANDOVER_MAILS", str(folder / "outbox"))
        yield


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL: that of TEST_DATABASE_URL, else one of the run's own."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    programs = postgresql.programs()
    if programs is None:
        pytest.skip(postgresql.NONE)
    with postgresql.running(programs) as address:
        yield address


@pytest.fixture(scope="session")
def new_schema(postgresql_server: str) -> Iterator[Callable[[], str]]:
    """Give the URL of an empty schema of PostgreSQL, a new one at each call."""
    admin = create_engine(postgresql_server, future=True)
    schemas: list[str] = []

    def made() -> str:
        schemas.append(f"test_{uuid.uuid4().hex}")
        with admin.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schemas[-1]}"))
        inside = make_url(postgresql_server).update_query_dict({"options": f"-csearch_path={schemas[-1]}"})
        shown: str = inside.render_as_string(hide_password=False)
        return shown

    yield made
    with admin.begin() as connection:
        for schema in schemas:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    admin.dispose()
