"""The base of the embedded figures, and the raw workbooks to compute them again."""

from __future__ import annotations

import pytest

from tests.answers.conftest import knowledge
from tests.questions.raw_survey import Sources, data_folder, read_sources

__all__ = ["knowledge"]


@pytest.fixture(scope="session")
def raw() -> Sources:
    """Return the rows of the raw workbooks, read by other code than ours."""
    if not data_folder().is_dir():
        pytest.skip("the raw survey files are absent: set BMO_DIR to their folder")
    return read_sources(data_folder())
