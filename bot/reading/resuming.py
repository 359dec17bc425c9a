"""A trade said again by a wider word: « les chauffeurs » after « chauffeurs poids lourd »."""

from __future__ import annotations

from dataclasses import replace

from bot.mentions import Mentions
from bot.question import Question
from knowledge.occupations.model import Selection
from knowledge.occupations.words import key_words

_GENERIC = 4
"""So many métiers are no trade of their own."""


def resumed(mentions: Mentions, previous: Question | None) -> Mentions:
    """Return ``mentions`` with the trade spoken of in the place of a wider word for it.

    « et les chauffeurs ? » is another question; « il manque de chauffeurs ? » is about those just spoken of.
    """
    if previous is None or mentions.follows or not len(mentions.occupations) == len(mentions.words) == 1:
        return mentions
    if not len(previous.occupations) == len(previous.words) == 1 or not _is_wider(mentions, previous):
        return mentions
    return replace(mentions, occupations=previous.occupations, words=previous.words)


def _is_wider(mentions: Mentions, previous: Question) -> bool:
    said, before = Selection.parse(mentions.occupations[0]), Selection.parse(previous.occupations[0])
    again = set(key_words(mentions.words[0])) < set(key_words(previous.words[0]))
    if said.ambiguous:
        return again and bool(before.fap2021)
    if len(said.fap2021) >= _GENERIC > len(before.fap2021):
        return bool(set(before.fap2021) & set(said.fap2021))
    return again and bool(before.fap2021) and set(before.fap2021) < set(said.fap2021)
