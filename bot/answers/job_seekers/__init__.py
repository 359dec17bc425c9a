"""People registered with France Travail: how many, how it moves, where they are, for which trade."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.job_seekers import by_trade, change, number, ranking
from bot.beside import CHANGE
from bot.question import RANKED, Question
from bot.writing.reply import Reply
from knowledge.library import Knowledge

_MOST_TRADES = 4


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the job seekers of the places asked: of a trade (2021), ranked, over time, or in number (monthly)."""
    if len(question.occupations) > 1 and RANKED not in question.aspects:
        return _of_each_trade(question, knowledge)
    if question.occupations:
        return by_trade.answer(question, knowledge)
    if RANKED in question.aspects:
        return ranking.answer(question, knowledge)
    if CHANGE in question.aspects:
        return change.answer(question, knowledge)
    return number.answer(question, knowledge)


def _of_each_trade(question: Question, knowledge: Knowledge) -> Reply:
    """Return the job seekers of several trades, a sentence for each, with the notes they share."""
    words = question.words if len(question.words) == len(question.occupations) else ("",) * len(question.occupations)
    asked = list(zip(question.occupations, words, strict=True))[:_MOST_TRADES]
    told = [
        by_trade.answer(replace(question, occupations=(value,), words=(word,) if word else ()), knowledge)
        for value, word in asked
    ]
    shared = [note for note in told[0].notes if all(note in each.notes for each in told)]
    return replace(
        told[0],
        sentence=" ".join(dict.fromkeys(each.sentence for each in told)),
        rows=tuple(dict.fromkeys(row for each in told for row in each.rows)),
        notes=tuple(shared),
    )
