"""The questions the survey is measured on: one list, for the benchmark (durations) and for the tests (what is read)."""

from __future__ import annotations

import random
from collections.abc import Callable

from knowledge.bmo.queries import Bmo
from knowledge.occupations.model import Selection
from knowledge.territories.model import Level, Territory

REGION = [Territory(Level.REGION, "24", "Centre-Val de Loire")]
FRANCE = [Territory(Level.FRANCE, "FR", "France")]
BUILDING = Selection(sector="domaine:B")


def questions(bmo: Bmo, year: int = 2025) -> dict[str, Callable[[], object]]:
    """Return one function per kind of question, each call asking about other bassins and métiers of those held.

    The draws are the same in each run.
    """
    held = bmo.bassins_held(year)
    bassins = [Territory(Level.BASSIN, code, name) for code, name in bmo.bassin_labels(year).items() if code in held]
    home = [bassin for bassin in bassins if bassin.code.startswith("24")]
    faps = list(bmo.occupations_held(year))
    pick = random.Random(1)

    def some() -> Selection:
        return Selection(fap2021=tuple(pick.sample(faps, 2)))

    return {
        "years": bmo.years,
        "source": lambda: bmo.source(year),
        "coverage": lambda: bmo.coverage(pick.choice(bassins), year),
        "published totals": lambda: bmo.published_totals("region:24"),
        "labels": lambda: bmo.occupations_held(year),
        "total of France": lambda: bmo.figures(FRANCE, None, year),
        "métiers in a bassin": lambda: bmo.figures([pick.choice(bassins)], some(), year),
        "métiers in five bassins": lambda: bmo.figures(pick.sample(bassins, 5), some(), year),
        "sector in the région": lambda: bmo.figures(REGION, BUILDING, year),
        "evolution": lambda: bmo.figures_by_year(REGION, BUILDING, range(2012, year + 1)),
        "every métier of a bassin": lambda: bmo.by_occupation([pick.choice(bassins)], year),
        "every métier of five bassins": lambda: bmo.by_occupation(pick.sample(bassins, 5), year),
        "sectors of France": lambda: bmo.by_sector(FRANCE, year),
        "every métier of a région": lambda: bmo.by_occupation(REGION, year),
        "every métier of France": lambda: bmo.by_occupation(FRANCE, year),
        "each home bassin": lambda: bmo.by_territory(home, some(), year),
        "each bassin": lambda: bmo.by_territory(bassins, BUILDING, year),
    }
