"""The shape a question takes from what it holds, whatever the sentence looked like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.question import Question, Topic
from knowledge.bmo.model import Measure

_PLACE_KINDS = frozenset({"commune", "bassin", "epci", "departement", "region"})


def reshaped(question: Question) -> Question:
    """Give the question the shape its contents call for, whatever the sentence looked like."""
    topic = question.topic
    named = [value for value in question.occupations if not _is_sector(value)]
    places = len(question.territories)
    if topic is Topic.RECRUITING and named:
        topic = Topic.WHERE if question.level else Topic.FIGURES
    if topic in {Topic.TOTALS, Topic.RANKING} and question.occupations:
        topic = Topic.FIGURES if topic is Topic.TOTALS else Topic.WHERE
    if topic is Topic.FIGURES and not named and (question.limit or not question.occupations):
        topic = Topic.RECRUITING if question.occupations else Topic.TOTALS  # « les 3 premiers » of a sector
    if topic in {Topic.FIGURES, Topic.TOTALS} and spans_years(question.years):
        topic = Topic.EVOLUTION
    if topic in {Topic.FIGURES, Topic.TOTALS} and (places > 1 or len(question.occupations) > 1):
        topic = Topic.COMPARISON
    if topic in {Topic.FIGURES, Topic.TOTALS, Topic.RECRUITING} and question.level and not places > 1:
        topic = Topic.WHERE if question.occupations else Topic.RANKING
    if topic is Topic.COMPARISON and places < 2 and len(question.occupations) < 2:
        topic = _one_sided(question)
    if topic is Topic.COMPARISON and spans_years(question.years) and len(question.occupations) < 2:
        topic = Topic.EVOLUTION
    if topic is Topic.WHERE and not question.occupations:
        topic = Topic.RANKING
    if question.excluded and topic is Topic.TOTALS:
        topic = Topic.RANKING if question.excluded[0].partition(":")[0] in _PLACE_KINDS else Topic.RECRUITING
    if question.grain and not question.level:
        topic = Topic.RECRUITING
    if question.movement:
        topic = Topic.EVOLUTION if named and not question.level else Topic.PROGRESS
    by_degree = question.degree and topic in {Topic.RANKING, Topic.COMPARISON}
    return replace(question, topic=topic, share=question.share or (by_degree and question.measure is Measure.DIFFICULT))


def _is_sector(value: str) -> bool:
    return value.startswith(("domaine:", "famille:"))


def spans_years(years: Sequence[str]) -> bool:
    """Return whether a frame's years are several, or a range."""
    return len(years) > 1 or any(".." in year for year in years)


def _one_sided(question: Question) -> Topic:
    """What a comparison asks when it names one side only: of years, of places for an occupation, or with its region."""
    if spans_years(question.years):
        return Topic.EVOLUTION
    if question.occupations:
        return Topic.RECRUITING if _is_sector(question.occupations[0]) and not question.level else Topic.WHERE
    if question.level:
        return Topic.RANKING
    return Topic.RECRUITING if question.limit else Topic.COMPARISON
