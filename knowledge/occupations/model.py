"""Typed occupations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

FIRST_FAP2021_YEAR = 2024
"""Survey years before this one use FAP2009 codes."""


class Nomenclature(str, Enum):
    """The two nomenclatures of métiers the survey has used; some codes (G0A40) exist in both."""

    FAP2009 = "fap2009"
    FAP2021 = "fap2021"


def nomenclature_of(year: int) -> Nomenclature:
    """Return the nomenclature the survey of ``year`` uses."""
    return Nomenclature.FAP2021 if year >= FIRST_FAP2021_YEAR else Nomenclature.FAP2009


@dataclass(frozen=True, slots=True)
class Occupation:
    """A BMO métier: its code in one nomenclature, its label as published (spaces normalised)."""

    nomenclature: Nomenclature
    code: str
    label: str
    domaine: str
    famille: str

    @property
    def ref(self) -> str:
        """Return ``fap2021:S2X61``."""
        return f"{self.nomenclature.value}:{self.code}"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a word selects: métier codes per nomenclature, or a whole sector.

    ``fap2021``/``fap2009``: codes, in order of closeness. ``sector``: ``domaine:B`` or ``famille:O``, else "".
    ``ambiguous``: key of a word that fits several unrelated métiers, else "".
    """

    fap2021: tuple[str, ...] = ()
    fap2009: tuple[str, ...] = ()
    sector: str = ""
    ambiguous: str = ""

    @property
    def value(self) -> str:
        """Return the entity value: ``fap2021:B1X30+B1X31 fap2009:B2Z40``, ``domaine:B``, ``ambigu:conducteur``."""
        if self.sector:
            return self.sector
        if self.ambiguous:
            return f"ambigu:{self.ambiguous}"
        parts = (("fap2021", self.fap2021), ("fap2009", self.fap2009))
        return " ".join(f"{name}:{'+'.join(codes)}" for name, codes in parts if codes)

    @classmethod
    def parse(cls, value: str) -> Selection:
        """Return the selection an entity value stands for; ValueError when it is not one."""
        fields: dict[str, tuple[str, ...]] = {}
        for part in value.split():
            name, _, codes = part.partition(":")
            if name in {"domaine", "famille"}:
                return cls(sector=part)
            if name == "ambigu":
                return cls(ambiguous=codes)
            if name not in {"fap2021", "fap2009"} or not codes:
                raise ValueError(f"not an occupation: {value!r}")
            fields[name] = tuple(codes.split("+"))
        if not fields:
            raise ValueError(f"not an occupation: {value!r}")
        return cls(fields.get("fap2021", ()), fields.get("fap2009", ()))

    def narrowed(self, one: Occupation) -> Selection:
        """Return the selection with ``one`` alone in its nomenclature; the other nomenclature stays as it is."""
        if one.nomenclature is Nomenclature.FAP2021:
            return Selection((one.code,), self.fap2009)
        return Selection(self.fap2021, (one.code,))

    def codes(self, nomenclature: Nomenclature) -> tuple[str, ...]:
        """Return the métier codes in ``nomenclature`` (empty for a sector or an ambiguous word)."""
        return self.fap2021 if nomenclature is Nomenclature.FAP2021 else self.fap2009
