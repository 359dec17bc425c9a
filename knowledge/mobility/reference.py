"""The trades near a trade, in memory: ROME v347, "Proche" (same skills) or "Evolution" (a step further)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.mobility.embed import FOLDER, NEAR, PAIRS
from knowledge.occupations.rome import Rome, rome
from knowledge.tabular import read_table


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A trade that another leads to: ``title`` is the job, ``fap2021`` its métier; ``near``, else a step further."""

    rome: str
    title: str
    fap2021: str
    near: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    target: str
    title: str
    kind: str


class Mobility:
    """Every pair of trades held; build it once with :func:`mobility`."""

    def __init__(self, codes: Rome, folder: Path = FOLDER) -> None:
        self._rome = codes
        self._from: dict[str, list[_Pair]] = defaultdict(list)
        _, *rows = read_table(folder / PAIRS)
        for source, source_title, target, target_title, kind in rows:
            if not source_title:  # a pair that only holds for one job title says nothing of the whole trade
                self._from[source].append(_Pair(target, target_title, kind))

    def around(self, romes: Iterable[str]) -> list[Neighbour]:
        """Return the trades near the ROME ``romes``, near ones first, those of no métier of the survey left out."""
        found: dict[tuple[str, str], Neighbour] = {}
        for pair in (pair for code in romes for pair in self._from.get(code, ())):
            neighbour = self._neighbour(pair)
            known = found.get((neighbour.title, neighbour.fap2021))
            if neighbour.fap2021 and (known is None or neighbour.near):
                found[neighbour.title, neighbour.fap2021] = neighbour
        return sorted(found.values(), key=lambda one: (not one.near, one.title))

    def _neighbour(self, pair: _Pair) -> Neighbour:
        title = self._rome.title(pair.title) if pair.title else None
        if title is not None and title[1]:
            return Neighbour(pair.target, title[0], title[1][0], pair.kind == NEAR)
        return Neighbour(
            pair.target, self._rome.label(pair.target), self._rome.main_metier(pair.target), pair.kind == NEAR
        )


@lru_cache(maxsize=1)
def mobility() -> Mobility:
    """Return the pairs of the embedded file, read once per process."""
    return Mobility(rome())
