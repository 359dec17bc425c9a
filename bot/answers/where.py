"""Where an occupation or a sector is looked for: the bassins or départements in order."""

from __future__ import annotations

from bot.answers.places import ranked_places
from bot.answers.scope import chosen, year_of
from bot.question import Question
from bot.writing.reply import Reply
from knowledge.library import Knowledge


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the territories of the area asked, ranked on the occupation of the question."""
    wanted = chosen(question.occupations[0], year_of(question, knowledge), knowledge)
    return ranked_places(question, knowledge, wanted, topic="where")
