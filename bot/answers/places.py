"""Places that only the conversation tells: « chez nous », « les trois villes », « dans un rayon de 30 km »."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.writing.french import listed
from knowledge.library import HOME_REGION, Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import de_
from knowledge.text import fold

_MOST_KEPT = 4
"""How many of the places asked about are remembered."""
_AROUND_KM = 25
"""What « à côté » means, in km from the town to the nearest commune of another bassin."""
_MOST_AROUND = 3
_OTHER = -1
"""« l'autre ville »."""
_EVERY = 9
"""« dans chaque endroit »."""
_SMALL = frozenset({Level.COMMUNE, Level.BASSIN, Level.EPCI})
_WHOLES = ("region:", "france:")
_WIDE_NAMES = re.compile(r"\bregion|\bau niveau regional")


@dataclass(frozen=True, slots=True)
class Placed:
    """What a message names once the conversation told its places, and what to say of them ("" when nothing)."""

    mentions: Mentions
    note: str = ""


def remembered_places(question: Question, mentions: Mentions, previous: Question | None) -> Question:
    """Return the question with the place that is « chez nous », and the places asked about until now."""
    told = (mentions.home,) if mentions.home else previous.home if previous and previous.home else ()
    home = told or (mentions.territories[:1] if mentions.scale else question.territories[:1])  # « Issoudun et le 36 »
    settled = [ref for ref in question.territories if any(ref in each.split("|") for each in home)]
    before = previous.visited if previous else ()
    new = tuple(ref for ref in question.territories if "|" not in ref)
    visited = (*(ref for ref in before if ref not in new), *new)
    return replace(question, home=tuple(settled[:1]) or home, visited=visited[-_MOST_KEPT:])


def placed(mentions: Mentions, previous: Question | None, text: str, knowledge: Knowledge) -> Placed:
    """Return the mentions with the places that ``text`` means without naming them."""
    known = tuple(_known(ref, previous) for ref in mentions.territories)
    mentions = replace(mentions, territories=known if mentions.versus else _once(known, knowledge))
    mentions = _with_own_place(mentions, previous)
    mentions = _several(mentions, previous)
    mentions = _of_their_region(mentions, previous, text, knowledge)
    return _around(mentions, previous, knowledge)


def around_them(question: Question, previous: Question | None, knowledge: Knowledge) -> Question:
    """Return a question that names no place as one of where the conversation is, when that is outside the home region.

    Bassins are then those of the départements spoken of, else all is within the région of the place; France is itself.
    """
    if question.territories or previous is None:
        return question
    refs = previous.territories or previous.visited[-1:] or previous.home
    places = [knowledge.territories.get(ref) for ref in refs if ref in knowledge.territories]
    if not places or any(place.region == knowledge.territories.home.code for place in places):
        return question
    held = all(place.level is Level.DEPARTEMENT for place in places) and question.level in {"", Level.BASSIN.value}
    whole = places if held else [place for each in places if (place := _region(each, knowledge)) is not None]
    return replace(question, territories=tuple(dict.fromkeys(place.ref for place in whole)))


def _region(place: Territory, knowledge: Knowledge) -> Territory | None:
    """Return the région of a place, the place itself where it is one or France, None where it has no single one."""
    if place.level in {Level.REGION, Level.FRANCE}:
        return place
    return next((each for each in knowledge.territories.parents(place) if each.level is Level.REGION), None)


def _known(ref: str, previous: Question | None) -> str:
    """« Nogent », once Nogent-le-Rotrou was spoken of, is that one."""
    spoken_of = (*previous.home, *previous.visited) if previous and not (previous.asked or previous.open_for) else ()
    return next((each for each in spoken_of if each in ref.split("|")), ref) if "|" in ref else ref


def _once(refs: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """« Mission locale du Pithiverais… à Pithiviers »: a bassin and a town of it are one place, the town."""
    known = knowledge.territories
    towns = {bassin.ref for ref in refs if ref.startswith("commune:") and (bassin := known.bassin_of(ref))}
    return tuple(ref for ref in refs if ref not in towns)


def _with_own_place(mentions: Mentions, previous: Question | None) -> Mentions:
    """« et chez nous ? » is the place told as one's own; beside another place, they are two to compare."""
    if not mentions.own_place or (mentions.home in mentions.territories and mentions.home):
        return mentions
    home = (mentions.home,) if mentions.home else previous.home if previous is not None else ()
    if not home:
        return mentions
    if not mentions.territories:
        return replace(mentions, territories=home)
    beside = (mentions.versus or mentions.alternatives) and home[0] not in mentions.territories
    return replace(mentions, territories=(*mentions.territories, *home)) if beside else mentions


def _several(mentions: Mentions, previous: Question | None) -> Mentions:
    """« les trois » are the last three places asked about, where nothing else may be meant by it."""
    wanted = mentions.several
    if not wanted or mentions.territories or previous is None:
        return mentions
    if wanted == _OTHER:
        other = previous.before[-1:] if len(previous.territories) == 1 else ()
        return replace(mentions, territories=other, several=0, choice=0, follows=True) if other else mentions
    if wanted == _EVERY:
        every = previous.territories if len(previous.territories) > 1 else previous.visited
        return replace(mentions, territories=every, several=0) if len(every) > 1 else mentions
    small = tuple(ref for ref in previous.visited if not ref.startswith(_WHOLES))
    spoken_of = small if len(small) >= wanted else previous.visited  # « les deux », once set beside their region
    if len(spoken_of) < wanted:
        return mentions
    if wanted > 2 and (previous.asked or (previous.is_list and len(previous.territories) < wanted)):
        return mentions
    told = replace(mentions, any="", both=False, limit=None, level="", scale="", follows=True)
    return replace(told, territories=spoken_of[-wanted:])


def _of_their_region(mentions: Mentions, previous: Question | None, text: str, knowledge: Knowledge) -> Mentions:
    """« et la région ? » after Lille is Hauts-de-France, not the one Bémo serves."""
    if mentions.territories != (HOME_REGION,) or previous is None or "centre" in fold(text):
        return mentions
    here = [ref for ref in previous.territories if ref in knowledge.territories]
    elsewhere = here and all(knowledge.territories.get(ref).region not in {"", "24"} for ref in here)
    said_so = _WIDE_NAMES.search(fold(text)) is not None
    return replace(mentions, territories=(), scale=Level.REGION.value) if elsewhere and said_so else mentions


def _around(mentions: Mentions, previous: Question | None, knowledge: Knowledge) -> Placed:
    """« à côté ? » adds the neighbouring bassins: the survey knows no distance."""
    told = replace(mentions, around="", more=mentions.more and not mentions.around)
    told = replace(told, level="" if mentions.around else mentions.level)
    refs = mentions.territories or (previous.territories if previous else ())
    if not mentions.around or not refs or refs[0] not in knowledge.territories:
        return Placed(told if mentions.around and previous else replace(mentions, around=""))
    if mentions.territories and not mentions.around.isdigit():
        return Placed(told)  # « et dans la Vienne, à côté ? » names where it is
    place = knowledge.territories.get(refs[0])
    if place.level not in _SMALL:
        return Placed(told)
    radius = int(mentions.around) if mentions.around.isdigit() else _AROUND_KM
    near = knowledge.territories.bassins_near(place, radius)
    latest = knowledge.bmo.latest_year()
    rows = [each for each in near if knowledge.bmo.coverage(each, latest) == "rows"]
    held = rows[:_MOST_AROUND]
    own = knowledge.territories.survey_area(place).units[:1]
    note = _what_is_near(place, held, [each for each in near if each not in rows], radius)
    if not held:
        return Placed(replace(told, territories=refs), note)
    found = tuple(each.ref for each in (*own, *held))
    listing = previous is not None and previous.topic in {Topic.RECRUITING, Topic.PROGRESS} and not told.occupations
    return Placed(replace(told, territories=found, together=listing, follows=True), note)


def _what_is_near(place: Territory, held: list[Territory], others: list[Territory], radius: int) -> str:
    """Return what stands for a distance, and which of the neighbours are not told."""
    counted = "L'enquête compte par bassin d'emploi, pas par distance"
    if not held and not others:
        return f"{counted} : aucun autre bassin n'a de commune à moins de {radius} km {de_(place)}."
    if not held:
        return f"{counted}, et je n'ai pas le détail des bassins voisins ({_names(others)})."
    around = f"{counted} : je prends les bassins qui ont une commune à moins de {radius} km {de_(place)}."
    return f"{around} Je n'ai pas le détail de ceux de {_names(others)}." if others else around


def _names(bassins: list[Territory]) -> str:
    return listed([each.name for each in bassins])
