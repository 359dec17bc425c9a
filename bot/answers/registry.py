"""From a question to its reply: the one table that says which module answers which topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.answers import (
    companies,
    diagnostic,
    evolution,
    figures,
    job_seekers,
    listing,
    near,
    offers,
    one_figure,
    portrait,
    summary,
    totals,
)
from bot.answers.clarification import settle, with_open
from bot.answers.limits import continued
from bot.answers.meaning import with_meaning
from bot.answers.origins import with_origins
from bot.answers.scope import UnanswerableError, years_said
from bot.answers.suggestions import dated
from bot.answers.uncovered import stood_for, widened
from bot.question import Question, Topic
from bot.writing.french import NARROW
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.errors import NotHeldError
from knowledge.library import Knowledge

_NEAR_YEARS = 2
"""A survey further from the year asked tells nothing of it."""

Answer = Callable[[Question, Knowledge], Reply]

ANSWERS: Mapping[Topic, Answer] = {
    Topic.RECRUITING: listing.answer,
    Topic.FIGURES: figures.answer,
    Topic.WHERE: listing.answer,
    Topic.TOTALS: totals.answer,
    Topic.EVOLUTION: evolution.answer,
    Topic.COMPARISON: one_figure.answer,
    Topic.RANKING: listing.answer,
    Topic.PROGRESS: listing.answer,
    Topic.DIAGNOSTIC: diagnostic.answer,
    Topic.SUMMARY: summary.answer,
    Topic.JOB_SEEKERS: job_seekers.answer,
    Topic.PORTRAIT: portrait.answer,
    Topic.NEAR: near.answer,
    Topic.OFFERS: offers.answer,
    Topic.COMPANIES: companies.answer,
}


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the reply to ``question``: a figure, a clarification, or what is held instead; never nothing.

    BaseUnavailableError and KnowledgeError pass through: the edge turns them into a sentence and logs the cause.
    """
    try:
        settled = settle(question, knowledge)
        reply = with_open(ANSWERS[settled.topic](settled, knowledge), question, knowledge)
        if reply.topic is ReplyTopic.YEAR_NOT_HELD:
            return _in_the_nearest_year(question, reply, knowledge)
        return with_origins(dated(with_meaning(reply, settled, knowledge), knowledge), knowledge)
    except UnanswerableError as reason:
        if reason.reply.topic is ReplyTopic.YEAR_NOT_HELD:
            return _in_the_nearest_year(question, reason.reply, knowledge)
        if reason.reply.topic is not ReplyTopic.NOT_HELD:
            return reason.reply
        return _instead(question, reason.reply, knowledge) or reason.reply
    except NotHeldError:
        found = _at_a_wider_place(question, knowledge)
        if found is None:
            raise
        return found


def _instead(question: Question, reply: Reply, knowledge: Knowledge) -> Reply | None:
    """What is held: of several places, those that are, with what stands for the others; else the wider place.

    Shares of a town and of a région may be set side by side, as their numbers may not.
    """
    if question.topic is Topic.COMPARISON and question.measure and (question.share or question.degree):
        return _at_a_wider_place(question, knowledge)
    lacking = _lacking(question, reply, knowledge)
    held = tuple(ref for ref in question.territories if ref not in lacking)
    if not held or not lacking:
        return _at_a_wider_place(question, knowledge)
    found = answer(_of_these(question, held), knowledge)
    wider = _at_a_wider_place(_of_these(question, lacking), knowledge) or reply
    return replace(found, notes=(wider.sentence, *found.notes))


def _lacking(question: Question, reply: Reply, knowledge: Knowledge) -> tuple[str, ...]:
    """The places of the question that are not held: the one just refused, and those a wider place stands for."""
    wider = widened(question, knowledge)
    kept = wider.territories if wider else question.territories
    return tuple(ref for ref in question.territories if ref not in kept or ref in reply.facts.asked)


def _of_these(question: Question, places: tuple[str, ...]) -> Question:
    topic = question.topic
    if topic is Topic.COMPARISON and max(len(places), len(question.occupations)) < 2:
        topic = Topic.FIGURES if question.occupations else Topic.TOTALS
    return replace(question, topic=topic, territories=places)


def _in_the_nearest_year(question: Question, reply: Reply, knowledge: Knowledge) -> Reply:
    """Return that the year asked is not held, then the figure of the survey nearest to it."""
    asked = years_said(question.years, knowledge.bmo.latest_year())
    if len(asked) != 1:
        return reply
    nearest = min(knowledge.bmo.years(), key=lambda year: (abs(year - asked[0]), -year))
    if not 0 < abs(nearest - asked[0]) <= _NEAR_YEARS:
        return reply
    found = answer(replace(question, years=(str(nearest),), closed=False), knowledge)
    if found.topic.about.without_figure:
        return reply
    return replace(
        found,
        sentence=f"{reply.sentence} Au plus près{NARROW}: {continued(found.sentence)}",
        facts=found.facts.but(topic=ReplyTopic.YEAR_NOT_HELD),
    )


def _at_a_wider_place(question: Question, knowledge: Knowledge) -> Reply | None:
    wider = widened(question, knowledge)
    return stood_for(question, wider, answer(wider, knowledge), knowledge) if wider else None
