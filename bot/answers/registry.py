"""From a question to its reply: the one table that says which module answers which topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.answers import (
    comparison,
    diagnostic,
    evolution,
    figures,
    job_seekers,
    listing,
    near,
    portrait,
    summary,
    totals,
)
from bot.answers.clarification import settle
from bot.answers.meaning import with_meaning
from bot.answers.origins import with_origins
from bot.answers.scope import UnanswerableError
from bot.answers.suggestions import dated
from bot.question import Question, Topic
from bot.writing.reply import Reply
from knowledge.library import Knowledge

Answer = Callable[[Question, Knowledge], Reply]

ANSWERS: Mapping[Topic, Answer] = {
    Topic.RECRUITING: listing.answer,
    Topic.FIGURES: figures.answer,
    Topic.WHERE: listing.answer,
    Topic.TOTALS: totals.answer,
    Topic.EVOLUTION: evolution.answer,
    Topic.COMPARISON: comparison.answer,
    Topic.RANKING: listing.answer,
    Topic.PROGRESS: listing.answer,
    Topic.DIAGNOSTIC: diagnostic.answer,
    Topic.SUMMARY: summary.answer,
    Topic.JOB_SEEKERS: job_seekers.answer,
    Topic.PORTRAIT: portrait.answer,
    Topic.NEAR: near.answer,
}


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the reply to ``question``: a figure, a clarification, or what is held instead; never nothing.

    BaseUnavailableError and KnowledgeError pass through: the edge turns them into a sentence and logs the cause.
    """
    try:
        settled = settle(question, knowledge)
        reply = ANSWERS[settled.topic](settled, knowledge)
        return with_origins(dated(with_meaning(reply, settled, knowledge), knowledge), knowledge)
    except UnanswerableError as reason:
        return _of_the_others(question, reason.reply, knowledge) or reason.reply


def _of_the_others(question: Question, reply: Reply, knowledge: Knowledge) -> Reply | None:
    """Of several places, those held are answered, and the one that is not is said; None when none is left."""
    lacking = reply.facts.get("asked", ()) if reply.facts.get("topic") == "not_held" else ()
    held = tuple(ref for ref in question.territories if ref not in lacking)
    if not held or len(held) == len(question.territories):
        return None
    topic = question.topic
    if topic is Topic.COMPARISON and max(len(held), len(question.occupations)) < 2:
        topic = Topic.FIGURES if question.occupations else Topic.TOTALS
    found = answer(replace(question, topic=topic, territories=held), knowledge)
    return replace(found, notes=(reply.sentence, *found.notes))
