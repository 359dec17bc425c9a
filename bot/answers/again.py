"""A turn that only gives back the answer before was not understood: nothing is told twice as if it were new."""

from __future__ import annotations

from dataclasses import fields

from bot.answers.scope import Area
from bot.answers.suggestions import STARTERS, around_area, around_occupation
from bot.mentions import Mentions
from bot.question import Question
from bot.writing.blocks import Facts
from bot.writing.french import quoted
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import HOME_REGION, Knowledge

_KEPT_ASIDE = frozenset(
    {
        "inherited",
        "before",
        "set_aside",
        "earlier",
        "axis",
        "words",
        "asked",
        "offered",
        "open_for",
        "home",
        "visited",
        "told",
        "shown",
        "given",
        "noted",
    }
    | {"closed", "judged", "role", "whole", "compared", "direction"}
)
"""What a question keeps of the conversation, or how it is told: no other figure comes from it."""


def asks_again(question: Question, mentions: Mentions, previous: Question | None) -> bool:
    """Return whether a turn in which nothing was read asks for the very figure that was just given."""
    if previous is None or previous.asked or question.closed or mentions.which or mentions.counts:
        return False  # « combien ? » is answered by the number, told again as such
    if not mentions.is_empty:
        return False
    compared = (each.name for each in fields(Question) if each.name not in _KEPT_ASIDE)
    return all(getattr(question, name) == getattr(previous, name) for name in compared)


def nothing_more(question: Question, aside: str, knowledge: Knowledge) -> Reply:
    """Return what was not taken into account (``aside``), else that nothing new was understood, and what may follow."""
    place = next((ref for ref in question.territories if "|" not in ref), HOME_REGION)
    area = Area(knowledge.territories.survey_area(knowledge.territories.get(place)))
    word = next(iter(question.words), "")
    about = f" sur {quoted(word)}" if word else ""
    topic = ReplyTopic.ELSEWHERE if aside else ReplyTopic.NOT_UNDERSTOOD
    return Reply(
        sentence=aside
        or f"Je n'ai pas compris ce que vous voulez savoir d'autre{about}, {area.where}. Je peux vous dire :",
        suggestions=_next(area, word, question) or STARTERS,
        facts=Facts(topic=topic),
    )


def _next(area: Area, word: str, question: Question) -> tuple[Suggestion, ...]:
    return around_occupation(area, word, question) if word else around_area(area)
