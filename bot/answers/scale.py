"""The same place at another level: « pas la ville, le département », « je parlais de l'agglo »."""

from __future__ import annotations

from dataclasses import replace

from bot.mentions import Mentions
from bot.question import Question
from bot.writing.reply import Reply
from knowledge.library import Knowledge
from knowledge.territories.model import Level, Territory

FINEST = "L'enquête ne descend pas sous le bassin d'emploi."
NOTHING_FINER = f"{FINEST} Rien n'y est publié par commune, canton, circonscription, arrondissement ni quartier."
_RANKED = frozenset({"bassin", "departement", "region"})


def rescaled(mentions: Mentions, previous: Question | None, knowledge: Knowledge) -> Mentions:
    """Return the mentions with the place that « tout le département » means after ``previous`` named one.

    When the conversation holds no such place, a level the survey ranks is a ranking at that level.
    """
    if not mentions.scale:
        return mentions
    told = replace(mentions, scale="")
    said = (mentions.territories,) if mentions.territories else ()
    for refs in said or ((previous.territories, previous.before) if previous else ()):
        here = [knowledge.territories.get(each.split("|")[0]) for each in refs]
        found = [place for each in here if (place := _at(Level(mentions.scale), each, knowledge))]
        if found and len(found) == len(here):
            wider = tuple(dict.fromkeys(place.ref for place in found))
            return replace(told, territories=wider, follows=told.follows or not said)
    if said or previous is None:
        return told
    if (town := _own_town(Level(mentions.scale), previous, knowledge)) is not None:
        return replace(told, territories=(town.ref,), follows=True)
    return replace(told, level=mentions.scale if mentions.scale in _RANKED else "", follows=True)


def _own_town(level: Level, previous: Question, knowledge: Knowledge) -> Territory | None:
    """« le bassin », after the département of the place told as one's own, is the bassin of that place."""
    known = knowledge.territories
    if level is not Level.BASSIN or any(ref not in known for ref in (*previous.territories[:1], *previous.home)):
        return None
    around = known.get(previous.territories[0]) if previous.territories else known.home
    bassins = [_at(level, known.get(ref), knowledge) for ref in previous.home]
    return next((each for each in bassins if each is not None and each in known.bassins_of(around)), None)


def finest(mentions: Mentions, reply: Reply) -> str:
    """Return why the figures of a town are its bassin's, when the town itself was insisted on; else ""."""
    return FINEST if mentions.scale == Level.COMMUNE.value and reply.rows else ""


def _at(level: Level, place: Territory, knowledge: Knowledge) -> Territory | None:
    """Return the place of ``level`` that holds ``place``, or that it is named after."""
    if place.level is level:
        return place
    parent = next((each for each in knowledge.territories.parents(place) if each.level is level), None)
    if parent is not None:
        return parent
    seat = place if place.level is Level.COMMUNE else _seat(place, knowledge)
    if seat is None or level is Level.COMMUNE:
        return seat
    if level is Level.EPCI:
        return knowledge.territories.epci_of(seat)
    return knowledge.territories.bassin_of(seat) if level is Level.BASSIN else None


def _seat(place: Territory, knowledge: Knowledge) -> Territory | None:
    """Return the town a bassin is named after, or the largest one of an EPCI; None for a wider place."""
    if place.level is Level.EPCI:
        return next(iter(knowledge.territories.communes_of(place)), None)
    if place.level is not Level.BASSIN:
        return None
    return next((each for each in knowledge.territories.communes_of(place) if each.name == place.name), None)
