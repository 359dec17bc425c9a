"""People registered with France Travail: how many, how it moves, where they are, for which trade."""

from __future__ import annotations

from bot.answers.job_seekers import by_trade, change, number, ranking
from bot.beside import CHANGE
from bot.question import RANKED, Question
from bot.writing.reply import Reply
from knowledge.library import Knowledge


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the job seekers of the places asked: of a trade (2021), ranked, over time, or in number (monthly)."""
    if question.occupations:
        return by_trade.answer(question, knowledge)
    if RANKED in question.aspects:
        return ranking.answer(question, knowledge)
    if CHANGE in question.aspects:
        return change.answer(question, knowledge)
    return number.answer(question, knowledge)
