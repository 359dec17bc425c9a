"""The two surveys that a change is measured between."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.scope import UnanswerableError, years_said
from bot.question import Question
from bot.writing.blocks import Facts
from bot.writing.french import NARROW, listed
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge


@dataclass(frozen=True, slots=True)
class Span:
    """From ``first`` to ``last``, both held; ``lacking`` says which year asked is not."""

    first: int
    last: int
    lacking: str = ""


def span_of(question: Question, knowledge: Knowledge) -> Span:
    """Return the surveys said, the one said and the one before it, else the last two; UnanswerableError for one."""
    held = knowledge.bmo.years()
    first, last = _asked(question, held)
    within = [year for year in held if first <= year <= last]
    if len(within) < 2:
        raise UnanswerableError(
            Reply(
                sentence=(
                    f"Il me faut deux enquêtes pour mesurer un changement{NARROW}; "
                    f"je détiens {listed([str(year) for year in held])}."
                ),
                facts=Facts(topic=ReplyTopic.YEAR_NOT_HELD, year=last, territories=question.territories),
            )
        )
    missing = listed([str(year) for year in dict.fromkeys((first, last)) if year not in held])
    lacking = f"Je n'ai pas l'enquête {missing} : les miennes vont de {held[0]} à {held[-1]}." if missing else ""
    return Span(within[0], within[-1], lacking)


def _asked(question: Question, held: tuple[int, ...]) -> tuple[int, int]:
    said = years_said(question.years, held[-1])
    if len(said) > 1:
        return min(said), max(said)
    last = said[0] if said else held[-1]
    if question.years and question.years[-1].startswith("-") and last < held[-1]:  # « par rapport à l'an dernier »
        return last, held[-1]
    return max((year for year in held if year < last), default=last), last


def years_listed(question: Question, knowledge: Knowledge) -> tuple[int, ...]:
    """Return the years said that are held, in order; every year held when none is said."""
    held = knowledge.bmo.years()
    said = years_said(question.years, held[-1])
    return tuple(year for year in held if not said or year in said)
