"""Two places that the survey does not tell apart, « Mer ou Blois ? »: their one figure, having said so first."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import comparison, figures, totals
from bot.answers.limits import continued
from bot.answers.scope import areas, years_said
from bot.question import Question, Topic
from bot.writing.french import NARROW, capitalised, listed
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.territories.wording import named


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the one figure of places that are one bassin, else each side of the comparison."""
    places = areas(question, knowledge)
    apart = len(places) > 1 or not places[0].others or len(question.occupations) > 1
    if apart or len(years_said(question.years, knowledge.bmo.latest_year())) > 1:
        return comparison.answer(question, knowledge)
    topic, told = (Topic.FIGURES, figures.answer) if question.occupations else (Topic.TOTALS, totals.answer)
    asks_of_it = question.closed and not question.compared  # « ça recrute, à Tours ou à Joué ? »: of both alike
    found = told(replace(question, topic=topic, closed=asks_of_it, compared=""), knowledge)
    if asks_of_it or question.judged:
        return found
    found = replace(found, facts=found.facts.but(topic=ReplyTopic.COMPARISON))
    if not places[0].note or "territories" in question.inherited:
        return found
    both = capitalised(listed([named(each) for each in places[0].every_asked]))
    return replace(found, sentence=f"{both} sont dans le même bassin d'emploi{NARROW}: {continued(found.sentence)}")
