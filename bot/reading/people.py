"""The people whom a conversation remembers, in its frame: « et pour elle ? » asks for her trade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.mentions import Mentions
from bot.question import Question
from bot.reading.persons import Person

_MOST = 6


def kept_people(question: Question, told: Sequence[Person], previous: Question | None) -> Question:
    """Return the question with the people told of until now, each with the trade told last."""
    before = people_of(previous)
    new = {each.who for each in told}
    known = [*(each for each in before if each.who not in new), *told]
    return replace(question, people=tuple(each.line for each in known[-_MOST:]))


def people_of(question: Question | None) -> list[Person]:
    """Return the people that a frame keeps."""
    return [Person(*line.split("\t")) for line in question.people] if question is not None else []


def with_their_trade(mentions: Mentions, meant: Sequence[Person]) -> Mentions:
    """Return what a turn names, with the trades of those for whom it asks when it names none."""
    if mentions.occupations or not meant:
        return mentions
    values = tuple(dict.fromkeys(each.value for each in meant))
    return replace(mentions, occupations=values, words=tuple(dict.fromkeys(each.word for each in meant)))
