"""When a turn asks for job offers or for companies, and with which terms.

Entities and terms come in, a frame goes out, as in ``bot/understanding.py``: « et à Vendôme ? », « en CDI », « la
suite » change the search before; « il y a des offres ? » takes the trade and the place of the figure before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading.offer_terms import ANY, OfferTerms

AROUND_KM = 30
"""What « autour » means, in km, once a search was of a town."""
_REFINES = frozenset({None, Topic.RECRUITING, Topic.FIGURES, Topic.TOTALS, Topic.PORTRAIT})
"""The topics that a term of a search (« en CDI », « débutant ») may look like."""
_NAMES = frozenset({None, Topic.RECRUITING, Topic.FIGURES, Topic.TOTALS})
"""Those that a place or a trade alone may look like."""


def of_the_market(topic: Topic | None, mentions: Mentions, previous: Question | None) -> Question | None:
    """Return the search of offers or of companies that a turn asks, None when it asks none.

    ``topic``: what its intent asks when it is a complete question.
    """
    searched = previous is not None and previous.topic.is_live
    of_a_year = searched and bool(mentions.years) and not mentions.terms.are_said  # « et en 2024 ? » is of the survey
    asked = topic if topic is not None and topic.is_live and not of_a_year else None
    if asked is None and previous is not None and searched and _goes_on(topic, mentions):
        asked = previous.topic
    if asked is None:
        return None
    before = previous or Question(asked)
    kept = before if searched and before.topic is asked else Question(asked, radius=before.radius)
    everyone = mentions.everything and not mentions.occupations
    trades, words = (
        (mentions.occupations, mentions.words) if mentions.occupations else (before.occupations, before.words)
    )
    question = replace(
        kept,
        territories=mentions.territories or before.territories or before.home[:1],
        occupations=() if everyone else trades,
        words=() if everyone else words,
        limit=mentions.limit,
        skip=0,
        asked=0,
        inherited=_inherited(mentions, before),
        **_terms(mentions.terms, kept),
    )
    wider = searched and mentions.terms.near and mentions.terms.radius is None
    return replace(question, radius=AROUND_KM) if wider else question


def searches(topic: Topic | None, mentions: Mentions, previous: Question | None) -> bool:
    """Return whether a turn searches offers or companies: a distance is then that of the search."""
    return of_the_market(topic, mentions, previous) is not None


def _goes_on(topic: Topic | None, mentions: Mentions) -> bool:
    """« et à Vendôme ? », « en CDI ? », « dans un rayon de 20 km » after a search change it."""
    if mentions.job_seekers or mentions.level or mentions.movement or mentions.years:
        return False
    if mentions.measures and not mentions.terms.contract:  # « saisonnier » is a contract too
        return False
    if mentions.terms.are_said or mentions.around:
        return topic in _REFINES
    named = bool(mentions.territories or mentions.occupations or mentions.everything)
    return named and (topic is None or (topic in _NAMES and mentions.follows))


def _terms(said: OfferTerms, kept: Question) -> dict[str, Any]:
    contract = "" if said.contract == ANY else said.contract or kept.contract
    return {
        "contract": contract,
        "offer_words": said.words or kept.offer_words,
        "beginner": said.beginner or kept.beginner,
        "since_days": kept.since_days if said.since_days is None else said.since_days,
        "radius": kept.radius if said.radius is None else said.radius,
    }


def _inherited(mentions: Mentions, before: Question) -> tuple[str, ...]:
    kept = {
        "territories": before.territories and not mentions.territories,
        "occupations": before.occupations and not mentions.occupations,
    }
    return tuple(name for name, is_kept in kept.items() if is_kept)
