"""Typed territories."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Level(str, Enum):
    """The levels a territory may have, from the finest."""

    COMMUNE = "commune"
    EPCI = "epci"
    BASSIN = "bassin"
    DEPARTEMENT = "departement"
    REGION = "region"
    FRANCE = "france"


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory: ``ref`` is ``level:code`` (``commune:37261``, ``france:FR``).

    ``name`` as shown (``Orléans``, ``bassin`` names in proper case with accents), ``liaison`` the INSEE code of
    the article (0 "de", 1 "d'", 2 "du", 3 "de la", 4 "des", 5 "de l'"…), ``departement``/``region`` the codes of
    the parents where they are single, ``population`` in inhabitants (0 unknown).
    """

    level: Level
    code: str
    name: str
    liaison: int = 0
    departement: str = ""
    region: str = ""
    population: int = 0

    @property
    def ref(self) -> str:
        """Return ``level:code``."""
        return f"{self.level.value}:{self.code}"


@dataclass(frozen=True, slots=True)
class SurveyArea:
    """How the survey covers a territory: ``units`` are all bassins, or one département, région or France.

    ``asked`` is the territory the user named; ``exact`` is False when the survey only knows the bassin(s) that
    hold it (a commune, an EPCI).
    """

    asked: Territory
    units: tuple[Territory, ...]
    exact: bool
