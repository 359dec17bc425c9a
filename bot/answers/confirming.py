"""« 80 % de difficiles, c'est juste ? »: the share a message gives, beside the one that the survey holds."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.limits import continued
from bot.question import Question
from bot.writing.french import NARROW
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.figures.values import share_of

_ROUNDED, _NEAR = 0.005, 0.05
_OF_ONE_FIGURE = frozenset({ReplyTopic.FIGURES, ReplyTopic.TOTALS})


def confirmed(reply: Reply, question: Question, claimed: float) -> Reply:
    """Return the reply after what its figure says of the share ``claimed``, as it is where it tells no such share."""
    figures = reply.rows[0].figures if len(reply.rows) == 1 and reply.topic in _OF_ONE_FIGURE else None
    measure = question.measure or Measure.PROJECTS
    value = share_of(figures, measure) if figures and measure is not Measure.PROJECTS else None
    if value is None:
        return reply
    low, high = value.interval.low, value.interval.high
    if low - _ROUNDED <= claimed <= high + _ROUNDED:
        verdict = "Oui"
    elif low - _NEAR <= claimed <= high + _NEAR:
        verdict = "À peu près"
    else:
        verdict = "Non, moins" if high < claimed else "Non, plus"
    return replace(reply, sentence=f"{verdict}{NARROW}: {continued(reply.sentence)}")
