"""The shape a question takes from what it holds, whatever the sentence looked like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.question import Question, Topic
from knowledge.bmo.model import Measure


def reshaped(question: Question) -> Question:
    """Give the question the shape its contents call for, whatever the sentence looked like."""
    question = _as_told(question)
    topic = question.topic
    named = [value for value in question.occupations if not (is_sector(value) or is_a_set(value))]
    places = len(question.territories)
    if topic is Topic.RECRUITING and named and not question.statistic:
        topic = Topic.WHERE if question.level else Topic.FIGURES
    if topic in {Topic.TOTALS, Topic.RANKING} and question.occupations:
        topic = Topic.FIGURES if topic is Topic.TOTALS else Topic.WHERE
    if topic is Topic.FIGURES and not named and not question.statistic and (question.limit or not question.occupations):
        topic = Topic.RECRUITING if question.occupations else Topic.TOTALS  # « les 3 premiers » of a sector
    moves = question.closed and bool(question.direction)  # « y a-t-il eu une baisse ? »
    if topic in {Topic.FIGURES, Topic.TOTALS} and (spans_years(question.years) or moves):
        topic = Topic.EVOLUTION
    apart = (places > 1 or len(question.occupations) > 1) and not question.together
    if topic in {Topic.FIGURES, Topic.TOTALS} and apart:
        topic = Topic.COMPARISON
    if topic in {Topic.FIGURES, Topic.TOTALS, Topic.RECRUITING} and question.level and not places > 1:
        topic = Topic.WHERE if question.occupations else Topic.RANKING
    if topic is Topic.COMPARISON and places < 2 and len(question.occupations) < 2:
        topic = _one_sided(question)
    if topic is Topic.COMPARISON and spans_years(question.years) and len(question.occupations) < 2:
        topic = Topic.EVOLUTION
    if topic is Topic.WHERE and not question.occupations:
        topic = Topic.RANKING
    if question.grain and not question.level:
        topic = Topic.RECRUITING
    if question.statistic == "contribution":
        topic = Topic.PROGRESS
    elif question.movement:
        topic = Topic.EVOLUTION if named and not question.level else Topic.PROGRESS
    by_degree = question.degree or bool(question.compared)
    by_share = by_degree and question.measure is Measure.DIFFICULT and topic in {Topic.RANKING, Topic.COMPARISON}
    less = question.compared == "less" if topic is Topic.COMPARISON and question.compared else question.ascending
    return replace(question, topic=topic, share=question.share or by_share, ascending=less)


_LISTS = frozenset({Topic.RECRUITING, Topic.RANKING, Topic.WHERE})


def _as_told(question: Question) -> Question:
    """Give the topic that the way a figure is told calls for: a composition is a list, a sum one figure."""
    several = len(question.territories) > 1 or len(question.occupations) > 1
    question = replace(question, together=question.together and several)
    if question.topic is Topic.DIAGNOSTIC:
        return replace(question, statistic="", within="", together=False)
    if question.together and question.topic is Topic.COMPARISON:
        question = replace(question, topic=Topic.FIGURES if question.occupations else Topic.TOTALS)
    one_place = len(question.territories) < 2
    if question.share and question.measure is None and question.occupations and one_place and not question.level:
        question = replace(question, statistic=question.statistic or "weight")
    if question.topic in _LISTS and not question.movement and _are_apart(question.years):
        question = replace(question, within=question.within or "year")
    if question.within:
        question = _within_each(question)
    return _STATISTICS.get(question.statistic, _unchanged)(question)


def _within_each(question: Question) -> Question:
    """« top 3 dans chaque département » lists métiers in each; a named métier is counted in each, or year by year."""
    named = any(not is_sector(value) for value in question.occupations)
    if question.within == "year":
        if question.topic in _LISTS:
            return question
        topic = Topic.RECRUITING if question.grain else Topic.EVOLUTION
        return replace(question, topic=topic, within="year" if question.grain else "")
    if named:
        return replace(question, level=question.within, within="")
    return replace(question, topic=Topic.RECRUITING, level="")


def _are_apart(years: Sequence[str]) -> bool:
    """« en 2022 et en 2025 » asks for two lists; « depuis 2022 », for what became of one."""
    return len(years) > 1 and not any(".." in year for year in years)


def _unchanged(question: Question) -> Question:
    return question


def _weighed(question: Question) -> Question:
    """« répartition par secteur », « par département »; a named métier or sector has one weight."""
    if question.occupations:
        return replace(question, topic=Topic.FIGURES, limit=None, share=False)
    if question.level:
        return replace(question, topic=Topic.RANKING, share=False)
    return replace(question, topic=Topic.RECRUITING, grain="sector", share=False)


def _per_inhabitant(question: Question) -> Question:
    """Inhabitants are those of places: a list of métiers is not what is asked."""
    if question.topic is Topic.RECRUITING and not question.level:
        return replace(question, topic=Topic.FIGURES if question.occupations else Topic.TOTALS, grain="")
    return question


def _specialised(question: Question) -> Question:
    return replace(question, topic=Topic.FIGURES if question.occupations else Topic.RECRUITING, level="")


def _explained(question: Question) -> Question:
    """What makes a rise or a fall: the métiers of a place, its sectors, or its territories."""
    return replace(question, topic=Topic.PROGRESS, movement=question.movement or "either")


def _set_apart(question: Question) -> Question:
    """A gap needs two sides: places, métiers, or years."""
    if spans_years(question.years):
        return replace(question, topic=Topic.EVOLUTION, statistic="", share=question.share and bool(question.measure))
    if len(question.territories) > 1 or len(question.occupations) > 1:
        return replace(question, topic=Topic.COMPARISON, level="")
    return replace(question, statistic="")


def _secret(question: Question) -> Question:
    return replace(question, topic=Topic.FIGURES if question.occupations else Topic.TOTALS, level="")


_STATISTICS: Mapping[str, Callable[[Question], Question]] = {
    "weight": _weighed,
    "per_thousand": _per_inhabitant,
    "specialisation": _specialised,
    "contribution": _explained,
    "gap": _set_apart,
    "masked": _secret,
}
"""The shape each way of telling a figure calls for."""


def is_sector(value: str) -> bool:
    """Return whether an entity value is a sector, not a métier."""
    return value.startswith(("domaine:", "famille:"))


def is_a_set(value: str) -> bool:
    """Return whether an entity value is a set of the trades shown, « ces 10 métiers », and no trade that was named."""
    return value.startswith("fap2021:") and "+" in value and "fap2009:" not in value


def spans_years(years: Sequence[str]) -> bool:
    """Return whether a frame's years are several, or a range."""
    return len(years) > 1 or any(".." in year for year in years)


def _one_sided(question: Question) -> Topic:
    """What a comparison asks when it names one side only: of years, of places for an occupation, or with its region."""
    if spans_years(question.years):
        return Topic.EVOLUTION
    if question.occupations:
        return Topic.RECRUITING if is_sector(question.occupations[0]) and not question.level else Topic.WHERE
    if question.level:
        return Topic.RANKING
    return Topic.RECRUITING if question.limit else Topic.COMPARISON


_LEVELS = ("commune", "bassin", "epci", "departement", "region", "france")


def _finest(refs: Sequence[str]) -> tuple[str, ...]:
    """« Montargis, parmi les bassins de la région »: of places of several levels, the finest ones have the rank."""
    levels = [_LEVELS.index(ref.partition(":")[0]) for ref in refs]
    return tuple(ref for ref, level in zip(refs, levels, strict=True) if level == min(levels))


_SMALL = _LEVELS.index("epci")


def that_hold(refs: Sequence[str], level: str) -> tuple[str, ...]:
    """Return the places spoken of that a list of ``level`` may be of, or that it may put in order.

    « et par département ? » after ten bassins is of none of them; « classe-les » after three towns is of the three.
    """
    steps = [max(_LEVELS.index(kind), _SMALL) if (kind := ref.partition(":")[0]) in _LEVELS else 9 for ref in refs]
    listed = max(_LEVELS.index(level), _SMALL) if level in _LEVELS else _SMALL
    if len(refs) > 1 and all(step == listed for step in steps):
        return tuple(refs)
    return tuple(ref for ref, step in zip(refs, steps, strict=True) if step > listed)


def is_wider(ref: str, others: Sequence[str]) -> bool:
    """Return whether a place is of a wider level than each of ``others``: it may be the whole they are a part of."""
    levels = [_LEVELS.index(each.partition(":")[0]) for each in (ref, *others) if each.partition(":")[0] in _LEVELS]
    return len(levels) == len(others) + 1 > 1 and levels[0] > max(levels[1:])


def with_a_rank(named: Sequence[str], before: Sequence[str]) -> tuple[str, ...]:
    """« à quel rang, dans la région ? » is of the town before; « et nous, le Centre ? » after Bretagne, of itself."""
    finest = _finest((*named, *before))
    return tuple(ref for ref in finest if ref in named) or finest
