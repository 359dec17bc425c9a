"""Questions that have no answer for certain: each is refused by a French sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.errors import KnowledgeError
from knowledge.figures.query import CHANGES, Dimension, Query, Statistic
from knowledge.figures.scope import holds, is_occupation, place_of, places_of
from knowledge.occupations.model import FIRST_FAP2021_YEAR

if TYPE_CHECKING:
    from knowledge.library import Knowledge

_OF_A_WHOLE = frozenset({Statistic.WEIGHT, Statistic.CONTRIBUTION, Statistic.SPECIALISATION, Statistic.RANK})
_OCCUPATIONS = frozenset({Dimension.OCCUPATION, Dimension.SECTOR})


def check(query: Query, knowledge: Knowledge) -> None:
    """Raise KnowledgeError for what would be computed wrong."""
    for why in _reasons(query, knowledge):
        raise KnowledgeError(why)


def _reasons(query: Query, knowledge: Knowledge) -> Iterator[str]:
    statistic, by = query.statistic, query.by
    if statistic in {Statistic.GAP, Statistic.RANK} and query.base in CHANGES:
        yield "Je compare des évolutions une à une : je n'en dis ni l'écart ni le rang."
    if statistic is Statistic.GAP and by in _OCCUPATIONS and not query.against:
        yield "Un écart métier par métier se dit d'un territoire à un autre : il m'en faut un second."
    if statistic is Statistic.RANK and _is_part(query):
        yield "Je ne donne le rang que d'un territoire entier et de métiers entiers, sans rien en retirer."
    if statistic is Statistic.CONTRIBUTION and by is Dimension.OCCUPATION and query.against and _crosses(query):
        yield "D'un territoire à l'autre, les métiers ne se suivent pas un à un entre 2023 et 2024."
    if statistic in _OF_A_WHOLE and query.against:
        area = place_of(query.against, knowledge)
        outside = [place for place in places_of(query, knowledge) if not holds(area, place, knowledge)]
        if outside:
            yield f"{outside[0].label} n'est pas dans {area.label} : je ne peux pas l'y situer."


def _is_part(query: Query) -> bool:
    leaves_places = any(not is_occupation(value) for value in query.excluded)
    if query.by is Dimension.SECTOR and (query.occupations or len(query.excluded)):
        return True
    return leaves_places and not (query.by and query.by.is_territory)


def _crosses(query: Query) -> bool:
    return query.years[0] < FIRST_FAP2021_YEAR <= query.year
