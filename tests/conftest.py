"""What every test shares: the raw files, and a base of the run for opinions, never the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.settings import raw_data

_NO_RAW = "fichiers bruts absents : donner leur dossier dans BMO_DIR, ou le poser dans ../shared/data"


@pytest.fixture(scope="session")
def raw_folder() -> Path:
    """The folder of raw published files."""
    folder = raw_data()
    if folder is None:
        pytest.skip(_NO_RAW)
    return folder


@pytest.fixture(scope="session", autouse=True)
def feedback_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point FEEDBACK_URL, which the servers started by tests inherit, at a file that goes with the run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "FEEDBACK_URL", f"sqlite:///{tmp_path_factory.mktemp('feedback') / 'kept.sqlite'}")
        yield
