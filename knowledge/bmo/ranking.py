"""Puts rows of figures in order: published cells only, ties broken the same way every time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.bmo.model import Measure, RankedRow, Ranking
from knowledge.bmo.statements import Counts

Candidate = tuple[str, str, Counts]
"""Reference, label and counts of a row to rank."""


@dataclass(frozen=True, slots=True)
class Order:
    """How to rank: by number of ``measure``, or by its share among rows of at least ``min_projects`` projects.

    ``limit`` rows are kept (None: all of them), the greatest first unless ``ascending``.
    """

    measure: Measure
    by_share: bool = False
    limit: int | None = 10
    ascending: bool = False
    min_projects: int = 20

    def rank(self, rows: Iterable[Candidate]) -> Ranking:
        """Return the ranking of ``rows``; ties go by label, then by reference."""
        candidates = list(rows)
        published = [row for row in candidates if self._masked(row[2]) < row[2].cells]
        valued = [(value, *row) for row in published if (value := self._value(row[2])) is not None]
        sign = 1 if self.ascending else -1
        valued.sort(key=lambda row: (sign * row[0], row[2], row[1]))
        kept = tuple(RankedRow(ref, label, counts.figures()) for _, ref, label, counts in valued[: self.limit])
        secret = () if self.limit is not None else self._secret(candidates)
        return Ranking(kept, masked=len(candidates) - len(published), total=len(candidates), secret=secret)

    def _secret(self, candidates: Iterable[Candidate]) -> tuple[RankedRow, ...]:
        hidden = [row for row in candidates if self._masked(row[2]) >= row[2].cells]
        hidden.sort(key=lambda row: (row[1], row[0]))
        return tuple(RankedRow(ref, label, counts.figures()) for ref, label, counts in hidden)

    def _masked(self, counts: Counts) -> int:
        masked: int = getattr(counts, f"{self.measure.value}_masked")
        return masked

    def _value(self, counts: Counts) -> float | None:
        published: float = getattr(counts, self.measure.value)
        if not self.by_share:
            return published
        if counts.projects < max(self.min_projects, 1):
            return None
        # As Figures.share: the published cells of one column may outnumber those of the other.
        return min(1.0, published / counts.projects)
