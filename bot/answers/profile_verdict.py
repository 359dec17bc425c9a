"""« CDI ou précaire ? », « c'est surtout à temps partiel ? »: what the portrait of a métier makes of it."""

from __future__ import annotations

from bot.answers.profile import Told, lasting_of, words_of
from bot.question import Question
from bot.writing.french import NARROW
from knowledge.portraits.model import PERIOD, Aspect, Portrait

_HALF = 50
_GAP = 3
"""Two parts, in percent, that differ by less than this are much the same."""


def judged(told: Told, question: Question, everyone: Portrait) -> str:
    """Return what a portrait tells of one aspect, after its verdict where one is asked and its figures settle it."""
    words = words_of(told, everyone)
    verdict = _verdict(told, everyone) if question.judged or question.closed else ""
    if not verdict:
        return f"En France ({PERIOD}), {words}."
    return f"{verdict}{NARROW}: en France ({PERIOD}), {words}."


def _verdict(told: Told, everyone: Portrait) -> str:
    if told.aspect is Aspect.PART_TIME:
        return _part_time([one.figures["part_time"] for one in told.portraits], everyone.figures["part_time"])
    known = all(one.figures.keys() >= {"fixed_term", "temporary"} for one in told.portraits)
    if told.aspect is not Aspect.CONTRACT or not known:
        return ""
    lasting = [lasting_of(one) for one in told.portraits]
    if min(lasting) > _HALF:
        return "La plupart ne sont ni en CDD ni en intérim"
    return "La plupart sont en CDD ou en intérim" if max(lasting) < _HALF else ""


def _part_time(parts: list[float], usual: float) -> str:
    """Whether most work part time, else whether it is more frequent than in all métiers."""
    if min(parts) > _HALF:
        return "La plupart y sont à temps partiel"
    if min(parts) > usual + _GAP:
        return "C'est fréquent, sans être la majorité"
    return "C'est peu fréquent" if max(parts) < usual - _GAP else ""
