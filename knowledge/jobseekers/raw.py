"""The published files of job seekers, as they are: what can be trusted is kept, the rest is set aside and listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import ImportRefusedError
from knowledge.tabular import decimal, read_raw
from knowledge.territories.model import Level, Territory
from knowledge.territories.reference import Territories

MONTHLY_FILE = "demandeurs_communes_2020_2024.csv"
BY_ROME_FILE = "tension_rome_bassin_2021.csv"

_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_ROUNDED_TO = 10

Series = dict[str, int]
"""Job seekers by month (``2024-12``)."""


@dataclass(frozen=True, slots=True)
class Monthly:
    """``kept``: the series of each territory, by ref. ``aside``: why each other code of the file is refused."""

    months: tuple[str, ...]
    kept: Mapping[str, Series]
    aside: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RomeRow:
    """One ROME in one bassin: offers and job seekers over the year, tension from 1 (low) to 5 (high)."""

    bassin: str
    rome: str
    offers: float
    seekers: float
    tension: int


def read_monthly(folder: Path, territories: Territories) -> Monthly:
    """Read the monthly file of ``folder``. Rows that stand twice are read once.

    Set aside: a code with two figures for one month (two territories under one code); a commune whose whole series
    is that of a larger one (the copy of a namesake); a code that stands for no territory. ImportRefusedError for a
    month or a figure that is none, or a series with a hole.
    """
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for code, month, count in read_raw(folder / MONTHLY_FILE, ("codgeo", "YEAR", "Demandeurs_Emploi")):
        found[code][_month(month)].add(_count(code, count))
    months = tuple(sorted({month for series in found.values() for month in series}))
    aside: dict[str, str] = {}
    kept: dict[str, Series] = {}
    for code, series in found.items():
        if set(series) != set(months):
            raise ImportRefusedError(f"{MONTHLY_FILE} : il manque des mois au code {code}.")
        ref = _ref(code)
        if any(len(counts) > 1 for counts in series.values()):
            aside[code] = "deux chiffres différents pour un même mois"
        elif ref not in territories:
            aside[code] = "code absent du découpage administratif"
        else:
            kept[ref] = {month: next(iter(counts)) for month, counts in series.items()}
    for copy, original in _copies(kept, territories):
        del kept[copy.ref]
        aside[copy.code] = f"même série que {original.name} ({original.code}), plus peuplée"
    return Monthly(months, kept, aside)


def _copies(kept: Mapping[str, Series], territories: Territories) -> list[tuple[Territory, Territory]]:
    """Return the communes that bear the whole series of another, with that other one, the most populous."""
    same: dict[tuple[int, ...], list[Territory]] = defaultdict(list)
    for ref, series in kept.items():
        if ref.startswith(f"{Level.COMMUNE.value}:"):
            same[tuple(series[month] for month in sorted(series))].append(territories.get(ref))
    found = []
    for communes in same.values():
        original, *copies = sorted(communes, key=lambda one: -one.population)
        found += [(copy, original) for copy in copies]
    return found


def _month(written: str) -> str:
    name, _, year = written.partition("_")
    if name not in _MONTHS or not year.isdigit():
        raise ImportRefusedError(f"{MONTHLY_FILE} : « {written} » n'est pas un mois.")
    return f"{year}-{_MONTHS.index(name) + 1:02}"


def _count(code: str, written: str) -> int:
    if not written.isdigit() or int(written) % _ROUNDED_TO:
        raise ImportRefusedError(f"{MONTHLY_FILE} : « {written} » n'est pas un nombre arrondi à dix (code {code}).")
    return int(written)


def _ref(code: str) -> str:
    """Return the ref of a code of the file: ``reg24`` a région, ``37`` or ``971`` a département, else a commune."""
    if code.startswith("reg"):
        return f"{Level.REGION.value}:{code.removeprefix('reg')}"
    return f"{(Level.DEPARTEMENT if len(code) < 4 else Level.COMMUNE).value}:{code}"


def read_by_rome(folder: Path) -> Iterator[RomeRow]:
    """Yield the rows of the file by ROME and bassin, all of France; ImportRefusedError for a row without figures."""
    columns = ("cbassin", "ROME", "oee", "defm_abc", "ind_tension_d")
    for bassin, rome, *written in read_raw(folder / BY_ROME_FILE, columns, delimiter=";"):
        offers, seekers, tension = map(decimal, written)
        if offers is None or seekers is None or tension is None:
            raise ImportRefusedError(f"{BY_ROME_FILE} : chiffres absents pour le ROME {rome}, bassin {bassin}.")
        yield RomeRow(bassin, rome, offers, seekers, int(tension))
