"""Questions on a moment that no survey is of: the year to come, the year in which a figure was the highest."""

from __future__ import annotations

from dataclasses import replace

from bot.beside import back_to_the_survey
from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.understanding import understand
from knowledge.bmo.model import Measure


def latest(mentions: Mentions, previous: Question | None) -> Question | None:
    """« plus d'embauches l'an prochain ? » is answered by the latest figures of what it names, or was asked before."""
    named = Mentions(territories=mentions.territories, occupations=mentions.occupations, words=mentions.words)
    before = back_to_the_survey(previous)
    topic = Topic.FIGURES if named.occupations or (before and before.occupations) else Topic.TOTALS
    base = replace(
        before or Question(topic), topic=topic, years=(), direction="", movement="", closed=False, grain="", peak=""
    )
    return understand("preciser", named, base) or base


def peaking(question: Question | None, mentions: Mentions) -> Question | None:
    """« quelle année a été la plus haute ? » is of the whole series, unless years are said."""
    if question is None or question.topic.is_beside:
        return question
    measure = mentions.measures[0] if mentions.measures else question.measure
    worst = "most" if measure is Measure.DIFFICULT else "least"
    return replace(
        question, topic=Topic.EVOLUTION, peak=worst if mentions.peak == "worst" else mentions.peak, measure=measure,
        share=measure is Measure.DIFFICULT, years=mentions.years, level="", grain="", movement="",
        limit=None, within="", statistic="", rank=False, closed=False, ascending=False, direction="", skip=0,
    )  # fmt: skip
