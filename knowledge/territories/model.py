"""Typed territories."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Level(str, Enum):
    """The levels a territory may have, from the finest."""

    COMMUNE = "commune"
    EPCI = "epci"
    BASSIN = "bassin"
    GROUP = "group"
    """Several bassins or départements under one name of use: "le Berry", "l'Alsace" (``groups.yml``)."""
    DEPARTEMENT = "departement"
    REGION = "region"
    FRANCE = "france"


_DIVISIONS = tuple(f"{level.value}:" for level in (Level.GROUP, Level.DEPARTEMENT, Level.REGION, Level.FRANCE))


def is_division(ref: str) -> bool:
    """Tell whether ``ref`` is a division of the country, or the country, which one is "in" and never "at"."""
    return ref.startswith(_DIVISIONS)


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory: ``ref`` is ``level:code`` (``commune:37261``, ``france:FR``).

    ``name`` as shown (``Orléans``, ``bassin`` names in proper case with accents), ``liaison`` the INSEE code of
    the article (0 "de", 1 "d'", 2 "du", 3 "de la", 4 "des", 5 "de l'"…), ``departement``/``region`` the codes of
    the parents where they are single, ``population`` in inhabitants (0 unknown; see
    ``Territories.population_source``), which takes no part in comparisons.
    """

    level: Level
    code: str
    name: str
    liaison: int = 0
    departement: str = ""
    region: str = ""
    population: int = field(default=0, compare=False)

    @property
    def ref(self) -> str:
        """Return ``level:code``."""
        return self.level + ":" + self.code  # a level is its own text: asked for by the ten thousand


@dataclass(frozen=True, slots=True)
class SurveyArea:
    """How the survey covers a territory: ``units`` are all bassins, or départements, or one région or France.

    ``asked`` is the territory the user named; ``exact`` is False when the survey only knows the bassin(s) that
    hold it (a commune, an EPCI). ``why``: how a group was made up of its ``units``, "" for anything else.
    """

    asked: Territory
    units: tuple[Territory, ...]
    exact: bool
    why: str = ""
