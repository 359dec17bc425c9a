"""The questions the survey is measured on: one list, for the benchmark (durations) and for the tests (what is read)."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from knowledge.bmo.model import Measure
from knowledge.figures.evaluate import evaluate
from knowledge.figures.query import Comparator, Condition, Dimension, Query, Statistic
from knowledge.figures.result import Result
from knowledge.figures.survey import Bmo
from knowledge.library import open_knowledge

FRANCE, REGION, BUILDING = "france:FR", "region:24", "domaine:B"
_FLOOR = 20


def questions(bmo: Bmo, year: int = 2025) -> dict[str, Callable[[], object]]:
    """Return one function per kind of question, each call asking about other bassins and métiers of those held.

    The draws are the same in each run.
    """
    knowledge = replace(open_knowledge(), bmo=bmo)
    bassins = [f"bassin:{code}" for code in sorted(bmo.bassins_held(year)) if f"bassin:{code}" in knowledge.territories]
    faps = sorted(bmo.occupations_held(year))
    pick = random.Random(1)

    def some() -> tuple[str, ...]:
        return (f"fap2021:{'+'.join(pick.sample(faps, 2))}",)

    def one() -> tuple[str, ...]:
        return (pick.choice(bassins),)

    def asks(query: Callable[[], Query]) -> Callable[[], Result]:
        return lambda: evaluate(query(), knowledge)

    last_two, decade = (year - 1, year), tuple(range(2016, year + 1))

    def top(query: Query) -> Query:
        return query.but(by=Dimension.OCCUPATION, limit=10)

    return {
        "years": bmo.years,
        "coverage": lambda: bmo.coverage(knowledge.territories.get(pick.choice(bassins)), year),
        "published totals": lambda: bmo.published_totals(REGION),
        **{
            kind: asks(query)
            for kind, query in {
                "total of France": lambda: Query((FRANCE,), (year,)),
                "métiers in a bassin": lambda: Query(one(), (year,), occupations=some()),
                "five bassins together": lambda: Query(
                    tuple(pick.sample(bassins, 5)), (year,), together=True, occupations=some()
                ),
                "sector in the région": lambda: Query((REGION,), (year,), occupations=(BUILDING,)),
                "evolution": lambda: Query((REGION,), decade, occupations=(BUILDING,), by=Dimension.YEAR),
                "gap": lambda: Query((*one(), *one()), (year,), statistic=Statistic.GAP),
                "rank": lambda: Query((REGION,), (year,), statistic=Statistic.RANK, base=Statistic.PER_THOUSAND),
                "top of a bassin": lambda: top(Query(one(), (year,))),
                "top of five bassins": lambda: top(Query(tuple(pick.sample(bassins, 5)), (year,), together=True)),
                "top of France by share": lambda: top(
                    Query((FRANCE,), (year,), Measure.DIFFICULT, Statistic.SHARE, floor=_FLOOR)
                ),
                "large métiers of a région": lambda: top(
                    Query((REGION,), (year,), conditions=(Condition(Comparator.GT, 100),))
                ),
                "sectors of France": lambda: Query((FRANCE,), (year,), by=Dimension.SECTOR, statistic=Statistic.WEIGHT),
                "what a bassin is known for": lambda: top(
                    Query(one(), (year,), statistic=Statistic.SPECIALISATION, against=FRANCE, floor=_FLOOR)
                ),
                "what explains a change": lambda: Query(
                    (REGION,), last_two, by=Dimension.SECTOR, statistic=Statistic.CONTRIBUTION
                ),
                "what rose the most": lambda: top(Query((REGION,), last_two, statistic=Statistic.CHANGE)),
                "ranking of the home bassins": lambda: Query(
                    (REGION,), (year,), occupations=some(), by=Dimension.BASSIN, limit=10
                ),
                "ranking of every bassin": lambda: Query(
                    (FRANCE,), (year,), Measure.SEASONAL, by=Dimension.BASSIN, limit=10
                ),
                "top three of each département": lambda: Query(
                    (REGION,), (year,), by=Dimension.OCCUPATION, within=Dimension.DEPARTEMENT, limit=3
                ),
            }.items()
        },
    }
