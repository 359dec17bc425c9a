"""Every kind of question is answered in a few milliseconds, 95 times in 100, on the whole of France (205,000 rows).

SQLite, the default, has 5 ms; PostgreSQL, which is reached through a socket, has 10.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine

from knowledge.bmo.model import Measure
from knowledge.bmo.queries import Bmo
from knowledge.occupations.model import Selection
from knowledge.territories.model import Level, Territory

TARGET_MS = {"sqlite": 5.0, "postgresql": 10.0}
_CALLS = 100
_ATTEMPTS = 12
_PAUSE = 0.5
"""Seconds between two measures: what slows the machine for a moment should be over."""

REGION = [Territory(Level.REGION, "24", "Centre-Val de Loire")]
FRANCE = [Territory(Level.FRANCE, "FR", "France")]
BUILDING = Selection(sector="domaine:B")


def questions(bmo: Bmo) -> dict[str, Callable[[], object]]:
    """Return one function per kind of question, each call asking about other places and métiers."""
    bassins = [Territory(Level.BASSIN, code, name) for code, name in bmo.bassin_labels(2025).items()]
    home = [bassin for bassin in bassins if bassin.code.startswith("24")]
    faps = list(bmo.occupations_held(2025))
    pick = random.Random(1)

    def some() -> Selection:
        return Selection(fap2021=tuple(pick.sample(faps, 2)))

    return {
        "years": bmo.years,
        "source": lambda: bmo.source(2025),
        "coverage": lambda: bmo.coverage(pick.choice(bassins), 2025),
        "published totals": lambda: bmo.published_totals("region:24"),
        "labels": lambda: bmo.occupations_held(2025),
        "total of France": lambda: bmo.figures(FRANCE, None, 2025),
        "métiers in a bassin": lambda: bmo.figures([pick.choice(bassins)], some(), 2025),
        "métiers in five bassins": lambda: bmo.figures(pick.sample(bassins, 5), some(), 2025),
        "sector in the région": lambda: bmo.figures(REGION, BUILDING, 2025),
        "evolution": lambda: bmo.figures_by_year(REGION, BUILDING, range(2012, 2026)),
        "top of a bassin": lambda: bmo.top_occupations([pick.choice(bassins)], 2025, Measure.PROJECTS),
        "top of five bassins": lambda: bmo.top_occupations(pick.sample(bassins, 5), 2025, Measure.DIFFICULT),
        "sectors of France": lambda: bmo.by_sector(FRANCE, 2025),
        "every métier of a région": lambda: bmo.by_occupation(REGION, 2025),
        "top of France by share": lambda: bmo.top_occupations(FRANCE, 2025, Measure.DIFFICULT, by_share=True),
        "ranking of the home bassins": lambda: bmo.rank_territories(home, some(), 2025, Measure.PROJECTS),
        "ranking of every bassin": lambda: bmo.rank_territories(bassins, BUILDING, 2025, Measure.SEASONAL),
    }


def p95_ms(question: Callable[[], object]) -> float:
    """Return the 95th percentile of the duration of a question, in milliseconds."""
    durations = []
    for _ in range(_CALLS):
        start = time.perf_counter()
        question()
        durations.append(1000 * (time.perf_counter() - start))
    return sorted(durations)[int(0.95 * _CALLS)]


def best_p95_ms(question: Callable[[], object], target: float) -> float:
    """Return the best of a few measures: another program at work is no fault of the base."""
    best = p95_ms(question)
    for _ in range(_ATTEMPTS - 1):
        if best < target:
            break
        time.sleep(_PAUSE)
        best = min(best, p95_ms(question))
    return best


def test_any_question_takes_a_few_milliseconds(france: Engine) -> None:
    target = TARGET_MS[france.dialect.name]
    measured = {kind: best_p95_ms(question, target) for kind, question in questions(Bmo(france)).items()}
    for kind, p95 in measured.items():
        print(f"{france.dialect.name:11} {kind:30} p95 {p95:5.2f} ms")
    slow = {kind: p95 for kind, p95 in measured.items() if p95 >= target}
    busy = os.getloadavg()[0] > (os.cpu_count() or 1)
    if slow and busy and not os.environ.get("CI"):  # continuous integration always judges
        pytest.skip(f"machine occupée par autre chose, durées sans valeur : {slow}")
    assert not slow
