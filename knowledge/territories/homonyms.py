"""Which commune a shared name means: the home region's first, elsewhere the most populous if it is evident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.territories.model import Territory
from knowledge.territories.reference import HOME_REGION

GREAT_CITY = 100_000
_EVIDENT_AT_HOME = 5
_EVIDENT_AWAY = 10
_LARGER = 2
_HAMLET = 20
_GREATER = 50
_SEAT = 5_000
_CHOICES = 6


@dataclass(slots=True)
class Homonyms:
    """The communes a phrase may stand for: by its official name, shortened, or by a name it once had.

    ``article``: INSEE code of the article taken off to make the phrase ("Blanc", of "Le Blanc"), else 0.
    """

    official: list[Territory] = field(default_factory=list)
    short: list[Territory] = field(default_factory=list)
    former: list[Territory] = field(default_factory=list)
    article: int = 0

    def everyone(self) -> list[Territory]:
        """Return all of them, most populous first."""
        return _ranked({*self.official, *self.short, *self.former})


def resolved(homonyms: Homonyms) -> list[Territory]:
    """Return the commune the phrase means, or those the user must choose from, or none; best first.

    A name of the home region beats the same name elsewhere, unless that one is a city of 100,000 inhabitants
    fifty times as large (for a shortened name: simply a larger one).
    """
    home = _at_home(homonyms)
    if not home:
        return _away(homonyms)
    away = _ranked(commune for commune in homonyms.official if commune.region != HOME_REGION)
    factor = _GREATER if any(commune in homonyms.official for commune in home) else 1
    if away and away[0].population >= max(GREAT_CITY, factor * home[0].population):
        return _away(homonyms)
    return home[:_CHOICES]


def _at_home(homonyms: Homonyms) -> list[Territory]:
    official = _home_only(homonyms.official)
    looser = _home_only(homonyms.short if official else [*homonyms.short, *homonyms.former])
    if not official:
        return looser[:1] if _first_is_evident(looser, _EVIDENT_AT_HOME) else looser
    if official[0].population >= _SEAT and _first_is_evident(official, _HAMLET):
        official = official[:1]
    greater = [commune for commune in looser if commune.population >= _LARGER * official[0].population]
    if greater and greater[0].population >= max(_SEAT, _HAMLET * official[0].population):
        return greater[:1]
    return _ranked({*official, *greater})


def _away(homonyms: Homonyms) -> list[Territory]:
    official = _ranked(commune for commune in homonyms.official if commune.region != HOME_REGION)
    short = _ranked(commune for commune in homonyms.short if commune.region != HOME_REGION)
    least = _EVIDENT_AWAY * official[0].population if official else 0
    ranked = [commune for commune in short if commune.population >= least] or official
    if not ranked:
        return homonyms.former if len(homonyms.former) == 1 else []
    within_reach = [c for c in ranked if c.population * _EVIDENT_AWAY > ranked[0].population]
    return (within_reach or ranked)[:_CHOICES]


def _first_is_evident(communes: list[Territory], factor: int) -> bool:
    return len(communes) == 1 or (len(communes) > 1 and communes[0].population >= factor * communes[1].population)


def _home_only(communes: Iterable[Territory]) -> list[Territory]:
    return _ranked({commune for commune in communes if commune.region == HOME_REGION})


def _ranked(communes: Iterable[Territory]) -> list[Territory]:
    return sorted(set(communes), key=lambda commune: (-commune.population, commune.code))
