"""Which commune a shared name means: the home region's first, elsewhere the most populous if it is evident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.territories.model import Territory
from knowledge.territories.reference import HOME_REGION

_CITY = 20_000
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

    A name of the home region beats the same name elsewhere, but for a city of 20,000 inhabitants fifty times as
    large, which is then asked beside it. A shortened name, or a former one, only stands before towns elsewhere that
    have exactly that name when none is larger: a larger one is asked beside it, and wins alone ten times as large.
    """
    home = _at_home(homonyms)
    if not home:
        return _away(homonyms)
    away = _ranked(commune for commune in homonyms.official if commune.region != HOME_REGION)
    if any(commune in homonyms.official for commune in home):
        least = max(_CITY, _GREATER * _home_only(homonyms.official)[0].population)
        greater = [city for city in away if city.population >= least]
        return [*home, *greater][:_CHOICES]
    if away and away[0].population >= _EVIDENT_AWAY * home[0].population:
        return _away(homonyms)
    return [*home, *(town for town in away if town.population > home[0].population)][:_CHOICES]


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
    return ranked[:1] if _first_is_evident(ranked, _EVIDENT_AWAY) else ranked[:_CHOICES]


def _first_is_evident(communes: list[Territory], factor: int) -> bool:
    return len(communes) == 1 or (len(communes) > 1 and communes[0].population >= factor * communes[1].population)


def _home_only(communes: Iterable[Territory]) -> list[Territory]:
    return _ranked({commune for commune in communes if commune.region == HOME_REGION})


def _ranked(communes: Iterable[Territory]) -> list[Territory]:
    return sorted(set(communes), key=lambda commune: (-commune.population, commune.code))
