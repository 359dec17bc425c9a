"""The embedded base, built once in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.build import ensure_built
from knowledge.figures.survey import Bmo
from knowledge.institution.reference import institution
from knowledge.library import Knowledge
from knowledge.occupations.reference import occupations
from knowledge.territories.reference import territories


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Return what is known, over a fresh base of the embedded figures."""
    base: Path = tmp_path_factory.mktemp("base") / "bemo.sqlite"
    return Knowledge(Bmo(ensure_built(f"sqlite:///{base}")), territories(), occupations(), institution())
