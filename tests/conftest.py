"""What every test shares: opinions and questions not understood go to a base of the run, never to the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def feedback_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point FEEDBACK_URL, which the servers started by tests inherit, at a file that goes with the run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "FEEDBACK_URL", f"sqlite:///{tmp_path_factory.mktemp('feedback') / 'kept.sqlite'}")
        yield
