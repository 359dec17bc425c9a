"""The clause that says what a figure means, beside the answers it suits (``bot/writing/insight.py`` computes it)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.answers.scope import year_of
from bot.question import Question, Topic
from bot.writing.insight import Subject, clause
from bot.writing.reply import Once, Reply
from knowledge.bmo.model import Measure
from knowledge.library import HOME_REGION, Knowledge

_KINDS: Mapping[Topic, tuple[str, ...]] = {
    Topic.TOTALS: ("difficult", "seasonal", "concentration", "made_of"),
    Topic.FIGURES: ("difficult", "growth", "specialisation"),
    Topic.EVOLUTION: ("made_of",),
    Topic.RECRUITING: ("specialisation",),
}
"""What may be added to each kind of answer: not what it tells already."""

_OF_MEASURE = {Measure.DIFFICULT: ("difficult",), Measure.SEASONAL: ("seasonal",), Measure.NON_SEASONAL: ()}


def with_meaning(reply: Reply, question: Question, knowledge: Knowledge) -> Reply:
    """Return the reply with what stands out of its figures as its first note, where something does for certain."""
    if reply.topic.value != question.topic.value or not _suits(question, knowledge):
        return reply
    kinds = _kinds(question)
    if not kinds:
        return reply
    place = (question.territories or (HOME_REGION,))[0]
    subject = Subject(place, reply.facts.year or year_of(question, knowledge), question.occupations)
    said = clause(subject, knowledge, kinds, role=question.role, beside=reply.sentence)
    return replace(reply, notes=(Once(said), *reply.notes)) if said else reply


def _kinds(question: Question) -> tuple[str, ...]:
    kinds = _KINDS.get(question.topic, ())  # nothing of a list of places, nor of the sum of what is compared
    if kinds and question.measure in _OF_MEASURE and question.topic is not Topic.RECRUITING:
        return _OF_MEASURE[question.measure]
    return kinds


def _suits(question: Question, knowledge: Knowledge) -> bool:
    """Tell whether a plain figure of one place in the latest survey was asked: nothing its clause would muddle."""
    shaped = any((question.statistic, question.together, question.within, question.excluded, question.threshold))
    alone = len(question.territories) < 2 and not question.skip and not question.whole and not question.rank
    lists = question.topic is Topic.RECRUITING and bool(question.measure or question.grain or question.occupations)
    return alone and not shaped and not lists and year_of(question, knowledge) == knowledge.bmo.latest_year()
