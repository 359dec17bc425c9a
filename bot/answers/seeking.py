"""« C'est dur ? » asked by or for who looks for work: what is hard for employers is easier for a candidate."""

from __future__ import annotations

from dataclasses import replace

from bot.question import WORK, Question, Topic
from bot.writing.french import NARROW
from bot.writing.reply import Reply
from knowledge.bmo.model import Measure

_WHOSE = f"« Difficile » est l'avis des employeurs{NARROW}: plus ils peinent à trouver, plus un candidat a ses chances."
_SETTLED = frozenset({Topic.FIGURES, Topic.TOTALS})
"""The topics whose yes or no is about finding work; a list or a change is told without it."""


def is_of_seekers(question: Question) -> bool:
    """Return whether the difficulty asked is that of finding work, not of recruiting."""
    return question.seeking == WORK and question.measure is Measure.DIFFICULT and not question.threshold


def as_employers_tell(question: Question) -> Question:
    """Return the question as the survey answers it: work is easiest to find where employers find it hardest to hire."""
    if not is_of_seekers(question):
        return question
    if question.closed and question.topic is Topic.RECRUITING:  # « c'est dur d'y entrer ? », of a sector just listed
        return replace(question, topic=Topic.FIGURES if question.occupations else Topic.TOTALS)
    ordered = question.is_list or question.topic is Topic.COMPARISON
    closed = question.closed and question.topic in _SETTLED
    # « c'est devenu plus dur ? » : a fall of what employers find hard sets nobody right
    return replace(question, ascending=question.ascending is not ordered, closed=closed, direction="")


def whose_opinion(reply: Reply, question: Question) -> str:
    """Return the note that says whose difficulty the figures of ``reply`` are, "" where they tell none."""
    told = any(row.figures and not row.figures.difficult.is_masked for row in reply.rows)
    return _WHOSE if is_of_seekers(question) and told else ""
