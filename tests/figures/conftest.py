"""The product on the base as it is shipped, and the oracle on the raw workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.build import build
from knowledge.database import open_engine
from knowledge.figures.survey import Bmo
from knowledge.institution.reference import institution
from knowledge.library import Knowledge
from knowledge.occupations.model import Nomenclature
from knowledge.occupations.reference import Occupations, occupations
from knowledge.paths import EMBEDDED
from knowledge.territories.reference import territories
from tests.figures.oracle import Oracle


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """What the product knows, on a base just built from what it ships."""
    url = f"sqlite:///{tmp_path_factory.mktemp('figures') / 'bemo.sqlite'}"
    writer = open_engine(url, writer=True)
    build(writer)
    writer.dispose()
    return Knowledge(Bmo(open_engine(url)), territories(), occupations(), institution())


@pytest.fixture(scope="session")
def oracle(raw_folder: Path, knowledge: Knowledge) -> Oracle:
    """The second opinion, for the years that the base holds."""
    known = knowledge.occupations
    totals = EMBEDDED / "bmo" / "published_totals.csv"
    return Oracle(raw_folder, totals, knowledge.bmo.years(), lambda value: _followed(known, value))


def _followed(known: Occupations, value: str) -> tuple[str, ...] | None:
    """Return the métiers of 2009 that mean what a métier of 2021 means, or the sector itself where it is followed."""
    kind, _, codes = value.split(maxsplit=1)[0].partition(":")
    if kind in {"domaine", "famille"}:
        return (value,) if known.follows_sector(value) else None
    same = known.same_meaning(codes.split("+"), Nomenclature(kind))
    return same and tuple(f"fap2009:{code}" for code in same)
