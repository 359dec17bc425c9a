"""Territories in order: which bassin or département has the most projects, the largest share of difficult ones."""

from __future__ import annotations

from bot.answers.places import ranked_places
from bot.question import Question
from bot.writing.reply import Reply
from knowledge.library import Knowledge


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the territories of the area asked, ranked on all occupations together."""
    return ranked_places(question, knowledge, None, topic="ranking")
