"""« 80 % de difficiles, c'est juste ? »: the share a message gives, beside the one that the survey holds."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.limits import continued
from bot.answers.seeking import is_of_seekers
from bot.question import Question
from bot.reading.claimed import Claimed
from bot.writing.french import NARROW
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.figures.interval import Interval
from knowledge.figures.result import Value
from knowledge.figures.values import share_of

_ROUNDED, _NEAR = 0.02, 0.05
"""How far a round share may be from the figure to be that one, or nearly so."""
_UNSURE = "On ne peut pas le dire avec certitude."
_OF_ONE_FIGURE = frozenset({ReplyTopic.FIGURES, ReplyTopic.TOTALS})


def confirmed(reply: Reply, question: Question, claimed: Claimed) -> Reply:
    """Return the reply after what its figure says of the share ``claimed``, as it is where it tells no such share."""
    figures = reply.rows[0].figures if len(reply.rows) == 1 and reply.topic in _OF_ONE_FIGURE else None
    measure = question.measure or Measure.PROJECTS
    value = share_of(figures, measure) if figures and measure is not Measure.PROJECTS else None
    easy = measure is Measure.DIFFICULT and claimed.easy
    turned = (easy or question.ascending) is not claimed.denied
    if value is None or (turned and is_of_seekers(question)):
        return reply
    value = _of_the_others(value) if turned else value
    verdict = _passed(value, claimed.share) if claimed.over else _found(value, claimed.share)
    if not verdict:
        return replace(reply, sentence=f"{reply.sentence} {_UNSURE}")
    verdict = verdict.partition(",")[0] if turned else verdict  # the share that is told is that of the others
    return replace(reply, sentence=f"{verdict}{NARROW}: {continued(reply.sentence)}")


def _of_the_others(value: Value) -> Value:
    """Return the share of the projects that are not so: « 56 % sont faciles » beside the difficult ones."""
    published = None if value.published is None else 1 - value.published
    return replace(value, published=published, interval=Interval.exactly(1) - value.interval)


def _passed(value: Value, share: float) -> str:
    """Return whether the figure is certainly above a share, certainly not, or "" where its bounds leave it open."""
    low, high = value.interval.low, value.interval.high
    return "Oui" if low > share else "Non" if high <= share else ""


def _found(value: Value, share: float) -> str:
    """Return whether the figure is a share, told in round numbers; "" where its bounds leave it open."""
    low, high = value.interval.low, value.interval.high
    told = value.published if value.published is not None else value.interval.middle
    if not low - _NEAR <= share <= high + _NEAR:
        return "Non, moins" if high < share else "Non, plus"
    away = abs(told - share)
    if away <= _NEAR:
        return "Oui" if away <= _ROUNDED else "À peu près"
    return "" if low <= share <= high else "À peu près"
