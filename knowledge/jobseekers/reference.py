"""Job seekers, in memory: registered in a territory at the end of a month, and by ROME and bassin in 2021.

Monthly figures are people registered with France Travail, every category, each rounded to ten, January 2020 to
December 2024 (France Travail, statistiques du marché du travail). Those by ROME are job seekers of categories A, B
and C and job offers of 2021 (Pôle emploi and Dares), bassins of the home region only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.jobseekers.embed import BY_ROME, FOLDER, MONTHLY
from knowledge.tabular import read_table
from knowledge.territories.model import Level, Territory
from knowledge.territories.reference import Territories, territories

BY_ROME_YEAR = 2021


@dataclass(frozen=True, slots=True)
class Registered:
    """People registered in a territory, month by month (``counts`` in the order of ``JobSeekers.months``).

    ``parts``: the territories whose published figures are summed, empty when the territory's own are published.
    ``lacking``: parts of it without a figure. ``is_minimum``: only its communes over 5,000 inhabitants are summed.
    """

    territory: Territory
    counts: tuple[int, ...]
    parts: tuple[Territory, ...] = ()
    lacking: tuple[Territory, ...] = ()
    is_minimum: bool = False


@dataclass(frozen=True, slots=True)
class ByRome:
    """Offers and job seekers of a ROME in a bassin over 2021; ``tension`` from 1 (lowest) to 5 (highest)."""

    bassin: str
    rome: str
    offers: float
    seekers: float
    tension: int


class JobSeekers:
    """Every figure of job seekers held; build it once with :func:`job_seekers`."""

    def __init__(self, places: Territories, folder: Path = FOLDER) -> None:
        self._places = places
        (_, *months), *rows = read_table(folder / MONTHLY)
        self.months: tuple[str, ...] = tuple(months)
        """The months held, ``2020-01`` to ``2024-12``, in order."""
        self._published = {ref: tuple(map(int, counts)) for ref, *counts in rows}
        _, *lines = read_table(folder / BY_ROME)
        self._by_rome = {
            (bassin, rome): ByRome(bassin, rome, float(offers), float(seekers), int(tension))
            for bassin, rome, offers, seekers, tension in lines
        }

    def of(self, territory: Territory) -> Registered | None:
        """Return the people registered in ``territory``, None where nothing is published.

        A bassin or an intercommunality is the sum of its published communes, a minimum; a région without a figure
        of its own the sum of its départements; France the sum of its régions.
        """
        published = self._published.get(territory.ref)
        if published is not None:
            return Registered(territory, published)
        if territory.level in {Level.BASSIN, Level.EPCI}:
            return self._sum(territory, self.communes(territory), is_minimum=True)
        if territory.level in {Level.REGION, Level.FRANCE}:
            level = Level.DEPARTEMENT if territory.level is Level.REGION else Level.REGION
            return self._sum(territory, self._places.units(level, territory))
        return None

    def communes(self, within: Territory) -> tuple[Territory, ...]:
        """Return the communes of ``within`` whose figure is published, most populous first."""
        return tuple(one for one in self._places.communes_of(within) if one.ref in self._published)

    def _sum(self, territory: Territory, parts: Sequence[Territory], *, is_minimum: bool = False) -> Registered | None:
        known = [(part, found.counts) for part in parts if (found := self.of(part)) is not None]
        if not known:
            return None
        counts = tuple(map(sum, zip(*(counts for _, counts in known), strict=True)))
        summed = tuple(part for part, _ in known)
        return Registered(territory, counts, summed, tuple(part for part in parts if part not in summed), is_minimum)

    def by_rome(self, bassins: Iterable[Territory], romes: Iterable[str]) -> list[ByRome]:
        """Return the figures of 2021 published for these ROME codes in these bassins; fewer where some are not."""
        wanted = list(romes)
        keys = ((bassin.code, rome) for bassin in bassins for rome in wanted)
        return [self._by_rome[key] for key in keys if key in self._by_rome]


@lru_cache(maxsize=1)
def job_seekers() -> JobSeekers:
    """Return the job seekers of the embedded files, read once per process."""
    return JobSeekers(territories())
