"""What is set side by side, and along which axis: the trades, the places or the years spoken of.

Entities come in, a frame goes out, as in ``bot/understanding.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading.checking import OTHERS
from bot.reading.speaker import EMPLOYER, JOB_SEEKER
from bot.shape import spans_years
from knowledge.bmo.model import Measure

TRADES, PLACES, YEARS = "trades", "places", "years"
FUTURE = "+1"
SAME_YEAR = "same"
"""The year said of what no survey tells: « l'année prochaine »."""

ALIKE = "same"
"""What is said of places that are alike: « c'est partout pareil ? »."""
_MOST_PLACES = 5
"""How many places of a comparison are kept when one more is added."""
_REMEMBERED = 5
"""How many places, and how many trades, of a conversation are remembered."""
_WAYS = {"more": "more", "harder": "more", "less": "less", "easier": "less", "same": "same"}
_OF_HARDSHIP = {"worse": "more", "better": "less"}
_DIRECTIONS = {"more": "up", "less": "down", "same": "steady"}
_REVERSED = {"up": "down", "down": "up"}


def remembering(question: Question, previous: Question | None) -> Question:
    """Return the question with the places and trades asked about before it, and its axis."""
    if previous is None:
        return replace(question, axis=_compares(question))
    changed = [
        axis
        for axis, now, then in (
            (TRADES, question.occupations, previous.occupations),
            (PLACES, question.territories, previous.territories),
            (YEARS, question.years, previous.years),
        )
        if now and now != then and (then or axis == YEARS)
    ]
    return replace(
        question,
        before=_history(previous.before, previous.territories, question.territories),
        set_aside=_history(previous.set_aside, previous.occupations, question.occupations),
        axis=_compares(question) or next(iter(changed), "" if question.is_list else previous.axis),
    )


def _history(earlier: Sequence[str], before: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """Return what was spoken of and is not any more, the last one last; what was never settled is forgotten."""
    named = [value for value in (*earlier, *before) if "|" not in value and not value.startswith("ambigu:")]
    last_first = dict.fromkeys(value for value in reversed(named) if value not in now)
    return tuple(reversed(last_first))[-_REMEMBERED:]


def _compares(question: Question) -> str:
    """Return the axis of a comparison, "" when the question makes none."""
    if question.topic is Topic.EVOLUTION:
        return YEARS
    if question.topic is not Topic.COMPARISON:
        return ""
    return TRADES if len(question.occupations) > 1 else PLACES


def along(question: Question, mentions: Mentions, previous: Question | None) -> Question:
    """Return a comparison of several trades in several places with what the turn sets side by side in it.

    « lequel est le plus dur, à Blois et à Tours ? » compares the trades; « c'est où qu'on trouve ? », the places.
    """
    if question.topic is not Topic.COMPARISON or not (question.territories[1:] and question.occupations[1:]):
        return question
    named = bool(mentions.territories or mentions.occupations)
    only_trades = bool(mentions.occupations) and (mentions.which or not mentions.territories)
    said = mentions.axis if mentions.axis in {TRADES, PLACES} else TRADES if only_trades else PLACES
    kept = previous is not None and previous.topic is Topic.COMPARISON and not (named or mentions.axis)
    return replace(question, axis=previous.axis if kept and previous is not None else said)


def way(mentions: Mentions, measure: Measure | None) -> str:
    """Return what is said of a figure beside another: ``more``, ``less`` or ``same``, "" when that is not plain.

    « mieux » and « pire » only say it of what is hard to fill.
    """
    hardship = _OF_HARDSHIP if measure is Measure.DIFFICULT else {}
    return _WAYS.get(mentions.compared) or hardship.get(mentions.compared, "")


def for_whom(question: Question, mentions: Mentions, role: str) -> Question:
    """« c'est mieux à Tours ? » asks an employer's ease of finding somebody, or a job seeker's number of projects."""
    said = _OF_HARDSHIP.get(mentions.compared, "")
    if question.topic is not Topic.COMPARISON or question.measure is not None or not said or question.statistic:
        return question
    if role == EMPLOYER:
        hard = replace(question, measure=Measure.DIFFICULT, share=True)
        return replace(hard, compared=said, ascending=said == "less")
    if role == JOB_SEEKER:
        fewer = mentions.compared == "worse"
        return replace(question, compared="less" if fewer else "more", ascending=fewer)
    return question


def among_others(question: Question, others: str) -> Question:
    """« on est pires que les autres départements ? » asks a rank, « c'est partout pareil ? » all places of the kind."""
    place = next(iter(question.territories), "")
    level = "departement" if place.startswith("departement:") else "bassin"
    if not others or not place or question.topic.is_beside:
        return question
    hard = question.measure is Measure.DIFFICULT
    if others == OTHERS:
        ranked = question.topic in {Topic.RANKING, Topic.WHERE} and question.level in {"", level}
        return replace(question, rank=True, level=level, share=question.share or hard) if ranked else question
    return replace(
        question, topic=Topic.WHERE if question.occupations else Topic.RANKING, level=level, compared=ALIKE,
        share=question.share or hard, closed=True, statistic="", rank=False, territories=(place,),
    )  # fmt: skip


def direction(mentions: Mentions, measure: Measure | None) -> str:
    """Return the way a change is said to go, when two years are set against each other.

    « plus qu'en 2023 ? » speaks of now; « il y en avait plus en 2023 ? », of then.
    """
    if mentions.compared == "either":
        return ""
    said = _DIRECTIONS.get(way(mentions, measure), "")
    of_then = bool(mentions.years) and not mentions.versus
    return (_REVERSED.get(said, said) if of_then else said) or mentions.direction


def moving(question: Question, mentions: Mentions) -> Question:
    """Return an evolution with the way a comparison of years says it goes; hardship moves in share, not in number."""
    if question.topic is not Topic.EVOLUTION or not mentions.compared:
        return question
    hard = question.measure is Measure.DIFFICULT
    said = direction(mentions, question.measure)
    return replace(question, direction=said, share=question.share or hard, ascending=False)


def sets_against(mentions: Mentions) -> bool:
    """Return whether what is named is set beside what was spoken of."""
    return mentions.versus or bool(mentions.compared) or mentions.statistic == "gap"


def names_one_year(mentions: Mentions) -> bool:
    """Return whether one year of the past is named, and no range."""
    return len(mentions.years) == 1 and ".." not in mentions.years[0] and mentions.years[0] != FUTURE


def relative_to(before: Sequence[str], said: str) -> str:
    """« l'année d'avant » is the one before the question's."""
    step = {"previous": -1, "next": 1}.get(said, 0)
    last = next((year for year in before if year != "0"), "0").partition("..")[0]
    year = int({"previous": "-1", "next": "0"}.get(last, last)) + step
    return str(min(year, 0) if last.startswith("-") or last == "0" else year) if step else said


def spoken_of(mentions: Mentions, previous: Question) -> Question | None:
    """Return the comparison of what was just spoken of, « lequel ? », « c'est mieux où ? », None when none is asked."""
    chooses = mentions.which or mentions.both or mentions.among > 0
    gap = mentions.statistic == "gap"
    points = gap or (mentions.compared and (mentions.compared == "either" or mentions.anaphora or mentions.closed))
    if not (chooses or points):
        return None
    if previous.topic is Topic.EVOLUTION and mentions.compared in _OF_HARDSHIP and not mentions.measures:
        return previous if max(len(previous.occupations), len(previous.territories)) > 1 else None
    axis = mentions.axis or _axis_of(mentions, previous)
    if (mentions.occupations and axis != PLACES) or (mentions.territories and axis != TRADES):
        return None
    if axis == YEARS and (mentions.axis or gap or not chooses):
        return None if mentions.years else _years_apart(previous)
    if axis == YEARS and not (mentions.both or mentions.among):
        return None
    found = _sides(axis, mentions, previous)
    if found is None and chooses and not mentions.axis:
        found = _sides(PLACES if axis == TRADES else TRADES, mentions, previous)
    return found


def _axis_of(mentions: Mentions, previous: Question) -> str:
    """« lequel des trois ? » is along the axis that has three."""
    if mentions.among == len(previous.occupations) > 1:
        return TRADES
    return _compares(previous) if mentions.which and previous.topic is Topic.COMPARISON else previous.axis


def _sides(axis: str, mentions: Mentions, previous: Question) -> Question | None:
    by_trade = axis == TRADES
    now, past = (previous.occupations, previous.set_aside) if by_trade else (previous.territories, previous.before)
    if not axis or not now:
        return None
    wanted = mentions.among or (len(now) if len(now) > 1 else 2)
    picked = (*past, *now)[-max(wanted, len(now)) :]
    if len(picked) < 2:
        return None
    sides = replace(
        previous, topic=Topic.COMPARISON, level="", limit=None, grain="", movement="", rank=False, together=False,
        years=() if spans_years(previous.years) else previous.years, statistic="",
    )  # fmt: skip
    if by_trade:
        return replace(sides, occupations=picked, words=())
    return replace(sides, territories=picked)


def _years_apart(previous: Question) -> Question | None:
    """« c'est pire ou c'est mieux ? » once the year changed; « c'était mieux avant ? » is of the whole series."""
    years = tuple(dict.fromkeys((*previous.earlier, *previous.years))) if previous.earlier else previous.years
    return replace(previous, topic=Topic.EVOLUTION, years=years if spans_years(years) else (), level="", limit=None)


def stands_beside(mentions: Mentions, previous: Question) -> bool:
    """« par rapport à la région ? », « Blois, c'est plus ? », « plus qu'en 2024 ? » after a question with its place."""
    if mentions.level or not previous.territories:
        return False
    against = sets_against(mentions)
    new_trade = len(mentions.occupations) == 1 and mentions.occupations[0] not in previous.occupations
    chooses = mentions.which and (mentions.both or mentions.alternatives)  # « ou cariste, lequel des deux ? »
    if mentions.occupations and not (against or (chooses and not mentions.territories)):
        return False
    if new_trade and not mentions.territories:
        return bool(previous.occupations) and not mentions.years
    one_place = len(mentions.territories) == 1
    new_place = one_place and mentions.territories[0] not in previous.territories
    if new_place and len(previous.territories) > 1 and previous.topic is Topic.COMPARISON and mentions.follows:
        return True
    if one_place:
        return against or (mentions.weight and not mentions.measures)
    return against and names_one_year(mentions) and not mentions.territories and not spans_years(previous.years)


def is_one_side(mentions: Mentions, previous: Question) -> bool:
    """« bon, Blois alors », of Blois and Mer; « et les infirmiers ? », of two trades in one place."""
    if len(mentions.occupations) == 1:
        return not mentions.territories and len(previous.territories) < 2
    one_place = len(mentions.territories) == 1 and not mentions.occupations and len(previous.occupations) < 2
    return one_place and len(previous.territories) > 1 and mentions.territories[0] in previous.territories


def beside(previous: Question, mentions: Mentions) -> Question:
    """Return the question before, with one more place or trade to compare, or the year said against its own."""
    kept = replace(
        previous, inherited=("territories", "occupations"), asked=0, level="", threshold="", movement="", limit=None,
        direction=mentions.direction, closed=mentions.closed, grain="", peak="", compared="", together=False,
        rank=False, statistic="gap" if mentions.statistic == "gap" else "",
    )  # fmt: skip
    if mentions.measures:
        kept = replace(kept, measure=mentions.measures[0], share=mentions.share)
    of_then = names_one_year(mentions) and set(mentions.territories) <= set(previous.territories)
    if mentions.territories and not of_then:
        return _beside_a_place(kept, mentions)
    if not mentions.occupations:
        kept = replace(kept, territories=mentions.territories or kept.territories)  # « Dreux a perdu depuis 2022 ? »
        year = relative_to(previous.years, mentions.years[0])
        years = (year, previous.years[-1] if previous.years else "0")
        return moving(replace(kept, topic=Topic.EVOLUTION, years=years, statistic=""), mentions)
    sides, first = (previous.occupations[-1:], mentions.occupations), mentions.versus or mentions.statistic == "gap"
    said = way(mentions, kept.measure)
    return replace(
        kept, topic=Topic.COMPARISON, occupations=in_order(*sides, first=first), words=(), compared=said,
        ascending=said == "less", years=() if spans_years(previous.years) else previous.years,
    )  # fmt: skip


def _beside_a_place(kept: Question, mentions: Mentions) -> Question:
    weighed = mentions.weight and not mentions.measures
    others = tuple(ref for ref in kept.territories if ref not in mentions.territories)[-_MOST_PLACES:]
    moves = kept.topic is Topic.EVOLUTION and not (weighed or mentions.years)
    said = way(mentions, kept.measure)
    return replace(
        kept,
        topic=Topic.EVOLUTION if moves else Topic.COMPARISON,
        territories=in_order(others, mentions.territories, first=mentions.versus or not mentions.compared),
        occupations=mentions.occupations or kept.occupations,
        words=mentions.words or kept.words,
        measure=None if weighed else kept.measure,
        share=True if weighed else kept.share or mentions.share,
        degree=mentions.degree or kept.degree,
        compared=said,
        ascending=said == "less",
        years=mentions.years or (() if spans_years(kept.years) and not moves else kept.years),
    )


def in_order(before: Sequence[str], named: Sequence[str], *, first: bool) -> tuple[str, ...]:
    """« plus qu'à Blois ? » speaks of what was before ``first``; « c'est plus à Blois ? », of Blois."""
    return (*before, *named) if first else (*named, *before)


def are_set_side_by_side(mentions: Mentions, previous: Question | None) -> bool:
    """Return whether the words alone say what is compared, and with what."""
    if previous is None or previous.topic.is_beside:
        return False
    compares = sets_against(mentions) and not mentions.weight
    return (compares and stands_beside(mentions, previous)) or spoken_of(mentions, previous) is not None
