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

_NO_POSTGRESQL = "TEST_DATABASE_URL n'est pas définie : pas de PostgreSQL pour ce test"
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
        for name in ("FEEDBACK_URL", "CONVERSATIONS_URL"):
            patch.setitem(os.environ, name, f"sqlite:///{folder / name.lower()}.sqlite")
        yield


@pytest.fixture(scope="session")
def new_schema() -> Iterator[Callable[[], str]]:
    """Give the URL of an empty schema of the PostgreSQL of TEST_DATABASE_URL, a new one at each call."""
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        pytest.skip(_NO_POSTGRESQL)
    admin = create_engine(url, future=True)
    schemas: list[str] = []

    def made() -> str:
        schemas.append(f"test_{uuid.uuid4().hex}")
        with admin.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schemas[-1]}"))
        inside = make_url(url).update_query_dict({"options": f"-csearch_path={schemas[-1]}"})
        shown: str = inside.render_as_string(hide_password=False)
        return shown

    yield made
    with admin.begin() as connection:
        for schema in schemas:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
