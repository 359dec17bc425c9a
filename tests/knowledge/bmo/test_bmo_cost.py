"""A question costs few statements, each served by an index: what is read does not grow with the base.

Durations are measured by ``make bench``, on the same questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine

from benchmarks.survey import questions
from knowledge.figures.survey import Bmo
from tests.counting import plan, statements, steps

KINDS = 21
MOST_STATEMENTS = 8
MOST_STEPS = 100_000
"""Instructions of SQLite, about ten for each row read; walking a survey through the wrong index takes 700,000."""
BY_TERRITORY = re.compile(r"SEARCH figure USING .*\(year=\? .*\bcode=\?")
"""A search by year and kind alone walks the figures of every territory."""
SAME_EVERYWHERE = (
    "total of France",
    "sector in the région",
    "evolution",
    "sectors of France",
    "top of France by share",
)
"""Questions that are the same on the shipped base and on all of France."""


def unserved(engine: Engine) -> Iterator[str]:
    """Say which questions send too many statements, or read more than their own figures."""
    for kind, ask in questions(Bmo(engine)).items():
        with statements(engine) as sent:
            ask()
        if not 1 <= len(sent) <= MOST_STATEMENTS:
            yield f"{kind}: {len(sent)} statements"
        if engine.dialect.name != "sqlite":
            continue  # plans and steps are those of SQLite
        reads = [line for each in sent for line in plan(engine, each) if " figure" in line]
        yield from (f"{kind}: {line}" for line in reads if not BY_TERRITORY.match(line))
        count = steps(engine, ask)
        if not 1 <= count <= MOST_STEPS:
            yield f"{kind}: {count} steps"


def test_few_statements_and_few_rows_answer_on_the_shipped_base(shipped: Engine) -> None:
    assert list(unserved(shipped)) == []


def test_few_statements_and_few_rows_answer_on_all_of_france(france: Engine) -> None:
    assert list(unserved(france)) == []


def test_as_much_is_read_whatever_else_the_base_holds(shipped: Engine, france: Engine) -> None:
    if shipped.dialect.name != "sqlite":
        pytest.skip("les pas comptés sont ceux de SQLite")
    small, large = questions(Bmo(shipped)), questions(Bmo(france))
    for kind in SAME_EVERYWHERE:
        assert steps(shipped, small[kind]) == steps(france, large[kind]), kind


def test_a_walk_through_every_territory_is_seen(shipped: Engine) -> None:
    if shipped.dialect.name != "sqlite":
        pytest.skip("les plans lus sont ceux de SQLite")
    by_kind = ("SELECT sum(projects) FROM figure WHERE year = ? AND level = ? AND kind = ?", (2025, "bassin", "fap"))
    (line,) = plan(shipped, by_kind)
    assert "figure" in line
    assert not BY_TERRITORY.match(line)


def test_there_is_a_question_of_each_kind(shipped: Engine) -> None:
    assert len(questions(Bmo(shipped))) == KINDS
