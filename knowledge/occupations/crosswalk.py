"""What can be followed across the change of nomenclature of 2024, and what cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.occupations.model import Nomenclature, Selection
from knowledge.occupations.tables import curated


@dataclass(frozen=True, slots=True)
class Group:
    """Métiers of both nomenclatures that mean the same thing taken together."""

    fap2009: tuple[str, ...]
    fap2021: tuple[str, ...]

    def codes(self, nomenclature: Nomenclature) -> tuple[str, ...]:
        """Return the codes of the group in ``nomenclature``."""
        return self.fap2021 if nomenclature is Nomenclature.FAP2021 else self.fap2009


class Crosswalk:
    """The curated groups of ``crosswalk.yml``."""

    def __init__(self) -> None:
        content = curated("crosswalk.yml")
        self.groups = tuple(Group(tuple(one["fap2009"]), tuple(one["fap2021"])) for one in content["same_meaning"])
        self._domaines = frozenset(content["same_domaines"])
        self._reasons: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}
        for one in content["not_the_same"]:
            self._reasons[tuple(sorted(one["fap2009"])), tuple(sorted(one["fap2021"]))] = one["why"]
        self._group_of = {
            (nomenclature, code): group
            for group in self.groups
            for nomenclature in Nomenclature
            for code in group.codes(nomenclature)
        }

    def translate(self, codes: Iterable[str], source: Nomenclature) -> tuple[str, ...] | None:
        """Return the codes that mean the same as ``codes`` in the other nomenclature, None when there are none.

        A group counts only when ``codes`` holds all of it: infirmiers alone cannot be followed, since 2024 counts
        them with sages-femmes.
        """
        target = next(one for one in Nomenclature if one is not source)
        asked = frozenset(codes)
        groups = {self._group_of.get((source, code)) for code in asked}
        found: set[str] = set()
        for group in groups:
            if group is None or not asked.issuperset(group.codes(source)):
                return None
            found.update(group.codes(target))
        return tuple(sorted(found)) or None

    def enlarged(self, asked: Selection) -> Group | None:
        """Return the smallest followed set that holds all of ``asked`` (infirmiers → with sages-femmes), else None."""
        wanted = [(nomenclature, code) for nomenclature in Nomenclature for code in asked.codes(nomenclature)]
        groups = {self._group_of.get(one) for one in wanted}
        if not groups or None in groups:
            return None
        kept = [group for group in self.groups if group in groups]
        return Group(
            tuple(sorted(code for group in kept for code in group.fap2009)),
            tuple(sorted(code for group in kept for code in group.fap2021)),
        )

    def follows_sector(self, sector: str) -> bool:
        """Return whether the sum of a sector (``domaine:S``) can be compared before and after 2024."""
        kind, _, letter = sector.partition(":")
        return kind == "domaine" and letter in self._domaines

    def why_not(self, fap2009: Iterable[str], fap2021: Iterable[str]) -> str:
        """Return the French reason why two sets that look alike are not the same, "" when none is recorded.

        The reason of the whole sets, else that of the first of their métiers that has one.
        """
        before, after = tuple(sorted(fap2009)), tuple(sorted(fap2021))
        parts = (why for (old, new), why in self._reasons.items() if set(old) & set(before) and set(new) & set(after))
        return self._reasons.get((before, after)) or next(parts, "")
