"""Sets aside what a workbook contradicts: one wrong bassin does not keep out the whole of France.

A row given several times with the same figures counts once (Mayotte in 2019 and 2020). A bassin one of whose rows is
given with different figures is set aside whole, for nothing says which are right, nor that the rest is (Saint-Yrieix
under two spellings and Agde-Pézenas in 2019). Rows that name no bassin are set aside by département.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from knowledge.bmo.rows import BmoRow


class SetAside(NamedTuple):
    """Rows left out, of a bassin in one département; ``bassin`` and ``label`` are empty where none is named."""

    year: int
    bassin: str
    departement: str
    region: str
    label: str
    rows: int


class Sifted(NamedTuple):
    """Rows that can be trusted, in order; how many repeats were dropped; what is set aside."""

    rows: tuple[BmoRow, ...]
    repeats: int
    set_aside: tuple[SetAside, ...]


def sift(rows: Iterable[BmoRow]) -> Sifted:
    """Return the rows of a workbook (one year) that can be trusted, and what was left out."""
    every = list(rows)
    first: dict[tuple[str, str, str], BmoRow] = {}
    doubted = {""}
    for row in every:
        known = first.setdefault((row.fap, row.bassin, row.departement), row)
        if known.counts != row.counts:
            doubted.add(row.bassin)
    kept = tuple(row for row in first.values() if row.bassin not in doubted)
    aside = [row for row in every if row.bassin in doubted]
    return Sifted(kept, len(every) - len(aside) - len(kept), _grouped(aside))


def _grouped(rows: list[BmoRow]) -> tuple[SetAside, ...]:
    counted = Counter((row.year, row.bassin, row.departement, row.region) for row in rows)
    labels = {row.bassin: row.bassin_label for row in reversed(rows)}
    return tuple(SetAside(*part, labels[part[1]], counted[part]) for part in sorted(counted))
