"""What each survey's workbook means by its codes and figures: the rules that change from one year to another.

- Figures. 2016, 2017 and 2018 hold weighted estimates with decimals. 2016 and 2017 mask nothing, so values under 5
  and 0 are figures; from 2018 on, ``*`` is secrecy and the smallest published value is 5.
- Régions. 2016 names the 22 régions of before the reform (Rhône-Alpes is 82): the région of a row is that of its
  département. In every year, an overseas département is its own région (2019 puts Mayotte in La Réunion), and
  Saint-Barthélemy and Saint-Martin go with Guadeloupe, as 2024 puts them (2019 gives them none).
- Bassins. Codes are read without the zeros some years put in front (0201 is 201, as in 2023). A bassin that was
  renumbered has its code of today in every year. A code that names another place than today, or a part of it, is
  marked as former (F101): it counts in the sums of its département and région, and answers for no place.
- 2019 gives no bassin to 226 rows (départements 99, 977 and 978): see ``knowledge.bmo.doubtful``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.paths import EMBEDDED

FIRST_YEAR = 2016
"""The first workbook whose rules are known."""

_RENUMBERED = {"405": "601", "103": "116", "104": "113"}
"""Mayotte until 2019; Marie-Galante and Îles du Nord until 2024."""

_GUADELOUPE_UNTIL_2017 = frozenset({"101", "102", "105"})
"""Sainte-Rose, Basse-Terre (the town) and Bouillante, when today's codes mean Basse-Terre, Grande-Terre, Centre."""
_SAINT_MARTIN = frozenset({"104"})
"""Labelled Saint-Martin until 2020, Îles du Nord (Saint-Barthélemy too) since."""
_REDON = frozenset({"5313"})
"""Labelled « Redon (partiel) » until 2018: the part in Ille-et-Vilaine."""

_FORMER = "F"
_OVERSEAS = {"971": "01", "972": "02", "973": "03", "974": "04", "976": "06", "977": "01", "978": "01"}


@dataclass(frozen=True, slots=True)
class Vintage:
    """How to read the workbook of one year.

    ``decimals``: figures may have some. ``masked``: small figures are under secrecy. ``old_regions``: the régions
    are the 22 of before 2016. ``elsewhere``: codes of bassins that name another place than today.
    ``without_bassin``: départements whose rows may name no bassin.
    """

    decimals: bool = False
    masked: bool = True
    old_regions: bool = False
    elsewhere: frozenset[str] = frozenset()
    without_bassin: frozenset[str] = frozenset()

    def bassin(self, code: str) -> str:
        """Return the code of today for a bassin code of the workbook (``0201`` → ``201``), or its former code."""
        bare = code.lstrip("0")
        return _FORMER + bare if bare in self.elsewhere else _RENUMBERED.get(bare, bare)

    def region(self, code: str, departement: str) -> str:
        """Return the code of today's région for a row that says ``code`` and ``departement``."""
        if departement in _OVERSEAS:
            return _OVERSEAS[departement]
        return _region_of().get(departement, code) if self.old_regions else code


_OLDEST = _GUADELOUPE_UNTIL_2017 | _SAINT_MARTIN | _REDON
_VINTAGES = {
    2016: Vintage(decimals=True, masked=False, old_regions=True, elsewhere=_OLDEST),
    2017: Vintage(decimals=True, masked=False, elsewhere=_OLDEST),
    2018: Vintage(decimals=True, elsewhere=_SAINT_MARTIN | _REDON),
    2019: Vintage(without_bassin=frozenset({"99", "977", "978"})),
    2020: Vintage(elsewhere=_SAINT_MARTIN),
}
_RECENT = Vintage()


def vintage_of(year: int) -> Vintage:
    """Return how to read the workbook of ``year``; those of 2021 and after follow one rule."""
    return _VINTAGES.get(year, _RECENT)


@lru_cache(maxsize=1)
def _region_of() -> Mapping[str, str]:
    with (EMBEDDED / "territories" / "departements.csv").open(encoding="utf-8", newline="") as file:
        return {line["code"]: line["region"] for line in csv.DictReader(file, delimiter=";")}
