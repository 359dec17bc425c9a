"""« c'est beaucoup ? », « c'est inquiétant ? »: the figure just told, put beside the region or France."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.asking import query_of
from bot.answers.limits import continued
from bot.answers.registry import answer as answer_again
from bot.answers.scope import UnanswerableError, areas
from bot.answers.suggestions import around_area
from bot.question import Question, Topic
from bot.writing.french import NARROW
from bot.writing.insight import Subject, findings
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.text import fold

_APPRAISING = re.compile(
    r"\b(?:c|c est|cest|est ce|ca|ca fait|sa|sa fait|trouve\w*)\b.{0,24}"
    r"\b(?:beaucoup|bcp|bp|peu|enorme|eleve|haut|bas|faible|bien|bon|mal|grave|inquietant|rassurant|normal|nul|gros"
    r"|grand|petit|correct|impressionnant|alarmant|encourageant)\b"
)
"""A pronoun, then a word that weighs: « ça fait beaucoup », « trouvez-vous ça élevé »."""
_MOST = 2
_AROUND = frozenset({Level.REGION, Level.FRANCE})


def asks_how_much(text: str) -> bool:
    """Return whether a message about the last answer asks if its figure is high, good or worrying."""
    return _APPRAISING.search(fold(text)) is not None


def answer(question: Question, knowledge: Knowledge) -> Reply | None:
    """Return the same figure of the region (of France, for a region), with what stands out of the place just spoken of.

    None where the survey tells nothing of either.
    """
    if question.topic.is_beside or question.waits_for_occupation:
        return None
    try:
        place = areas(question, knowledge)[0]
        year = query_of(question, knowledge).year
    except UnanswerableError:
        return None
    around = next((one for one in knowledge.territories.parents(place.units[0]) if one.level in _AROUND), None)
    if around is None or place.units[0].level is Level.FRANCE:
        return None
    subject = Subject(place.asked.ref, year, question.occupations)
    told = [finding.told(question.role) for finding in findings(subject, knowledge)[:_MOST]]
    beside = _figure_of(around, question, knowledge)
    return replace(
        beside,
        sentence=f"Pour en juger, à côté{NARROW}: {continued(beside.sentence)}",
        rows=(),
        notes=tuple(f"• {each}" for each in told),
        suggestions=around_area(place),
        facts=beside.facts.but(topic=ReplyTopic.APPRAISAL),
    )


def _figure_of(place: Territory, question: Question, knowledge: Knowledge) -> Reply:
    """Return the figure of ``place`` for the métiers, the year and the measure of a question."""
    topic = Topic.FIGURES if question.occupations else Topic.TOTALS
    asked = Question(
        topic,
        (place.ref,),
        question.occupations,
        question.years[-1:],
        measure=question.measure,
        share=question.share,
        words=question.words,
    )
    return answer_again(asked, knowledge)
