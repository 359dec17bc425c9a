"""When a turn asks for what is held beside the survey: job seekers, who does a métier, the trades near a trade.

The sentence alone does not tell: « on est payé combien ? » leans on the métier before, « où y en a-t-il le plus ? »
counts what was counted. Entities come in, a frame goes out, as in ``bot/understanding.py``.
"""

from __future__ import annotations

from dataclasses import replace

from bot.mentions import Mentions
from bot.question import RANKED, Question, Topic
from bot.sides import TRADES, in_order

CHANGE, RATE = "change", "rate"
PAY = "pay"

_COUNTING = frozenset(
    {Topic.FIGURES, Topic.WHERE, Topic.TOTALS, Topic.EVOLUTION, Topic.COMPARISON, Topic.RANKING, None}
)
"""Topics that count people when people looking for work are named; a list of métiers does not."""
_COUNTED_IN_EUROS = frozenset({Topic.FIGURES, Topic.TOTALS, Topic.COMPARISON})
"""Topics whose figures a word of pay makes those of who does the métier: « combien ça rapporte ? »."""
_PAID = {"more": "more", "better": "more", "less": "less", "worse": "less", "same": "same"}
"""What is said of the pay of the first métier beside the others."""
_MAY_FOLLOW = frozenset({Topic.RECRUITING, Topic.FIGURES, Topic.TOTALS, Topic.WHERE, Topic.RANKING})
_POINTING = frozenset({Topic.EVOLUTION, Topic.RANKING, Topic.WHERE})
_STATISTICS = {Topic.EVOLUTION: CHANGE, Topic.RANKING: RANKED, Topic.WHERE: RANKED}


def beside(topic: Topic | None, mentions: Mentions, previous: Question | None) -> Question | None:
    """Return the question a turn asks beside the survey, None when it asks none.

    ``topic``: what its intent asks when it is a complete question.
    """
    held = previous is not None and previous.topic.is_beside and not previous.topic.is_live
    goes_on = previous is not None and held and _goes_on(topic, mentions, previous)
    asked = _topic(topic, mentions, previous)
    if asked is None and not (goes_on and previous is not None):
        return None
    if asked is None and previous is not None:
        asked = previous.topic
    assert asked is not None
    before = previous if previous is not None else Question(asked)
    base = before if goes_on and before.topic is asked else Question(asked)
    territories = _places(mentions, before, goes_on)
    occupations, words = _occupations(asked, mentions, before, goes_on)
    return replace(
        base,
        territories=territories,
        occupations=occupations,
        words=words,
        years=mentions.years or base.years,
        month=mentions.month or ("" if mentions.years else base.month),
        aspects=_aspects(asked, topic, mentions) or base.aspects,
        level=mentions.level,
        limit=mentions.limit,
        ascending=mentions.ascending or mentions.movement == "down" or (base.ascending and not mentions.level),
        share=mentions.share or mentions.weight,
        closed=mentions.closed,
        compared=_PAID.get(mentions.compared, ""),
        direction=mentions.direction or mentions.movement,
        rank=mentions.rank,
        skip=0,
        asked=0,
        inherited=_inherited(mentions, territories, occupations),
    )


def back_to_the_survey(previous: Question | None) -> Question | None:
    """Return the question before as the survey may borrow from it: after one beside it, places and occupations."""
    if previous is None or not previous.topic.is_beside:
        return previous
    return Question(
        Topic.FIGURES if previous.occupations else Topic.TOTALS,
        territories=previous.territories,
        occupations=previous.occupations,
        words=previous.words,
    )


def _topic(topic: Topic | None, mentions: Mentions, previous: Question | None) -> Topic | None:
    """What the turn asks beside the survey by its own words, None when they say nothing of it."""
    unsaid = topic is Topic.PORTRAIT and not mentions.aspects  # « combien cherchent ce métier ? »
    if mentions.job_seekers and (topic in _COUNTING or unsaid):
        return Topic.JOB_SEEKERS
    if topic is not None and topic.is_beside and not topic.is_live:
        return topic
    of_a_metier = mentions.occupations or (previous is not None and previous.occupations)
    if not of_a_metier or mentions.measures:
        return None
    if (topic is None and mentions.aspects) or (topic in _COUNTED_IN_EUROS and PAY in mentions.aspects):
        return Topic.PORTRAIT
    return None


def _goes_on(topic: Topic | None, mentions: Mentions, previous: Question) -> bool:
    """« et à Blois ? », « et pour un maçon ? », « en mars 2022 ? » after such a question change it."""
    if mentions.measures or mentions.threshold or mentions.grain:
        return False
    if topic is previous.topic:
        return mentions.follows
    said = not mentions.is_empty or mentions.month or mentions.manners
    if topic is None:
        return bool(said)
    if previous.topic is Topic.JOB_SEEKERS and topic in _POINTING:  # « quelles communes en ont le plus ? »
        return mentions.anaphora or mentions.follows
    waited = previous.waits_for_occupation and bool(mentions.occupations)
    return bool(said) and topic in _MAY_FOLLOW and (mentions.follows or waited)


def _places(mentions: Mentions, before: Question, goes_on: bool) -> tuple[str, ...]:
    if not mentions.territories:
        return before.territories
    compared = goes_on and mentions.versus
    return tuple(dict.fromkeys((*before.territories, *mentions.territories))) if compared else mentions.territories


def _occupations(
    asked: Topic, mentions: Mentions, before: Question, goes_on: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The métier said; else the one before, unless all people are counted elsewhere; both when they are compared."""
    if asked is Topic.PORTRAIT and (sides := _sides(mentions, before)):
        return sides, ()
    if mentions.occupations:
        return mentions.occupations, mentions.words
    pointed = goes_on or mentions.follows or bool(mentions.these)
    elsewhere = asked is Topic.JOB_SEEKERS and bool(mentions.territories) and not pointed
    if mentions.everything or elsewhere:
        return (), ()
    return before.occupations, before.words


def _sides(mentions: Mentions, before: Question) -> tuple[str, ...]:
    """Return the métiers set side by side when the turn names one of them, or none; () when it compares nothing.

    « ça gagne plus que maçon ? » speaks of the one before first, « les maçons sont mieux payés ? » of masons.
    """
    against = mentions.versus or bool(mentions.compared) or mentions.statistic == "gap"
    if len(mentions.occupations) == 1 and against:
        others = tuple(one for one in before.occupations[-1:] if one not in mentions.occupations)
        return in_order(others, mentions.occupations, first=mentions.versus) if others else ()
    picks = mentions.both or mentions.which or mentions.among > 0 or (against and before.axis == TRADES)
    if mentions.occupations or not picks:
        return ()
    spoken_of = (*before.set_aside, *before.occupations)
    found = spoken_of[-max(2, mentions.among, len(before.occupations)) :]
    return found if len(found) > 1 else ()


def _aspects(asked: Topic, topic: Topic | None, mentions: Mentions) -> tuple[str, ...]:
    if asked is not Topic.JOB_SEEKERS:
        return mentions.aspects
    said = [
        _STATISTICS.get(topic, "") if topic else "",
        *mentions.manners,
        RATE if mentions.statistic == "per_thousand" else "",
    ]
    ranked = mentions.level or mentions.limit or mentions.ascending or (mentions.movement and CHANGE in said)
    many = (
        (mentions.versus and not mentions.territories)
        or len(mentions.years) > 1
        or any(".." in year for year in mentions.years)
    )
    said += [RANKED if ranked else "", CHANGE if many else ""]
    return tuple(dict.fromkeys(filter(None, said)))


def _inherited(mentions: Mentions, territories: tuple[str, ...], occupations: tuple[str, ...]) -> tuple[str, ...]:
    kept = {"territories": territories and not mentions.territories, "occupations": occupations and not mentions.words}
    return tuple(name for name, is_kept in kept.items() if is_kept)
